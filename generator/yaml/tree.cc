#include "yaml/tree.h"

#include <yaml.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "yaml/explain.h"

namespace broadsheet {
namespace {

constexpr std::size_t kMostBytes = 256'000;
constexpr std::size_t kMostValues = 20'000;
constexpr std::size_t kMostText = 1'000'000;
constexpr int kMostDepth = 64;
constexpr int kMostErrors = 50;

/// The error is reported; reading ends.
struct Stop {};

/// libyaml counts characters; this turns such an offset into a position in bytes. Linear over a
/// whole file, as offsets mostly grow.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  Position at(std::size_t character) {
    if (character < character_) *this = Cursor(text_);
    while (character_ < character && byte_ < text_.size()) {
      if (text_[byte_] == '\n') {
        ++line_;
        line_begin_ = byte_ + 1;
      }
      do ++byte_;
      while (byte_ < text_.size() && (static_cast<unsigned char>(text_[byte_]) & 0xC0) == 0x80);
      ++character_;
    }
    return {line_, static_cast<int>(byte_ - line_begin_) + 1};
  }

 private:
  std::string_view text_;
  std::size_t character_ = 0, byte_ = 0, line_begin_ = 0;
  int line_ = 1;
};

class Event {
 public:
  explicit Event(yaml_parser_t& parser) { good_ = yaml_parser_parse(&parser, &event_) != 0; }
  Event(Event&& other) noexcept : event_(other.event_), good_(std::exchange(other.good_, false)) {}
  Event& operator=(Event&&) = delete;
  ~Event() {
    if (good_) yaml_event_delete(&event_);
  }

  explicit operator bool() const { return good_; }
  const yaml_event_t& operator*() const { return event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
  bool good_ = false;
};

std::string string_of(const yaml_char_t* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

bool is_null(const yaml_event_t& scalar, std::string_view text) {
  return scalar.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.data.scalar.tag == nullptr &&
         (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

class Reader {
 public:
  Reader(const std::string& text, const std::string& path, Diagnostics& problems)
      : text_(text), path_(path), problems_(problems), cursor_(text) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { yaml_parser_delete(&parser_); }

  /// Throws Stop.
  YamlNode document() {
    take();  // the start of the stream
    if (take_document_start() == Begin::End) return {};
    const Event top = next();
    YamlNode root = node_of(top, 0);
    report_rest();
    take();  // the end of the document
    if (take_document_start() == Begin::Document) {
      const Event second = next();
      stop(position_of(second), "a second document begins after '---'; only one is read");
    }
    return root;
  }

 private:
  enum class Begin { Document, End };

  Event next() {
    Event event(parser_);
    if (!event) stop_at_error();
    return event;
  }
  void take() { const Event event = next(); }
  Begin take_document_start() {
    const Event event = next();
    return event->type == YAML_DOCUMENT_START_EVENT ? Begin::Document : Begin::End;
  }

  YamlNode node_of(const Event& event, int depth) {
    if (depth > kMostDepth) {
      stop(position_of(event), "nested deeper than " + std::to_string(kMostDepth) + " levels");
    }
    if (event->type == YAML_ALIAS_EVENT) return copy_of(event);
    const std::size_t values_before = values_;
    const std::size_t bytes_before = text_bytes_;
    count_values(1);
    YamlNode value;
    const yaml_char_t* anchor = nullptr;
    if (event->type == YAML_SCALAR_EVENT) {
      anchor = event->data.scalar.anchor;
      value = scalar_of(event);
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
      anchor = event->data.sequence_start.anchor;
      value = {.kind = YamlKind::List, .at = position_of(event)};
      read_items(value, depth);
    } else {
      anchor = event->data.mapping_start.anchor;
      value = {.kind = YamlKind::Group, .at = position_of(event)};
      read_members(value, depth);
    }
    if (anchor != nullptr) keep(string_of(anchor), value, values_before, bytes_before);
    return value;
  }

  YamlNode scalar_of(const Event& event) {
    YamlNode value{.kind = YamlKind::Text, .at = position_of(event)};
    value.text.assign(reinterpret_cast<const char*>(event->data.scalar.value),
                      event->data.scalar.length);
    const bool good = std::all_of(value.text.begin(), value.text.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t';
    });
    if (!good) error(value.at, "this text holds a control character");
    if (is_null(*event, value.text)) return {.at = value.at};
    count_text(value.text.size());
    return value;
  }

  void read_items(YamlNode& list, int depth) {
    while (true) {
      const Event event = next();
      if (event->type == YAML_SEQUENCE_END_EVENT) return;
      list.items.push_back(node_of(event, depth + 1));
    }
  }

  void read_members(YamlNode& group, int depth) {
    std::set<std::string> seen;
    while (true) {
      const Event event = next();
      if (event->type == YAML_MAPPING_END_EVENT) return;
      const Position at = position_of(event);
      const bool is_word = event->type == YAML_SCALAR_EVENT;
      std::string key;
      if (is_word) {
        key.assign(reinterpret_cast<const char*>(event->data.scalar.value),
                   event->data.scalar.length);
      } else {
        node_of(event, depth + 1);
        error(at, "a key should be a word");
      }
      const Event value = next();
      YamlNode member = node_of(value, depth + 1);
      if (!is_word) continue;
      if (!seen.insert(key).second) {
        error(at, "the key '" + key + "' appears twice");
        continue;
      }
      member.key = std::move(key);
      member.key_at = at;
      group.items.push_back(std::move(member));
    }
  }

  /// The copy for later aliases counts as well, so that nested anchors stay within the limits.
  void keep(const std::string& anchor, const YamlNode& node, std::size_t values_before,
            std::size_t bytes_before) {
    const std::size_t values = values_ - values_before;
    const std::size_t text_bytes = text_bytes_ - bytes_before;
    count_values(values);
    count_text(text_bytes);
    anchors_[anchor] = {node, values, text_bytes};
  }

  YamlNode copy_of(const Event& alias) {
    const auto found = anchors_.find(string_of(alias->data.alias.anchor));
    if (found == anchors_.end()) {
      stop(position_of(alias),
           "this is not YAML: no '&' defines this '*' before it; a text that begins with '*' needs "
           "quotes");
    }
    count_values(found->second.values);
    count_text(found->second.text_bytes);
    return found->second.node;
  }

  void count_values(std::size_t more) {
    values_ += more;
    if (values_ <= kMostValues) return;
    stop({0, 0},
         "there are more than " + std::to_string(kMostValues) + " values, aliases expanded");
  }
  void count_text(std::size_t more) {
    text_bytes_ += more;
    if (text_bytes_ <= kMostText) return;
    stop({0, 0},
         "there are more than " + std::to_string(kMostText) + " bytes of text, aliases expanded");
  }

  void report_rest() {
    if (errors_ <= kMostErrors) return;
    problems_.note({path_, 0, 0},
                   "and " + std::to_string(errors_ - kMostErrors) + " more errors in this file");
  }

  Position position_of(const Event& event) { return cursor_.at(event->start_mark.index); }

  void error(Position at, std::string message) {
    if (++errors_ <= kMostErrors) report(at, std::move(message));
  }
  [[noreturn]] void stop(Position at, std::string message) {
    report(at, std::move(message));
    throw Stop();
  }
  void report(Position at, std::string message) {
    problems_.error({path_, at.line, at.column}, std::move(message),
                    at.line > 0 ? excerpt(text_, at) : std::string());
  }

  [[noreturn]] void stop_at_error() {
    const YamlProblem problem = explain(parser_);
    const Position at = problem.unit == YamlProblem::Byte
                            ? broadsheet::position_of(text_, problem.offset)
                            : cursor_.at(problem.offset);
    stop(at, problem.message);
  }

  struct Anchor {
    YamlNode node;
    std::size_t values = 0, text_bytes = 0;
  };

  const std::string& text_;
  const std::string& path_;
  Diagnostics& problems_;
  Cursor cursor_;
  yaml_parser_t parser_{};
  std::map<std::string, Anchor> anchors_;
  std::size_t values_ = 0, text_bytes_ = 0;
  int errors_ = 0;
};

/// The text without a byte order mark and without the blanks of lines that hold a tab and nothing
/// but blanks: YAML ignores them, libyaml takes such a tab for indentation. Lines keep their
/// number.
std::string cleaned(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
    const bool is_empty = blanks == line.size() || line[blanks] == '\n' || line[blanks] == '\r';
    const bool drop = is_empty && line.substr(0, blanks).find('\t') != std::string_view::npos;
    text += drop ? line.substr(blanks) : line;
    bytes.remove_prefix(end);
  }
  return text;
}

}  // namespace

const YamlNode* YamlNode::find(const std::string& wanted) const {
  for (const YamlNode& member : items) {
    if (kind == YamlKind::Group && member.key == wanted) return &member;
  }
  return nullptr;
}

std::optional<YamlNode> parse_yaml(const std::string& bytes, const std::string& path,
                                   Diagnostics& problems) {
  if (bytes.size() > kMostBytes) {
    problems.error({path, 0, 0}, "the file has " + std::to_string(bytes.size()) +
                                     " bytes; at most " + std::to_string(kMostBytes) +
                                     " are allowed");
    return std::nullopt;
  }
  const std::string text = cleaned(bytes);
  try {
    return Reader(text, path, problems).document();
  } catch (const Stop&) {
    return std::nullopt;
  }
}

}  // namespace broadsheet
