#include "tex/commands.h"

#include <optional>
#include <string>

#include "base/ascii.h"
#include "tex/accents.h"
#include "tex/formula/bare_formula.h"
#include "tex/formula/commands.h"
#include "tex/formula/scan.h"
#include "tex/formula/symbols.h"
#include "tex/macros.h"

namespace broadsheet::tex {
namespace {

void control_symbol(TexCursor& cursor) {
  if (cursor.at + 1 >= cursor.source.size()) {
    cursor.replace("\\", 1);
    return;
  }
  if (const std::optional<FormulaSpan> span = formula_at(cursor.source, cursor.at)) {
    cursor.report(*span);
    return;
  }
  switch (cursor.source[cursor.at + 1]) {
    case '\\':
    case ' ':
    case '\t':
    case '\n':
      cursor.replace(" ", 2);
      break;
    case ',':
    case ';':
    case ':':
    case '>':
      cursor.replace("\u2009", 2);
      break;
    case '!':
    case '/':
    case '-':
    case '@':
    case ')':
    case ']':
      cursor.replace("", 2);
      break;
    case '|':
      cursor.replace("‖", 2);
      break;
    case '~':
    case '^': {
      const bool empty_base = cursor.source.substr(cursor.at + 2, 2) == "{}";
      cursor.replace(cursor.source.substr(cursor.at + 1, 1), empty_base ? 4 : 2);
      break;
    }
    default:
      // The sign itself; bytes of a longer character follow as text.
      ++cursor.at;
      cursor.replace(cursor.source.substr(cursor.at, 1), 1);
  }
}

void swallow_spaces(TexCursor& cursor) {
  while (cursor.at < cursor.source.size() && is_ascii_space(cursor.source[cursor.at])) ++cursor.at;
}

// The {key} of a citation or reference as it is, between two signs.
void key(TexCursor& cursor, std::string_view open, std::string_view close) {
  const std::optional<ArgumentSpan> argument = argument_at(cursor.source, cursor.at);
  if (!argument) return;
  if (!open.empty()) cursor.sink.text(open);
  cursor.sink.text(argument->inner);
  if (!close.empty()) cursor.sink.text(close);
  cursor.at = argument->end;
}

void href(TexCursor& cursor) {
  const std::optional<ArgumentSpan> url =
      argument_at(cursor.source, skip_option(cursor.source, cursor.at));
  if (!url) return;
  cursor.at = url->end;
  const std::optional<std::string> target = link_target(url->inner);
  if (!cursor.enter_argument()) {
    cursor.report_link(url->inner);
  } else if (target && !cursor.groups.in_link()) {
    cursor.groups.open_link(*target);
  }
}

void code(TexCursor& cursor, std::string_view content) {
  const bool styled = cursor.groups.open_style(TexStyle::Code);
  cursor.sink.text(content);
  if (styled) cursor.groups.pop();
}

// \verb|…| and \path{…}
void verbatim(TexCursor& cursor) {
  if (const auto argument = argument_at(cursor.source, cursor.at)) {
    code(cursor, argument->inner);
    cursor.at = argument->end;
    return;
  }
  if (cursor.at >= cursor.source.size() || is_ascii_letter(cursor.source[cursor.at]) ||
      is_ascii_space(cursor.source[cursor.at]))
    return;
  const std::string_view rest = cursor.source.substr(cursor.at + 1, 500);
  const std::size_t end = rest.find(cursor.source[cursor.at]);
  if (end == std::string_view::npos || static_cast<unsigned char>(cursor.source[cursor.at]) >= 0x80)
    return;
  code(cursor, rest.substr(0, end));
  cursor.at += end + 2;
}

// A sign, a command of formulas, or an author's private macro. Nobody knows what the last one does:
// \ours{} shows its name, \ceil{n/2} its source, which is counted like that of a formula.
void unknown(TexCursor& cursor, std::string_view word, std::size_t after) {
  cursor.at = after;
  const FormulaCommand* known = find_formula_command(word);
  if (known != nullptr && known->role == FormulaRole::Silent) {  // \left(
    if (cursor.source.substr(cursor.at, 1) == ".") ++cursor.at;
    return;
  }
  if (const std::string_view sign = symbol_of(word); !sign.empty()) {
    cursor.sink.text(sign);
    if (cursor.source.substr(cursor.at, 2) == "{}") cursor.at += 2;
    return;
  }
  const std::size_t end = arguments_end(cursor.source, after);
  if (end > after && known == nullptr && word.size() > 1) {
    const std::size_t begin = after - word.size() - 1;
    cursor.sink.formula(cursor.source.substr(begin, end - begin), false);
    cursor.at = end;
    return;
  }
  if (cursor.source.substr(cursor.at, 2) == "{}") {
    cursor.at += 2;
  } else if (cursor.at < cursor.source.size() && cursor.source[cursor.at] == '{') {
    const bool is_function = known != nullptr && known->role == FormulaRole::Function;
    if (is_function) cursor.sink.text(std::string(word) + " ");
    cursor.enter_argument();
    return;
  }
  cursor.sink.text(word);
}

// After \begin: drops the name of an environment of text, and the columns of a table.
void begin_environment(TexCursor& cursor) {
  const std::optional<ArgumentSpan> name = argument_at(cursor.source, cursor.at);
  if (!name) return;
  cursor.at = skip_option(cursor.source, name->end);
  const int arguments = name->inner == "tabular" || name->inner == "longtable"   ? 1
                        : name->inner == "tabular*" || name->inner == "tabularx" ? 2
                                                                                 : 0;
  for (int i = 0; i < arguments; ++i) {
    if (const auto dropped = argument_at(cursor.source, cursor.at)) cursor.at = dropped->end;
  }
}

void command(TexCursor& cursor, std::string_view word) {
  const std::size_t after = cursor.at + 1 + word.size();
  const MacroEntry* entry = find_macro(word);
  if (entry == nullptr) {
    unknown(cursor, word, after);
    return;
  }
  cursor.at = after;
  if (cursor.at < cursor.source.size() && cursor.source[cursor.at] == '*' &&
      entry->macro != Macro::Switch)
    ++cursor.at;
  switch (entry->macro) {
    case Macro::Style:
      if (cursor.enter_argument()) cursor.groups.open_style(entry->style);
      break;
    case Macro::Switch:
      swallow_spaces(cursor);
      if (cursor.groups.in_brace()) cursor.groups.open_style(entry->style);
      break;
    case Macro::Text:
      cursor.enter_argument();
      break;
    case Macro::Option:
      cursor.at = skip_option(cursor.source, cursor.at);
      cursor.enter_argument();
      break;
    case Macro::Second:
      cursor.at = skip_option(cursor.source, cursor.at);
      if (const auto setting = argument_at(cursor.source, cursor.at)) cursor.at = setting->end;
      cursor.enter_argument();
      break;
    case Macro::Key:
      cursor.at = skip_option(cursor.source, skip_option(cursor.source, cursor.at));
      key(cursor, "[", "]");
      break;
    case Macro::Reference:
      key(cursor, "", "");
      break;
    case Macro::Aside:
      cursor.at = skip_option(cursor.source, cursor.at);
      if (cursor.enter_argument()) {
        cursor.groups.open_parenthesis();
      }
      break;
    case Macro::Drop:
      swallow_spaces(cursor);
      break;
    case Macro::Begin:
      begin_environment(cursor);
      break;
    case Macro::DropOne:
      if (const auto dropped = argument_at(cursor.source, cursor.at)) cursor.at = dropped->end;
      break;
    case Macro::Url:
      if (const auto url = argument_at(cursor.source, cursor.at)) {
        cursor.report_link(url->inner);
        cursor.at = url->end;
      }
      break;
    case Macro::Href:
      href(cursor);
      break;
    case Macro::Verbatim:
      verbatim(cursor);
      break;
    case Macro::Space:
      cursor.sink.text(" ");
      break;
    case Macro::Item:
      cursor.sink.text("• ");
      break;
  }
}

}  // namespace

void read_backslash(TexCursor& cursor) {
  const std::string_view word = control_word(cursor.source, cursor.at);
  if (const std::optional<Accented> letter = accented_at(cursor.source, cursor.at)) {
    cursor.replace(letter->text, letter->end - cursor.at);
  } else if (word.empty()) {
    control_symbol(cursor);
  } else if (const std::optional<BareFormula> formula =
                 bare_formula_at(cursor.source, cursor.at, word)) {
    cursor.sink.formula(formula->tex, formula->display);
    cursor.at = formula->end;
  } else if (word == "qty") {  // of physics: the brackets that follow are shown
    cursor.at += 1 + word.size();
  } else if (is_maths_command(word)) {
    cursor.replace(cursor.source.substr(cursor.at, 1 + word.size()), 1 + word.size());
  } else {
    command(cursor, word);
  }
}

}  // namespace broadsheet::tex
