// No other file includes simdjson.
#include "json/document.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/position.h"
#include "json/scan.h"

namespace broadsheet::json {
namespace {

namespace dom = simdjson::dom;

/// A node. Cells are in source order: the members of a value follow it, up to `end`.
struct Cell {
  Kind kind = Kind::Null;
  bool whole = false;     ///< `integer` holds the number
  std::uint32_t end = 0;  ///< index of the first cell after this one and its members
  double number = 0;      ///< also 1 for true
  std::int64_t integer = 0;
  std::string_view text;
  std::string_view key;
};

void set_integer(Cell& cell, std::int64_t number) {
  cell.kind = Kind::Number;
  cell.whole = true;
  cell.integer = number;
  cell.number = static_cast<double>(number);
}

void set_real(Cell& cell, double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: larger doubles skip integers
  cell.kind = Kind::Number;
  cell.number = number;
  cell.whole = std::abs(number) <= kExact && number == std::trunc(number);
  if (cell.whole) cell.integer = static_cast<std::int64_t>(number);
}

/// Appends `element` and its members. Returns false if it nests too deep.
bool append(const dom::element& element, std::string_view key, int depth,
            std::vector<Cell>& cells) {
  const std::size_t index = cells.size();
  Cell& cell = cells.emplace_back();
  cell.key = key;
  switch (element.type()) {
    case dom::element_type::OBJECT:
      if (depth >= kMaxDepth) return false;
      cell.kind = Kind::Object;
      for (const dom::key_value_pair member : dom::object(element)) {
        if (!append(member.value, member.key, depth + 1, cells)) return false;
      }
      break;
    case dom::element_type::ARRAY:
      if (depth >= kMaxDepth) return false;
      cell.kind = Kind::List;
      for (const dom::element item : dom::array(element)) {
        if (!append(item, {}, depth + 1, cells)) return false;
      }
      break;
    case dom::element_type::STRING:
      cell.kind = Kind::Text;
      cell.text = std::string_view(element);
      break;
    case dom::element_type::INT64:
      set_integer(cell, std::int64_t(element));
      break;
    case dom::element_type::UINT64:  // only those beyond int64
    case dom::element_type::DOUBLE:
      set_real(cell, double(element));
      break;
    case dom::element_type::BOOL:
      cell.kind = Kind::Bool;
      cell.number = bool(element) ? 1 : 0;
      break;
    case dom::element_type::NULL_VALUE:
      break;
  }
  cells[index].end = static_cast<std::uint32_t>(cells.size());
  return true;
}

void append(const Value& value, std::string_view key, std::vector<Cell>& cells) {
  const std::size_t index = cells.size();
  Cell& cell = cells.emplace_back();
  cell.key = key;
  cell.kind = value.kind();
  if (const std::string* text = value.text()) cell.text = *text;
  if (const bool* flag = value.boolean()) cell.number = *flag ? 1 : 0;
  if (const std::int64_t* number = value.integer()) set_integer(cell, *number);
  if (const double* number = value.real()) set_real(cell, *number);
  if (const List* list = value.list()) {
    for (const Value& item : *list) append(item, {}, cells);
  }
  if (const Object* object = value.object()) {
    for (const Member& member : *object) append(member.value, member.key, cells);
  }
  cells[index].end = static_cast<std::uint32_t>(cells.size());
}

}  // namespace

struct Document::State {
  std::string path;
  std::string bytes;
  dom::parser parser;  ///< owns the unescaped texts
  Value value;         ///< of a document without a text: owns the texts
  std::vector<Cell> cells;
  // Filled by the first request for a location.
  SourceMap places;
  std::vector<std::size_t> line_ends;

  /// Fills `cells` from `bytes`. Returns false if they are not JSON or nest too deep.
  bool parse() {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    const std::size_t size = bytes.size();
    bytes.reserve(size + simdjson::SIMDJSON_PADDING);
    dom::element root;
    if (parser.allocate(std::max<std::size_t>(size, 64), 4 * kMaxDepth) ||
        parser.parse(bytes.data(), size, false).get(root) != simdjson::SUCCESS) {
      return false;
    }
    cells.reserve(std::min<std::size_t>(size / 16, 1U << 20) + 8);
    return append(root, {}, 0, cells);
  }

  void locate() {
    if (!line_ends.empty()) return;
    places = scan(bytes);
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

  std::string excerpt_at(const Location& where) const {
    return where.line == 0 ? std::string() : excerpt(bytes, {where.line, where.column});
  }

  Location location_in(std::vector<std::uint32_t> SourceMap::* offsets, std::uint32_t index) {
    if (bytes.empty()) return {path, 0, 0};
    locate();
    return location((places.*offsets)[index]);
  }
};

Document::Document(std::unique_ptr<State> state) : state_(std::move(state)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

const std::string& Document::path() const { return state_->path; }

std::optional<Document> Document::parse(std::string bytes, const std::string& path,
                                        Diagnostics& problems) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->bytes = std::move(bytes);
  if (state->parse()) return Document(std::move(state));

  const SourceMap places = scan(state->bytes);
  const Position at = position_of(state->bytes, places.mistake_at);
  problems.error({path, at.line, at.column},
                 places.mistake.empty() ? "this is not JSON" : places.mistake,
                 excerpt(state->bytes, at));
  return std::nullopt;
}

std::optional<Document> Document::parse(std::string_view bytes) {
  auto state = std::make_unique<State>();
  state->bytes = bytes;
  if (!state->parse()) return std::nullopt;
  return Document(std::move(state));
}

Document Document::of(const Value& value, const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->value = value;
  append(state->value, {}, state->cells);
  return Document(std::move(state));
}

void Document::error(const Location& where, std::string message, Diagnostics& problems) const {
  problems.error(where, std::move(message), state_->excerpt_at(where));
}

void Document::warning(const Location& where, std::string message, Diagnostics& problems) const {
  problems.warning(where, std::move(message), state_->excerpt_at(where));
}

Kind Node::kind() const { return document_->state_->cells[index_].kind; }
std::string_view Node::key() const { return document_->state_->cells[index_].key; }
std::string_view Node::text() const { return document_->state_->cells[index_].text; }
double Node::number() const { return document_->state_->cells[index_].number; }
bool Node::boolean() const { return is(Kind::Bool) && number() != 0; }

std::optional<std::int64_t> Node::integer() const {
  const Cell& cell = document_->state_->cells[index_];
  if (!cell.whole) return std::nullopt;
  return cell.integer;
}

Node::Iterator Node::begin() const { return {document_, index_ + 1}; }
Node::Iterator Node::end() const { return {document_, document_->state_->cells[index_].end}; }

Node::Iterator& Node::Iterator::operator++() {
  index_ = document_->state_->cells[index_].end;
  return *this;
}

std::size_t Node::size() const {
  std::size_t count = 0;
  for (auto member = begin(); member != end(); ++member) ++count;
  return count;
}

std::optional<Node> Node::find(std::string_view wanted) const {
  if (!is(Kind::Object)) return std::nullopt;
  for (const Node member : *this) {
    if (member.key() == wanted) return member;
  }
  return std::nullopt;
}

std::string_view Node::text_of(std::string_view wanted) const {
  const std::optional<Node> member = find(wanted);
  return member ? member->text() : std::string_view();
}

Value Node::value() const {
  switch (kind()) {
    case Kind::Null:
      return {};
    case Kind::Bool:
      return boolean();
    case Kind::Number:
      if (const std::optional<std::int64_t> whole = integer()) return *whole;
      return number();
    case Kind::Text:
      return text();
    case Kind::List: {
      List items;
      for (const Node item : *this) items.push_back(item.value());
      return items;
    }
    case Kind::Object: {
      Object members;
      for (const Node member : *this) members.add(member.key(), member.value());
      return members;
    }
  }
  return {};
}

Location Node::where() const { return document_->state_->location_in(&SourceMap::values, index_); }

Location Node::key_where() const {
  return document_->state_->location_in(&SourceMap::keys, index_);
}

}  // namespace broadsheet::json
