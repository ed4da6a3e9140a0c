#include "tex/parser.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "tex/accents.h"
#include "tex/macros.h"
#include "tex/scan.h"
#include "tex/symbols.h"
#include "text/escape.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepestStyle = 16;
constexpr std::size_t kLongestBold = 300;  // Markdown **…**

// Bytes at which something other than text may begin.
constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> table{};
  for (const char byte : std::string_view("\\${}~*`'-h"))
    table[static_cast<unsigned char>(byte)] = true;
  return table;
}();

bool is_special(char byte) { return kSpecial[static_cast<unsigned char>(byte)]; }

class Walk {
 public:
  Walk(std::string_view source, TexSink& sink) : source_(source), sink_(sink) {}

  void run() {
    while (at_ < source_.size()) {
      if (at_ >= bold_end_) end_bold();
      const std::size_t begin = at_;
      while (at_ < source_.size() && !is_special(source_[at_])) ++at_;
      const bool letter_before = at_ > 0 && is_ascii_letter(source_[at_ - 1]);
      if (at_ < source_.size() && source_[at_] == 'h' && (letter_before || !url_here())) {
        ++at_;  // an ordinary h
        text(begin, at_);
        continue;
      }
      text(begin, at_);
      if (at_ < source_.size() && at_ != bold_end_) special();
    }
    end_bold();
    while (!open_.empty()) pop();
  }

 private:
  enum class Kind : std::uint8_t { Brace, Style, Link, Parenthesis };
  struct Open {
    Kind kind;
    TexStyle style = TexStyle::Emphasis;
  };

  bool url_here() const { return url_end(source_, at_) > at_; }

  void text(std::size_t begin, std::size_t end) {
    if (end > begin) sink_.text(source_.substr(begin, end - begin));
  }

  void special() {
    switch (source_[at_]) {
      case '\\':
        backslash();
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
      case 'h':
        bare_url();
        break;
      default:
        ligature();
        break;
    }
  }

  void show(std::string_view sign, std::size_t length) {
    if (!sign.empty()) sink_.text(sign);
    at_ += length;
  }

  // --- groups -------------------------------------------------------------

  void pop() {
    const Open last = open_.back();
    open_.pop_back();
    switch (last.kind) {
      case Kind::Brace:
        --braces_;
        break;
      case Kind::Style:
        --styles_;
        if (last.style == TexStyle::Code) --code_;
        sink_.close(last.style);
        break;
      case Kind::Link:
        in_link_ = false;
        sink_.close_link();
        break;
      case Kind::Parenthesis:
        sink_.text(")");
        break;
    }
  }

  void push_brace() {
    open_.push_back({Kind::Brace});
    ++braces_;
  }

  bool push_style(TexStyle style) {
    if (styles_ >= kDeepestStyle) return false;
    open_.push_back({Kind::Style, style});
    ++styles_;
    if (style == TexStyle::Code) ++code_;
    sink_.open(style);
    return true;
  }

  void push_link(const std::string& url) {
    open_.push_back({Kind::Link});
    in_link_ = true;
    sink_.open_link(url);
  }

  // Enters the {argument} at `at_`, perhaps after spaces; false when none begins there.
  bool enter_argument() {
    std::size_t i = at_;
    while (i < source_.size() && i < at_ + 8 && is_ascii_space(source_[i])) ++i;
    if (i >= source_.size() || source_[i] != '{') return false;
    at_ = i + 1;
    push_brace();
    return true;
  }

  void open_brace() {
    if (const std::optional<Accented> letter = accented_group_at(source_, at_)) {
      show(letter->text, letter->end - at_);
      return;
    }
    push_brace();
    ++at_;
  }

  void close_brace() {
    ++at_;
    if (braces_ == 0) return;  // nothing to close: not shown, as TeX's braces are not
    while (open_.back().kind != Kind::Brace) pop();
    pop();
  }

  // --- signs --------------------------------------------------------------

  void dollar() {
    if (const std::optional<FormulaSpan> span = formula_at(source_, at_)) {
      formula(*span);
    } else {
      const bool two = source_.substr(at_, 2) == "$$";
      show(two ? "$$" : "$", two ? 2 : 1);
    }
  }

  void formula(const FormulaSpan& span) {
    sink_.formula(source_.substr(span.inner, span.inner_end - span.inner), span.display);
    at_ = span.end;
  }

  void ligature() {
    if (code_ > 0) {
      show(source_.substr(at_, 1), 1);
      return;
    }
    const Ligature found = ligature_at(source_, at_);
    show(found.sign.empty() ? source_.substr(at_, found.length) : found.sign, found.length);
  }

  // A tie between words ("Fig.~2"), or "about" ("~50 %", "5~10").
  void tilde() {
    const char before = at_ == 0 ? ' ' : source_[at_ - 1];
    const char after = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
    const bool opens = is_ascii_space(before) || before == '(' || before == '[' || before == '~';
    const bool range = is_ascii_digit(before) && is_ascii_digit(after);
    const bool tie = !opens && !range && !is_ascii_space(after) && after != '~' && code_ == 0;
    show(tie ? "\u00A0" : "~", 1);
  }

  void star() {
    if (source_.substr(at_, 2) != "**") {
      show("*", 1);
      return;
    }
    std::size_t run = at_;
    while (run < source_.size() && source_[run] == '*') ++run;
    const std::size_t close = closing_stars();
    if (run - at_ == 2 && close != std::string_view::npos && push_style(TexStyle::Strong)) {
      bold_end_ = close;
      at_ += 2;
    } else {
      show(source_.substr(at_, run - at_), run - at_);
    }
  }

  // Offset of the ** that closes the one at `at_`: words on one line, nothing of TeX between.
  std::size_t closing_stars() const {
    constexpr std::size_t none = std::string_view::npos;
    if (bold_end_ != none || code_ > 0) return none;
    if (at_ > 0 && (is_ascii_letter(source_[at_ - 1]) || is_ascii_digit(source_[at_ - 1])))
      return none;
    const std::string_view inner = source_.substr(at_ + 2, kLongestBold);
    const std::size_t end = inner.find_first_of("*\\${}\n");
    if (end == none || end == 0 || inner.substr(end, 2) != "**") return none;
    if (is_ascii_space(inner.front()) || is_ascii_space(inner[end - 1])) return none;
    if (end + 2 < inner.size() && (is_ascii_digit(inner[end + 2]) || inner[end + 2] == '*'))
      return none;
    return at_ + 2 + end;
  }

  void end_bold() {
    if (bold_end_ == std::string_view::npos) return;
    at_ = std::max(at_, std::min(source_.size(), bold_end_ + 2));
    bold_end_ = std::string_view::npos;
    pop();
  }

  void bare_url() {
    const std::size_t end = url_end(source_, at_);
    link_text(source_.substr(at_, end - at_));
    at_ = end;
  }

  // A URL that is its own text.
  void link_text(std::string_view written) {
    const std::optional<std::string> target = link_target(written);
    const std::string shown = url_of_tex(written);
    if (shown.empty()) return;
    if (!target || in_link_) {
      sink_.text(shown);
      return;
    }
    push_link(*target);
    sink_.text(shown);
    pop();
  }

  // --- commands -----------------------------------------------------------

  void backslash() {
    const std::string_view word = control_word(source_, at_);
    if (const std::optional<Accented> letter = accented_at(source_, at_)) {
      show(letter->text, letter->end - at_);
    } else if (word.empty()) {
      control_symbol();
    } else {
      command(word);
    }
  }

  void control_symbol() {
    if (at_ + 1 >= source_.size()) {
      show("\\", 1);
      return;
    }
    if (const std::optional<FormulaSpan> span = formula_at(source_, at_)) {
      formula(*span);
      return;
    }
    switch (source_[at_ + 1]) {
      case '\\':
      case ' ':
      case '\t':
      case '\n':
        show(" ", 2);
        break;
      case ',':
      case ';':
      case ':':
      case '>':
        show("\u2009", 2);
        break;
      case '!':
      case '/':
      case '-':
      case '@':
      case ')':
      case ']':
        show("", 2);
        break;
      case '~':
      case '^': {
        const bool empty_base = source_.substr(at_ + 2, 2) == "{}";
        show(source_.substr(at_ + 1, 1), empty_base ? 4 : 2);
        break;
      }
      default:
        // The sign itself; bytes of a longer character follow as text.
        ++at_;
        show(source_.substr(at_, 1), 1);
    }
  }

  void swallow_spaces() {
    while (at_ < source_.size() && is_ascii_space(source_[at_])) ++at_;
  }

  void command(std::string_view word) {
    const std::size_t after = at_ + 1 + word.size();
    const MacroEntry* entry = find_macro(word);
    if (entry == nullptr) {
      unknown(word, after);
      return;
    }
    at_ = after;
    if (at_ < source_.size() && source_[at_] == '*' && entry->macro != Macro::Switch) ++at_;
    switch (entry->macro) {
      case Macro::Style:
        if (enter_argument()) push_style(entry->style);
        break;
      case Macro::Switch:
        swallow_spaces();
        if (braces_ > 0) push_style(entry->style);
        break;
      case Macro::Text:
        enter_argument();
        break;
      case Macro::Option:
        at_ = skip_option(source_, at_);
        enter_argument();
        break;
      case Macro::Second:
        at_ = skip_option(source_, at_);
        if (const auto setting = argument_at(source_, at_)) at_ = setting->end;
        enter_argument();
        break;
      case Macro::Key:
        at_ = skip_option(source_, skip_option(source_, at_));
        key("[", "]");
        break;
      case Macro::Reference:
        key("", "");
        break;
      case Macro::Aside:
        at_ = skip_option(source_, at_);
        if (enter_argument()) {
          sink_.text(" (");
          open_.push_back({Kind::Parenthesis});
        }
        break;
      case Macro::Drop:
        swallow_spaces();
        break;
      case Macro::DropOne:
        if (const auto dropped = argument_at(source_, at_)) at_ = dropped->end;
        break;
      case Macro::Url:
        if (const auto url = argument_at(source_, at_)) {
          link_text(url->inner);
          at_ = url->end;
        }
        break;
      case Macro::Href:
        href();
        break;
      case Macro::Verbatim:
        verbatim();
        break;
      case Macro::Space:
        sink_.text(" ");
        break;
      case Macro::Item:
        sink_.text("• ");
        break;
    }
  }

  // The {key} of a citation or reference as it is, between two signs.
  void key(std::string_view open, std::string_view close) {
    const std::optional<ArgumentSpan> argument = argument_at(source_, at_);
    if (!argument) return;
    if (!open.empty()) sink_.text(open);
    sink_.text(argument->inner);
    if (!close.empty()) sink_.text(close);
    at_ = argument->end;
  }

  void href() {
    const std::optional<ArgumentSpan> url = argument_at(source_, skip_option(source_, at_));
    if (!url) return;
    at_ = url->end;
    const std::optional<std::string> target = link_target(url->inner);
    if (!enter_argument()) {
      link_text(url->inner);
    } else if (target && !in_link_) {
      push_link(*target);
    }
  }

  // \verb|…| and \path{…}
  void verbatim() {
    if (const auto argument = argument_at(source_, at_)) {
      code(argument->inner);
      at_ = argument->end;
      return;
    }
    if (at_ >= source_.size() || is_ascii_letter(source_[at_]) || is_ascii_space(source_[at_]))
      return;
    const std::string_view rest = source_.substr(at_ + 1, 500);
    const std::size_t end = rest.find(source_[at_]);
    if (end == std::string_view::npos || static_cast<unsigned char>(source_[at_]) >= 0x80) return;
    code(rest.substr(0, end));
    at_ += end + 2;
  }

  void code(std::string_view content) {
    const bool styled = push_style(TexStyle::Code);
    sink_.text(content);
    if (styled) pop();
  }

  // A sign, or an author's private macro: \ours{} shows its name, \model{X} its text.
  void unknown(std::string_view word, std::size_t after) {
    at_ = after;
    if (const std::string_view sign = symbol_of(word); !sign.empty()) {
      sink_.text(sign);
      if (source_.substr(at_, 2) == "{}") at_ += 2;
      return;
    }
    if (source_.substr(at_, 2) == "{}") {
      at_ += 2;
    } else if (at_ < source_.size() && source_[at_] == '{') {
      enter_argument();
      return;
    }
    sink_.text(word);
  }

  std::string_view source_;
  TexSink& sink_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  int braces_ = 0;
  int styles_ = 0;
  int code_ = 0;
  bool in_link_ = false;
  std::size_t bold_end_ = std::string_view::npos;
};

}  // namespace

void walk_tex(std::string_view source, TexSink& sink) { Walk(source, sink).run(); }

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
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace broadsheet::tex
