#include "text/script_tokens.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace broadsheet::text {
namespace {

using Kind = ScriptToken::Kind;

bool is_word(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Longest first.
constexpr std::array<std::string_view, 33> kMarks = {
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "?\?=",
    "=>",   "==",  "!=",  "<=",  ">=",  "&&",  "||",  "?\?", "?.",  "++",  "--",
    "+=",   "-=",  "*=",  "/=",  "%=",  "&=",  "|=",  "^=",  "<<",  ">>",  "**"};

class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) {}

  std::vector<ScriptToken> run() {
    while (at_ < source_.size()) step();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void step() {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      line_ = line_ || c == '\n';
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      at_ = std::min(source_.find('\n', at_), source_.size());
    } else if (c == '/' && peek(1) == '*') {
      const std::size_t close = source_.find("*/", at_ + 2);
      const std::size_t end = close == std::string_view::npos ? source_.size() : close + 2;
      line_ = line_ || source_.substr(at_, end - at_).find('\n') != std::string_view::npos;
      at_ = end;
    } else if (c == '"' || c == '\'') {
      add(Kind::String, literal_end(at_ + 1, c));
    } else if (c == '`') {
      add(Kind::Template, template_end(at_ + 1));
    } else if (c == '}' && !open_.empty() && tokens_[open_.back()].kind == Kind::Template) {
      open_.pop_back();
      add(Kind::Template, template_end(at_ + 1));
    } else if (is_ascii_digit(c) || (c == '.' && is_ascii_digit(peek(1)))) {
      add(Kind::Number, number_end());
    } else if (is_word(c) || (c == '#' && is_word(peek(1)))) {
      std::size_t end = at_ + 1;
      while (end < source_.size() && is_word(source_[end])) ++end;
      add(Kind::Word, end);
    } else if (c == '/' && !behind_value()) {
      add(Kind::Regex, regex_end(at_ + 1));
    } else {
      add_mark();
    }
  }

  void add(Kind kind, std::size_t end) {
    tokens_.push_back({.kind = kind, .text = source_.substr(at_, end - at_), .line_before = line_});
    if (kind == Kind::Template && tokens_.back().text.ends_with("${"))
      open_.push_back(tokens_.size() - 1);
    line_ = false;
    at_ = end;
  }

  void add_mark() {
    std::size_t size = 1;
    for (const std::string_view mark : kMarks) {
      // "a?.5:b" is a condition.
      if (!source_.substr(at_).starts_with(mark) || (mark == "?." && is_ascii_digit(peek(2))))
        continue;
      size = mark.size();
      break;
    }
    const char c = peek();
    add(Kind::Mark, at_ + size);
    const std::size_t here = tokens_.size() - 1;
    if (c == '(' || c == '[' || c == '{') {
      open_.push_back(here);
    } else if ((c == ')' || c == ']' || c == '}') && !open_.empty()) {
      tokens_[here].mate = open_.back();
      tokens_[open_.back()].mate = here;
      open_.pop_back();
    }
  }

  std::size_t literal_end(std::size_t from, char quote) const {
    for (; from < source_.size(); ++from) {
      if (source_[from] == '\\')
        ++from;
      else if (source_[from] == quote)
        return from + 1;
    }
    return source_.size();
  }

  // To the end of the template, or behind the "${" that opens an expression in it.
  std::size_t template_end(std::size_t from) const {
    for (; from < source_.size(); ++from) {
      if (source_[from] == '\\')
        ++from;
      else if (source_[from] == '`')
        return from + 1;
      else if (source_.substr(from, 2) == "${")
        return from + 2;
    }
    return source_.size();
  }

  // "0x1f", "1_000n", "2.5", "1e-9".
  std::size_t number_end() const {
    const bool prefixed = peek() == '0' && !is_ascii_digit(peek(1)) && is_word(peek(1));
    std::size_t end = at_;
    while (end < source_.size()) {
      const char c = source_[end];
      const bool sign = (c == '+' || c == '-') && !prefixed && end > at_ &&
                        (source_[end - 1] == 'e' || source_[end - 1] == 'E');
      if (!is_word(c) && !sign &&
          !(c == '.' && !prefixed && end + 1 < source_.size() && is_ascii_digit(source_[end + 1])))
        break;
      ++end;
    }
    return std::max(end, at_ + 1);
  }

  bool behind_value() const {
    if (tokens_.empty()) return false;
    const ScriptToken& last = tokens_.back();
    if (last.kind == Kind::Mark)
      return last.text == ")" || last.text == "]" || last.text == "}" || last.text == "++" ||
             last.text == "--";
    if (last.kind == Kind::Template) return last.text.ends_with('`');
    static constexpr std::array<std::string_view, 14> kBeforeValue = {
        "return", "typeof", "case", "in",  "of",         "void",  "await",
        "delete", "do",     "else", "new", "instanceof", "throw", "yield"};
    return last.kind != Kind::Word ||
           std::ranges::find(kBeforeValue, last.text) == kBeforeValue.end();
  }

  std::size_t regex_end(std::size_t from) const {
    bool in_class = false;
    for (; from < source_.size() && source_[from] != '\n'; ++from) {
      const char c = source_[from];
      if (c == '\\') {
        ++from;
      } else if (c == '[') {
        in_class = true;
      } else if (c == ']') {
        in_class = false;
      } else if (c == '/' && !in_class) {
        ++from;
        while (from < source_.size() && is_word(source_[from])) ++from;
        return from;
      }
    }
    return std::min(from, source_.size());
  }

  std::string_view source_;
  std::size_t at_ = 0;
  bool line_ = false;
  std::vector<ScriptToken> tokens_;
  std::vector<std::size_t> open_;  // brackets and templates not closed yet
};

}  // namespace

std::vector<ScriptToken> script_tokens(std::string_view source) { return Reader(source).run(); }

bool is_script_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 54> kKeywords = {
      "arguments",  "as",        "async",    "await",    "break",      "case",   "catch",
      "class",      "const",     "continue", "debugger", "default",    "delete", "do",
      "else",       "enum",      "eval",     "export",   "extends",    "false",  "finally",
      "for",        "function",  "get",      "if",       "implements", "import", "in",
      "instanceof", "interface", "let",      "new",      "null",       "of",     "package",
      "private",    "protected", "public",   "return",   "set",        "static", "super",
      "switch",     "this",      "throw",    "true",     "try",        "typeof", "undefined",
      "var",        "void",      "while",    "with",     "yield"};
  return std::ranges::find(kKeywords, word) != kKeywords.end();
}

}  // namespace broadsheet::text
