// The one door to simdjson: no other file includes it.
#include "json/tree.h"

#include <simdjson.h>

#include <algorithm>
#include <vector>

#include "base/position.h"
#include "json/scan.h"

namespace broadsheet::json {
namespace {

namespace dom = simdjson::dom;

/// Values in the order of the text. The members of a value stand behind it, up to `end`.
struct Node {
  JsonKind kind = JsonKind::Null;
  bool whole = false;     ///< a number that `integer` holds
  std::uint32_t end = 0;  ///< the node behind this one and its members
  double number = 0;      ///< also 1 for true
  std::int64_t integer = 0;
  std::string_view text;
  std::string_view key;
};

/// @return false when it nests too deep
bool add(const dom::element& element, std::string_view key, int depth, std::vector<Node>& nodes) {
  const std::size_t index = nodes.size();
  nodes.emplace_back().key = key;
  switch (element.type()) {
    case dom::element_type::OBJECT:
      if (depth >= kMaxJsonDepth) return false;
      nodes[index].kind = JsonKind::Object;
      for (const dom::key_value_pair member : dom::object(element)) {
        if (!add(member.value, member.key, depth + 1, nodes)) return false;
      }
      break;
    case dom::element_type::ARRAY:
      if (depth >= kMaxJsonDepth) return false;
      nodes[index].kind = JsonKind::List;
      for (const dom::element member : dom::array(element)) {
        if (!add(member, {}, depth + 1, nodes)) return false;
      }
      break;
    case dom::element_type::STRING:
      nodes[index].kind = JsonKind::Text;
      nodes[index].text = std::string_view(element);
      break;
    case dom::element_type::INT64:
      nodes[index].kind = JsonKind::Number;
      nodes[index].whole = true;
      nodes[index].integer = std::int64_t(element);
      nodes[index].number = static_cast<double>(nodes[index].integer);
      break;
    case dom::element_type::UINT64:  // beyond int64 only
    case dom::element_type::DOUBLE: {
      const double number = double(element);
      Node& node = nodes[index];
      node.kind = JsonKind::Number;
      node.number = number;
      // 20.0 is as whole as 20; beyond 2^53 a double no longer knows.
      node.whole = number >= -9007199254740992.0 && number <= 9007199254740992.0 &&
                   number == static_cast<double>(static_cast<std::int64_t>(number));
      if (node.whole) node.integer = static_cast<std::int64_t>(number);
      break;
    }
    case dom::element_type::BOOL:
      nodes[index].kind = JsonKind::Bool;
      nodes[index].number = bool(element) ? 1 : 0;
      break;
    case dom::element_type::NULL_VALUE:
      break;
  }
  nodes[index].end = static_cast<std::uint32_t>(nodes.size());
  return true;
}

}  // namespace

std::string_view json_kind_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::Null:
      return "null";
    case JsonKind::Bool:
      return "true or false";
    case JsonKind::Number:
      return "a number";
    case JsonKind::Text:
      return "text";
    case JsonKind::List:
      return "a list";
    case JsonKind::Object:
      return "an object";
  }
  return "";
}

struct JsonTree::State {
  std::string path;
  std::string bytes;
  dom::parser parser;  ///< owns the unescaped texts
  std::vector<Node> nodes;
  // Made at the first question for a place.
  JsonPlaces places;
  std::vector<std::size_t> line_ends;

  void locate() {
    if (!line_ends.empty()) return;
    places = scan_json(bytes);
    for (std::size_t at = bytes.find('\n'); at != std::string::npos;
         at = bytes.find('\n', at + 1)) {
      line_ends.push_back(at);
    }
    line_ends.push_back(bytes.size());
  }

  Location location(std::size_t offset) const {
    const auto line = std::lower_bound(line_ends.begin(), line_ends.end(), offset);
    const std::size_t begin = line == line_ends.begin() ? 0 : *(line - 1) + 1;
    return {path, static_cast<int>(line - line_ends.begin()) + 1,
            static_cast<int>(offset - begin) + 1};
  }
};

JsonTree::JsonTree(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonTree::JsonTree(JsonTree&&) noexcept = default;
JsonTree& JsonTree::operator=(JsonTree&&) noexcept = default;
JsonTree::~JsonTree() = default;

const std::string& JsonTree::path() const { return state_->path; }

std::optional<JsonTree> JsonTree::parse(std::string bytes, const std::string& path,
                                        Diagnostics& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  auto state = std::make_unique<State>();
  state->path = path;
  state->bytes = std::move(bytes);
  const std::size_t size = state->bytes.size();
  state->bytes.reserve(size + simdjson::SIMDJSON_PADDING);

  dom::element root;
  const auto failed =
      state->parser.allocate(std::max<std::size_t>(size, 64), 4 * kMaxJsonDepth) ||
      state->parser.parse(state->bytes.data(), size, false).get(root) != simdjson::SUCCESS;
  // A value takes two bytes and more: this is no waste.
  if (!failed) state->nodes.reserve(std::min<std::size_t>(size / 16, 1U << 20) + 8);
  if (!failed && add(root, {}, 0, state->nodes)) return JsonTree(std::move(state));

  const JsonPlaces places = scan_json(state->bytes);
  const Position at = position_of(state->bytes, places.mistake_at);
  problems.error({path, at.line, at.column},
                 places.mistake.empty() ? "this is not JSON" : places.mistake,
                 excerpt(state->bytes, at));
  return std::nullopt;
}

void JsonTree::error(const Location& where, std::string message, Diagnostics& problems) const {
  problems.error(where, std::move(message), excerpt(state_->bytes, {where.line, where.column}));
}

void JsonTree::warning(const Location& where, std::string message, Diagnostics& problems) const {
  problems.warning(where, std::move(message), excerpt(state_->bytes, {where.line, where.column}));
}

JsonKind JsonValue::kind() const { return tree_->state_->nodes[index_].kind; }
std::string_view JsonValue::key() const { return tree_->state_->nodes[index_].key; }
std::string_view JsonValue::text() const { return tree_->state_->nodes[index_].text; }
double JsonValue::number() const { return tree_->state_->nodes[index_].number; }
bool JsonValue::boolean() const { return is(JsonKind::Bool) && number() != 0; }

std::optional<std::int64_t> JsonValue::integer() const {
  const Node& node = tree_->state_->nodes[index_];
  if (!node.whole) return std::nullopt;
  return node.integer;
}

JsonValue::Iterator JsonValue::begin() const { return {tree_, index_ + 1}; }
JsonValue::Iterator JsonValue::end() const { return {tree_, tree_->state_->nodes[index_].end}; }

JsonValue::Iterator& JsonValue::Iterator::operator++() {
  index_ = tree_->state_->nodes[index_].end;
  return *this;
}

std::size_t JsonValue::size() const {
  std::size_t count = 0;
  for (auto member = begin(); member != end(); ++member) ++count;
  return count;
}

std::optional<JsonValue> JsonValue::find(std::string_view wanted) const {
  if (!is(JsonKind::Object)) return std::nullopt;
  for (const JsonValue member : *this) {
    if (member.key() == wanted) return member;
  }
  return std::nullopt;
}

Location JsonValue::where() const {
  JsonTree::State& state = *tree_->state_;
  state.locate();
  return state.location(index_ < state.places.values.size() ? state.places.values[index_] : 0);
}

Location JsonValue::key_where() const {
  JsonTree::State& state = *tree_->state_;
  state.locate();
  return state.location(index_ < state.places.keys.size() ? state.places.keys[index_] : 0);
}

}  // namespace broadsheet::json
