#include "tex/parser.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "base/ascii.h"
#include "tex/accents.h"
#include "tex/commands.h"
#include "tex/cursor.h"
#include "tex/formula/bare_formula.h"
#include "tex/formula/scan.h"

namespace broadsheet::tex {
namespace {

constexpr std::size_t kLongestBold = 300;  // Markdown **…**

// Bytes at which something other than text may begin.
constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> table{};
  for (const char byte : std::string_view("\\${}~*`'-^_h"))
    table[static_cast<unsigned char>(byte)] = true;
  return table;
}();

bool is_special(char byte) { return kSpecial[static_cast<unsigned char>(byte)]; }

/// Handles the signs of a text; commands are in commands.cc.
class Parser {
 public:
  Parser(std::string_view source, TexSink& sink) : cursor_(source, sink) {}

  void run() {
    while (cursor_.at < cursor_.source.size()) {
      if (cursor_.at >= bold_end_) end_bold();
      const std::size_t begin = cursor_.at;
      while (cursor_.at < cursor_.source.size() && !is_special(cursor_.source[cursor_.at]))
        ++cursor_.at;
      const bool letter_before = cursor_.at > 0 && is_ascii_letter(cursor_.source[cursor_.at - 1]);
      if (cursor_.at < cursor_.source.size() && cursor_.source[cursor_.at] == 'h' &&
          (letter_before || !url_here())) {
        ++cursor_.at;  // an ordinary h
        text(begin, cursor_.at);
        continue;
      }
      text(begin, cursor_.at);
      if (cursor_.at < cursor_.source.size() && cursor_.at != bold_end_) special();
    }
    end_bold();
    cursor_.groups.close_all();
  }

 private:
  bool url_here() const { return url_end(cursor_.source, cursor_.at) > cursor_.at; }

  void text(std::size_t begin, std::size_t end) {
    if (end > begin) cursor_.sink.text(cursor_.source.substr(begin, end - begin));
  }

  void special() {
    switch (cursor_.source[cursor_.at]) {
      case '\\':
        read_backslash(cursor_);
        break;
      case '$':
        dollar();
        break;
      case '{':
        open_brace();
        break;
      case '}':
        close_brace();
        break;
      case '~':
        tilde();
        break;
      case '*':
        star();
        break;
      case '^':
      case '_':
        script();
        break;
      case 'h':
        bare_url();
        break;
      default:
        ligature();
        break;
    }
  }

  void open_brace() {
    if (const std::optional<Accented> letter = accented_group_at(cursor_.source, cursor_.at)) {
      cursor_.replace(letter->text, letter->end - cursor_.at);
      return;
    }
    if (const auto formula = bare_group_at(cursor_.source, cursor_.at)) {
      report(*formula);
      return;
    }
    cursor_.groups.open_brace();
    ++cursor_.at;
  }

  void script() {
    const auto formula =
        cursor_.groups.in_code() ? std::nullopt : bare_script_at(cursor_.source, cursor_.at);
    if (formula) {
      report(*formula);
    } else {
      cursor_.replace(cursor_.source.substr(cursor_.at, 1), 1);
    }
  }

  void report(const BareFormula& formula) {
    cursor_.sink.formula(formula.tex, formula.display);
    cursor_.at = formula.end;
  }

  void close_brace() {
    ++cursor_.at;  // without an open one it is not shown either, as in TeX
    cursor_.groups.close_brace();
  }

  void dollar() {
    if (const std::optional<FormulaSpan> span = formula_at(cursor_.source, cursor_.at)) {
      cursor_.report(*span);
    } else {
      const bool two = cursor_.source.substr(cursor_.at, 2) == "$$";
      cursor_.replace(two ? "$$" : "$", two ? 2 : 1);
    }
  }

  void ligature() {
    if (cursor_.groups.in_code()) {
      cursor_.replace(cursor_.source.substr(cursor_.at, 1), 1);
      return;
    }
    const Ligature found = ligature_at(cursor_.source, cursor_.at);
    cursor_.replace(
        found.sign.empty() ? cursor_.source.substr(cursor_.at, found.length) : found.sign,
        found.length);
  }

  // A tie between words ("Fig.~2"), or "about" ("~50 %", "5~10").
  void tilde() {
    const char before = cursor_.at == 0 ? ' ' : cursor_.source[cursor_.at - 1];
    const char after =
        cursor_.at + 1 < cursor_.source.size() ? cursor_.source[cursor_.at + 1] : ' ';
    const bool opens = is_ascii_space(before) || before == '(' || before == '[' || before == '~';
    const bool range = is_ascii_digit(before) && is_ascii_digit(after);
    const bool tie =
        !opens && !range && !is_ascii_space(after) && after != '~' && !cursor_.groups.in_code();
    cursor_.replace(tie ? "\u00A0" : "~", 1);
  }

  void star() {
    if (cursor_.source.substr(cursor_.at, 2) != "**") {
      cursor_.replace("*", 1);
      return;
    }
    std::size_t run = cursor_.at;
    while (run < cursor_.source.size() && cursor_.source[run] == '*') ++run;
    const std::size_t close = closing_stars();
    if (run - cursor_.at == 2 && close != std::string_view::npos &&
        cursor_.groups.open_style(TexStyle::Strong)) {
      bold_end_ = close;
      cursor_.at += 2;
    } else {
      cursor_.replace(cursor_.source.substr(cursor_.at, run - cursor_.at), run - cursor_.at);
    }
  }

  // Offset of the ** that closes the one at `cursor_.at`: words on one line, nothing of TeX
  // between.
  std::size_t closing_stars() const {
    constexpr std::size_t none = std::string_view::npos;
    if (bold_end_ != none || cursor_.groups.in_code()) return none;
    if (cursor_.at > 0 && (is_ascii_letter(cursor_.source[cursor_.at - 1]) ||
                           is_ascii_digit(cursor_.source[cursor_.at - 1])))
      return none;
    const std::string_view inner = cursor_.source.substr(cursor_.at + 2, kLongestBold);
    const std::size_t end = inner.find_first_of("*\\${}\n");
    if (end == none || end == 0 || inner.substr(end, 2) != "**") return none;
    if (is_ascii_space(inner.front()) || is_ascii_space(inner[end - 1])) return none;
    if (end + 2 < inner.size() && (is_ascii_digit(inner[end + 2]) || inner[end + 2] == '*'))
      return none;
    return cursor_.at + 2 + end;
  }

  void end_bold() {
    if (bold_end_ == std::string_view::npos) return;
    cursor_.at = std::max(cursor_.at, std::min(cursor_.source.size(), bold_end_ + 2));
    bold_end_ = std::string_view::npos;
    cursor_.groups.pop();
  }

  void bare_url() {
    const std::size_t end = url_end(cursor_.source, cursor_.at);
    cursor_.report_link(cursor_.source.substr(cursor_.at, end - cursor_.at));
    cursor_.at = end;
  }

  TexCursor cursor_;
  std::size_t bold_end_ = std::string_view::npos;
};

}  // namespace

void walk_tex(std::string_view source, TexSink& sink) { Parser(source, sink).run(); }

bool is_plain_text(std::string_view source) {
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char byte = source[i];
    if (!is_special(byte)) continue;
    const char next = i + 1 < source.size() ? source[i + 1] : ' ';
    if (byte == '-' || byte == '\'' || byte == '*') {
      if (next == byte) return false;
    } else if (byte == 'h') {
      if (next == 't' && source.substr(i, 4) == "http") return false;
    } else if (byte == '`') {
      if (next == byte) return false;
    } else if (byte == '^' || byte == '_') {
      if (next == '{') return false;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace broadsheet::tex
