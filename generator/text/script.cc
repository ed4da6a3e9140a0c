#include "text/script.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/script_names.h"
#include "text/script_tokens.h"

namespace broadsheet::text {
namespace {

using Kind = ScriptToken::Kind;

bool is_mark(const ScriptToken& token, std::string_view text) {
  return token.kind == Kind::Mark && token.text == text;
}

bool is_any(const ScriptToken& token, std::string_view marks) {
  return token.kind == Kind::Mark && token.text.size() == 1 &&
         marks.find(token.text) != std::string_view::npos;
}

/// Whether no semicolon can be understood behind this token, whatever the next line begins with.
bool goes_on(const ScriptToken& last) {
  return last.kind == Kind::Mark && last.text != ")" && last.text != "]" && last.text != "}" &&
         last.text != "++" && last.text != "--";
}

/// Whether no semicolon can be needed before this token.
bool continues(const ScriptToken& next) {
  if (next.kind != Kind::Mark) return false;
  static constexpr std::array<std::string_view, 15> kMarks = {
      ")", "]", "}", ",", ";", ".", "?.", "?", ":", "=", "&&", "||", "?\?", "=>", "*"};
  return std::ranges::find(kMarks, next.text) != kMarks.end();
}

/// Whether a line's end between the two may be read as a semicolon.
bool ends_statement(const ScriptToken& last, const ScriptToken& next) {
  return !goes_on(last) && !continues(next);
}

bool is_wordlike(const ScriptToken& token) {
  return token.kind == Kind::Word || token.kind == Kind::Number;
}

/// Whether the two would be read as something else without a space.
bool clash(const ScriptToken& last, const ScriptToken& next) {
  if (last.kind == Kind::Number && next.text.starts_with('.')) return true;
  if ((is_wordlike(last) || last.kind == Kind::Regex) &&
      (is_wordlike(next) || next.text.starts_with('#')))
    return true;
  const char a = last.text.back(), b = next.text.front();
  return (last.kind == Kind::Mark || last.kind == Kind::Regex) &&
         ((a == b && (a == '+' || a == '-')) || (a == '/' && (b == '/' || b == '*')));
}

class Printer {
 public:
  explicit Printer(std::string_view source)
      : tokens_(script_tokens(source)), kept_(tokens_.size(), true) {}

  std::string run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is_mark(tokens_[i], "(") && (is_needless(i) || is_lone_parameter(i)))
        kept_[i] = kept_[tokens_[i].mate] = false;
    }
    drop_semicolons();
    std::vector<std::string> texts = shortened_names(tokens_);
    join_declarations(texts);
    std::string out;
    const ScriptToken* last = nullptr;
    bool line = false;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      line = line || tokens_[i].line_before;
      if (!kept_[i]) continue;
      if (last != nullptr) {
        if (line && ends_statement(*last, tokens_[i]))
          out += '\n';
        else if (clash(*last, tokens_[i]))
          out += ' ';
      }
      out += texts[i];
      last = &tokens_[i];
      line = false;
    }
    if (!out.empty()) out += '\n';
    return out;
  }

 private:
  /// Whether the brackets from i on hold nothing but a name with its properties, calls and indexes,
  /// where a value is looked for: "= (a.b[c])".
  bool is_needless(std::size_t i) const {
    const std::size_t end = tokens_[i].mate;
    if (i == 0 || end == ScriptToken::npos || end < i + 2) return false;
    const ScriptToken& last = tokens_[i - 1];
    const bool place = last.kind == Kind::Mark
                           ? !is_any(last, ")]}") && last.text != "?." && kept_[i - 1]
                           : last.kind == Kind::Word && last.text == "return";
    if (!place || (end + 1 < tokens_.size() && is_mark(tokens_[end + 1], "=>"))) return false;
    if (tokens_[i + 1].kind != Kind::Word ||
        (is_script_keyword(tokens_[i + 1].text) && tokens_[i + 1].text != "this"))
      return false;
    for (std::size_t at = i + 2; at < end; ++at) {
      if (is_any(tokens_[at], "([") && tokens_[at].mate != ScriptToken::npos)
        at = tokens_[at].mate;
      else if (is_mark(tokens_[at], ".") && tokens_[at + 1].kind == Kind::Word)
        ++at;
      else
        return false;
    }
    return true;
  }

  /// "(name) =>"
  bool is_lone_parameter(std::size_t i) const {
    return i + 3 < tokens_.size() && tokens_[i].mate == i + 2 && is_mark(tokens_[i + 3], "=>") &&
           tokens_[i + 1].kind == Kind::Word;
  }

  /// A semicolon before a closing brace says nothing, but where it is all that "if (x)" and the
  /// like have.
  void drop_semicolons() {
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (!is_mark(tokens_[i], ";") || !is_mark(tokens_[i + 1], "}")) continue;
      const std::size_t last = is_mark(tokens_[i - 1], ")") ? tokens_[i - 1].mate : i;
      if (last == ScriptToken::npos || last == 0) continue;
      const std::string_view word = tokens_[last - 1].text;
      static constexpr std::array<std::string_view, 7> kHeads = {"if",   "for", "while", "await",
                                                                 "else", "do",  ":"};
      kept_[i] = std::ranges::find(kHeads, word) != kHeads.end();
    }
  }

  /// Whether a statement "const a" or "let a" begins here, for one that is not exported.
  bool is_declaration(std::size_t i) const {
    if (tokens_[i].kind != Kind::Word || (tokens_[i].text != "const" && tokens_[i].text != "let"))
      return false;
    return (i == 0 || is_any(tokens_[i - 1], ";{}")) && i + 1 < tokens_.size() &&
           (tokens_[i + 1].kind == Kind::Word || is_any(tokens_[i + 1], "[{"));
  }

  /// The semicolon of the statement that begins at i; npos where a line's end or a brace ends it.
  std::size_t semicolon_of(std::size_t i) const {
    for (std::size_t at = i + 1; at < tokens_.size(); ++at) {
      if (tokens_[at].line_before && ends_statement(tokens_[at - 1], tokens_[at])) break;
      if (is_mark(tokens_[at], ";")) return at;
      const std::size_t mate = tokens_[at].mate;
      if (mate == ScriptToken::npos) continue;
      if (mate < at) break;
      at = mate;
    }
    return ScriptToken::npos;
  }

  /// "const a = 1; const b = 2;" as "const a = 1, b = 2;"
  void join_declarations(std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is_declaration(i)) continue;
      const std::size_t end = semicolon_of(i);
      if (end == ScriptToken::npos || end + 1 >= tokens_.size()) continue;
      if (!is_declaration(end + 1) || tokens_[end + 1].text != tokens_[i].text) continue;
      texts[end].assign(1, ',');
      kept_[end + 1] = false;
    }
  }

  std::vector<ScriptToken> tokens_;
  std::vector<bool> kept_;
};

}  // namespace

std::string shorten_script(std::string_view source) { return Printer(source).run(); }

}  // namespace broadsheet::text
