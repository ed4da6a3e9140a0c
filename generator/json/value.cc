#include "json/value.h"

#include <algorithm>

namespace broadsheet::json {
namespace {

constexpr std::size_t kIndexedFrom = 16;  // members; fewer are searched one after the other

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return "null";
    case Kind::Bool:
      return "true or false";
    case Kind::Number:
      return "a number";
    case Kind::Text:
      return "text";
    case Kind::List:
      return "a list";
    case Kind::Object:
      return "an object";
  }
  return "";
}

Object::Object() = default;
Object::Object(const Object& other) = default;
Object::Object(Object&& other) noexcept = default;
Object& Object::operator=(const Object& other) = default;
Object& Object::operator=(Object&& other) noexcept = default;
Object::~Object() = default;

Object::Object(std::initializer_list<Member> members) {
  for (const Member& member : members) add(member.key, member.value);
}

std::size_t Object::index_of(std::string_view key) const {
  if (!index_.empty()) {
    const auto found = index_.find(key);
    return found == index_.end() ? size() : found->second;
  }
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [key](const Member& member) { return member.key == key; });
  return static_cast<std::size_t>(found - members_.begin());
}

void Object::reindex() {
  index_.clear();
  if (size() < kIndexedFrom) return;
  for (std::size_t at = 0; at < size(); ++at) index_.emplace(members_[at].key, at);
}

const Value* Object::find(std::string_view key) const {
  const std::size_t at = index_of(key);
  return at == size() ? nullptr : &members_[at].value;
}

bool Object::add(std::string_view key, Value value) {
  if (index_of(key) != size()) return false;
  members_.push_back({std::string(key), std::move(value)});
  if (!index_.empty()) {
    index_.emplace(members_.back().key, size() - 1);
  } else {
    reindex();
  }
  return true;
}

void Object::set(std::string_view key, Value value) {
  const std::size_t at = index_of(key);
  if (at == size()) {
    add(key, std::move(value));
  } else {
    members_[at].value = std::move(value);
  }
}

void Object::merge(const Object& other) {
  for (const Member& member : other) add(member.key, member.value);
}

void Object::erase(std::string_view key) {
  const std::size_t at = index_of(key);
  if (at == size()) return;
  members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(at));
  reindex();
}

void Object::sort() {
  std::sort(members_.begin(), members_.end(),
            [](const Member& a, const Member& b) { return a.key < b.key; });
  reindex();
}

bool operator==(const Object& a, const Object& b) { return a.members_ == b.members_; }

std::optional<double> Value::number() const {
  if (const std::int64_t* whole = integer()) return static_cast<double>(*whole);
  if (const double* fraction = real()) return *fraction;
  return std::nullopt;
}

Kind Value::kind() const {
  constexpr Kind kKinds[] = {Kind::Null, Kind::Bool, Kind::Number, Kind::Number,
                             Kind::Text, Kind::List, Kind::Object};
  return kKinds[data_.index()];
}

}  // namespace broadsheet::json
