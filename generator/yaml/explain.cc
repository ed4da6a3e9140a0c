#include "yaml/explain.h"

#include <array>
#include <string_view>

namespace broadsheet {
namespace {

enum class Place { Problem, Context };

/// One error of libyaml, found by how its problem and its context begin.
struct Words {
  std::string_view problem, context;
  Place place;
  std::string_view ours;
};

constexpr std::string_view kTab = "tabs cannot indent; use spaces";

constexpr std::array kWords = {
    Words{"mapping values are not allowed", "", Place::Problem,
          "this is not YAML: a ':' is not expected here; quote a text that holds ': ', and look at "
          "the indentation"},
    Words{"mapping keys are not allowed", "", Place::Problem,
          "this is not YAML: a key is not expected here; look at the indentation"},
    Words{"block sequence entries are not allowed", "", Place::Problem,
          "this is not YAML: a '-' is not expected here; look at the indentation"},
    Words{"could not find expected ':'", "while scanning a simple key", Place::Context,
          "this is not YAML: a ':' is missing after this key"},
    Words{"did not find expected key", "while parsing a block mapping", Place::Problem,
          "this is not YAML: this line does not fit the lines above; look at the indentation"},
    Words{"did not find expected '-' indicator", "", Place::Problem,
          "this is not YAML: this line does not fit the list above; look at the indentation"},
    Words{"did not find expected ',' or ']'", "", Place::Problem,
          "this is not YAML: a ',' or a ']' is missing"},
    Words{"did not find expected ',' or '}'", "", Place::Problem,
          "this is not YAML: a ',' or a '}' is missing, or a text that holds ': ' needs quotes"},
    Words{"did not find expected node content", "", Place::Problem,
          "this is not YAML: a value is expected here; a text that begins with this character "
          "needs quotes"},
    Words{"did not find expected <document start>", "", Place::Problem,
          "this is not YAML: the text should end before this; look at the indentation"},
    Words{"found character that cannot start any token", "", Place::Problem,
          "this is not YAML: a text that begins with this character needs quotes"},
    Words{"found unexpected end of stream", "while scanning a quoted scalar", Place::Context,
          "this is not YAML: this quote is never closed"},
    Words{"found unexpected document indicator", "while scanning a quoted scalar", Place::Context,
          "this is not YAML: this quote is never closed"},
    Words{"found unknown escape character", "", Place::Problem,
          "this is not YAML: there is no such escape; write '\\\\' for a backslash, or use single "
          "quotes"},
    Words{"found a tab character", "", Place::Problem, kTab},
    Words{"control characters are not allowed", "", Place::Problem,
          "this text holds a control character"},
};

std::string_view view_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

/// The byte after what the scanner has consumed.
bool stopped_at_tab(const yaml_parser_t& parser) {
  return parser.buffer.pointer < parser.buffer.last && *parser.buffer.pointer == '\t';
}

}  // namespace

YamlProblem explain(const yaml_parser_t& parser) {
  const std::string_view problem = view_of(parser.problem);
  const std::string_view context = view_of(parser.context);
  YamlProblem said{.offset = parser.problem_mark.index, .message = {}};
  if (parser.error == YAML_READER_ERROR) {
    said.unit = YamlProblem::Byte;
    said.offset = parser.problem_offset;
    said.message = "the file is not UTF-8 here";
  } else {
    said.message = "this is not YAML: " + std::string(problem);
  }
  for (const Words& words : kWords) {
    if (!problem.starts_with(words.problem) || !context.starts_with(words.context)) continue;
    if (words.place == Place::Context) said.offset = parser.context_mark.index;
    said.message = words.ours;
    break;
  }
  if (problem.starts_with("found character that cannot start") && stopped_at_tab(parser)) {
    said.message = kTab;
  }
  return said;
}

}  // namespace broadsheet
