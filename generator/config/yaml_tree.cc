// The one door to yaml-cpp for settings: no other file of config/ includes it.
#include "config/yaml_tree.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace broadsheet::config {
namespace {

/// Whether a text holds U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 or U+061C, which would
/// turn the text around it on every page; digests lose them when they are read.
bool turns(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const char last = rest.size() > 2 ? rest[2] : ' ';
    if (rest.starts_with("\xD8\x9C")) return true;
    if (rest.starts_with("\xE2\x80") &&
        (last == '\x8E' || last == '\x8F' || (last >= '\xAA' && last <= '\xAE'))) {
      return true;
    }
    if (rest.starts_with("\xE2\x81") && last >= '\xA6' && last <= '\xA9') return true;
  }
  return false;
}

constexpr std::size_t kMostBytes = 256'000;
constexpr int kMostValues = 20'000;

/// yaml-cpp counts from 0 and says -1 for unknown, which becomes the first line.
Position position_of_mark(const YAML::Mark& mark) {
  return {std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1};
}

std::string_view line_of(std::string_view text, int number) {
  for (int line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

/// The column of a tab among the blanks that a line begins with; 0 when there is none.
int indenting_tab(std::string_view line) {
  const std::size_t tab = line.find('\t');
  return tab != std::string_view::npos && line.find_first_not_of(' ') == tab
             ? static_cast<int>(tab) + 1
             : 0;
}

/// What yaml-cpp says, in words that help; its own for the rest.
std::string explained(const std::string& message) {
  struct Words {
    std::string_view theirs, ours;
  };
  constexpr std::array<Words, 10> kWords = {{
      {"illegal map value",
       "a ':' is not expected here; quote a text that holds ': ', and look at the indentation"},
      {"illegal map key", "a key is not expected here; look at the indentation"},
      {"illegal block entry", "a '-' is not expected here; look at the indentation"},
      {"end of map not found", "this line does not fit the lines above; look at the indentation"},
      {"end of sequence not found",
       "this line does not fit the list above; look at the indentation"},
      {"end of map flow not found", "a '}' is missing, or a text that holds ': ' needs quotes"},
      {"end of sequence flow not found", "a ']' is missing"},
      {"unknown token", "a text that begins with this character needs quotes"},
      {"bad file", "nested too deep"},
      {"the referenced anchor is not defined",
       "no '&' marks what this '*' stands for; a text that begins with '*' needs quotes"},
  }};
  for (const Words& words : kWords) {
    if (message.starts_with(words.theirs)) return std::string(words.ours);
  }
  return message;
}

struct TooMany {};

class Converter {
 public:
  Converter(const std::string& text, const std::string& path, Diagnostics& problems)
      : text_(text), path_(path), problems_(problems) {}

  void error(Position at, std::string message) {
    problems_.error({path_, at.line, at.column}, std::move(message), excerpt(text_, at));
  }

  /// Throws TooMany.
  YamlNode node_of(const YAML::Node& node) {
    if (++values_ > kMostValues) throw TooMany();
    YamlNode value{.at = position_of_mark(node.Mark())};
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        value.kind = YamlKind::Text;
        value.text = node.Scalar();
        check_closed(value);
        check_characters(value);
        break;
      case YAML::NodeType::Sequence:
        value.kind = YamlKind::List;
        for (const YAML::Node& item : node) value.items.push_back(node_of(item));
        break;
      case YAML::NodeType::Map:
        value.kind = YamlKind::Group;
        add_members(node, value);
        break;
      default:
        break;
    }
    return value;
  }

 private:
  void add_members(const YAML::Node& node, YamlNode& group) {
    std::set<std::string> seen;
    for (const auto& pair : node) {
      const Position at = position_of_mark(pair.first.Mark());
      if (!pair.first.IsScalar()) {
        error(at, "a key should be a word");
      } else if (!seen.insert(pair.first.Scalar()).second) {
        error(at, "key '" + pair.first.Scalar() + "' stands twice");
      } else {
        YamlNode member = node_of(pair.second);
        member.key = pair.first.Scalar();
        member.key_at = at;
        group.items.push_back(std::move(member));
      }
    }
  }

  /// yaml-cpp takes a quote that is never closed, and all the file behind it, as one text.
  void check_closed(const YamlNode& value) {
    const std::string_view line = line_of(text_, value.at.line);
    const auto column = static_cast<std::size_t>(value.at.column) - 1;
    if (column >= line.size()) return;
    const char quote = line[column];
    if (quote != '"' && quote != '\'') return;
    std::string_view rest(line.data() + column + 1, text_.data() + text_.size());
    for (std::size_t at = 0; at < rest.size(); ++at) {
      if (quote == '"' && rest[at] == '\\') {
        ++at;
      } else if (rest[at] == quote) {
        if (quote == '"' || rest.substr(at + 1, 1) != "'") return;
        ++at;
      }
    }
    error(value.at, std::string("this is not YAML: the quote ") + quote + " is never closed");
  }

  void check_characters(const YamlNode& value) {
    const bool good = std::all_of(value.text.begin(), value.text.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t';
    });
    if (!good) error(value.at, "this text holds a control character");
    if (turns(value.text)) {
      error(value.at, "this text holds a character that changes the direction of writing");
    }
  }

  const std::string& text_;
  const std::string& path_;
  Diagnostics& problems_;
  int values_ = 0;
};

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
                                     " bytes; settings are at most " + std::to_string(kMostBytes));
    return std::nullopt;
  }
  const std::string text = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
  Converter converter(text, path, problems);
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(text);
    if (documents.empty()) return YamlNode();
    if (documents.size() > 1) {
      converter.error(position_of_mark(documents[1].Mark()),
                      "a second document begins after '---'; settings are one");
      return std::nullopt;
    }
    return converter.node_of(documents.front());
  } catch (const YAML::Exception& e) {
    Position at = position_of_mark(e.mark);
    if (const int tab = indenting_tab(line_of(text, at.line)); tab > 0) {
      at.column = tab;
      converter.error(at, "tabs cannot indent; use spaces");
    } else {
      converter.error(at, "this is not YAML: " + explained(e.msg));
    }
  } catch (const TooMany&) {
    problems.error({path, 0, 0}, "there are more than " + std::to_string(kMostValues) +
                                     " values, aliases written out; settings have fewer");
  }
  return std::nullopt;
}

}  // namespace broadsheet::config
