// The one door to kainjow's mustache: no other file includes it.
#include "render/template_engine.h"

#include <cassert>
#include <kainjow/mustache.hpp>

#include "render/view_keys.h"
#include "text/escape.h"

namespace broadsheet::render {

namespace {

using Value = kainjow::mustache::data;
using Type = Value::type;

// A list without copying its items: kainjow's own push_back copies them deeply, and gives its
// list only as const, though the list itself is not.
Value list_of(std::vector<Value> items) {
  Value list(Type::list);
  const_cast<kainjow::mustache::list&>(list.list_value()) = std::move(items);
  return list;
}

Value text_of(std::string_view text) {
  if (text.empty()) return Value(false);
  return Value(std::string(text));
}

bool is_text(const Value& value) { return value.is_string() || value.is_false(); }

bool fits(const Value& value, KeyKind kind) {
  switch (kind) {
    case KeyKind::Text:
    case KeyKind::Html:
      return is_text(value);
    case KeyKind::Flag:
      return value.is_bool();
    case KeyKind::Part:
      return value.is_object() || value.is_false();
    case KeyKind::List:
      return value.is_list();
  }
  return false;
}

}  // namespace

struct View::Data {
  Value value{Type::object};

  void set(std::string_view key, Value field) { value[std::string(key)] = std::move(field); }
};

View::View() : data_(std::make_unique<Data>()) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::text(std::string_view key, std::string_view value) {
  data_->set(key, text_of(value));
  return *this;
}

View& View::html(std::string_view key, const Html& value) {
  data_->set(key, text_of(value.text));
  return *this;
}

View& View::flag(std::string_view key, bool value) {
  data_->set(key, Value(value));
  return *this;
}

View& View::part(std::string_view key, View value) {
  data_->set(key, std::move(value.data_->value));
  return *this;
}

View& View::no_part(std::string_view key) { return flag(key, false); }

View& View::list(std::string_view key, std::vector<View> values) {
  std::vector<Value> items;
  items.reserve(values.size());
  for (View& item : values) items.push_back(std::move(item.data_->value));
  flag("has_" + std::string(key), !items.empty());
  data_->set(key, list_of(std::move(items)));
  return *this;
}

struct Template::Parsed {
  explicit Parsed(const std::string& source) : mustache(source) {
    mustache.set_custom_escape([](const std::string& text) { return text::escape_html(text); });
  }
  kainjow::mustache::mustache mustache;
};

Template::Template(const std::string& source) : parsed_(std::make_unique<Parsed>(source)) {
  assert(parsed_->mustache.is_valid());
}
Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

std::string Template::render(const View& view) {
  std::string page;
  parsed_->mustache.render(view.data_->value, [&page](const std::string& piece) { page += piece; });
  return page;
}

namespace {

void compare(const Value& value, const Shape& shape, const std::string& path,
             std::vector<std::string>& found) {
  for (const Key& key : shape.keys) {
    const std::string name = path + "." + key.name;
    const Value* field = value.get(key.name);
    if (field == nullptr) {
      found.push_back(name + " is missing");
    } else if (!fits(*field, key.kind)) {
      found.push_back(name + " is of another kind");
    } else if (field->is_object()) {
      compare(*field, *key.shape, name, found);
    } else if (field->is_list()) {
      for (const Value& item : field->list_value()) compare(item, *key.shape, name, found);
    }
  }
}

}  // namespace

std::vector<std::string> differences(const View& view, const Shape& shape) {
  std::vector<std::string> found;
  compare(view.data_->value, shape, shape.name, found);
  return found;
}

}  // namespace broadsheet::render
