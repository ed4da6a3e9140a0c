#include "text/lost_backslashes.h"

#include <optional>
#include <string>

#include "base/ascii.h"

namespace broadsheet::text {
namespace {

constexpr std::string_view kControls = "\a\b\f\n\r\t\v";
constexpr std::string_view kLetters = "abfnrtv";  // of their escapes

struct Loss {
  char letter;          // "f"
  std::size_t letters;  // after the control character
};

// The command that the control character at `at` began.
std::optional<Loss> loss_at(std::string_view text, std::size_t at) {
  const std::size_t control = kControls.find(text[at]);
  if (control == std::string_view::npos) return std::nullopt;
  std::size_t end = at + 1;
  while (end < text.size() && is_ascii_letter(text[end])) ++end;
  if (end == at + 1) return std::nullopt;
  const std::string command = kLetters[control] + std::string(text.substr(at + 1, end - at - 1));
  if (!is_escape_like_command(command)) return std::nullopt;
  return Loss{.letter = kLetters[control], .letters = end - at - 1};
}

// A pass over a text, which knows whether it is inside a formula.
class Restorer {
 public:
  explicit Restorer(std::string_view text) : text_(text) {}

  // @param is_damaged  whether another command of the text lost its backslash
  std::string run(bool is_damaged) {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const std::optional<Loss> loss = loss_at(text_, at);
      if (loss && is_certain(at, *loss, is_damaged)) {
        out_ += '\\';
        out_ += loss->letter;
        ++restored_;
        continue;
      }
      if (is_doubled(at)) continue;
      if (text_[at] == '$' && !out_.ends_with('\\')) in_dollars_ = !in_dollars_;
      if (text_[at] == '\n' && out_.ends_with('\n')) in_dollars_ = false;  // a new paragraph
      out_ += text_[at];
      if (out_.ends_with("\\begin{") || out_.ends_with("\\(") || out_.ends_with("\\[")) {
        in_brackets_ = true;
      } else if (out_.ends_with("\\end{") || out_.ends_with("\\)") || out_.ends_with("\\]")) {
        in_brackets_ = false;
      }
    }
    return std::move(out_);
  }

  int restored() const { return restored_; }

 private:
  bool is_certain(std::size_t at, const Loss& loss, bool is_damaged) const {
    if (std::string_view("abfv").find(loss.letter) != std::string_view::npos) return true;
    const std::size_t end = at + 1 + loss.letters;
    if (loss.letters > 1 && text_.substr(end, 1) == "{") return true;  // its argument
    if (!is_in_formula(at)) return false;
    if (loss.letters > 1 || loss.letter == 'r' || is_damaged) return true;
    return !out_.empty() && std::string_view("${(_^").find(out_.back()) != std::string_view::npos;
  }

  // The first of two backslashes before a command or a brace, escaped twice. Between dollars TeX
  // has no line breaks, and a word does not follow one without a space.
  bool is_doubled(std::size_t at) const {
    if (text_.substr(at, 2) != "\\\\" || out_.ends_with('\\')) return false;
    if (in_brackets_ || !is_in_formula(at)) return false;
    const std::string_view rest = text_.substr(at + 2, 2);
    if (rest.starts_with('{') || rest.starts_with('}')) return true;
    return rest.size() == 2 && is_ascii_letter(rest[0]) && is_ascii_letter(rest[1]);
  }

  bool is_in_formula(std::size_t at) const {
    return in_brackets_ ||
           (in_dollars_ && last_dollar_ != std::string_view::npos && at < last_dollar_);
  }

  std::string_view text_;
  std::size_t last_dollar_ = text_.rfind('$');
  std::string out_;
  bool in_dollars_ = false;
  bool in_brackets_ = false;  // of an environment, "\\(" or "\\["
  int restored_ = 0;
};

}  // namespace

bool is_escape_like_command(std::string_view word) {
  static constexpr std::string_view kCommands =
      " abs alpha angle approx arccos arcsin arctan arg argmax argmin ast asymp "
      "backslash bar because begin beta bf big bigcap bigcup bigoplus bigotimes "
      "binom bm bmod boldsymbol bot boxed bra braket breve bullet flat footnote "
      "forall frac nabla natural ne nearrow neg neq newline ni nicefrac nonumber "
      "norm not notin nu rVert rangle rbrace rceil ref rfloor rho right rightarrow "
      "rm root rvert tag tan tanh tau tbinom text textbf textit textrm textsc textsf "
      "textstyle textsubscript textsuperscript texttt tfrac therefore theta tilde "
      "times tiny to top triangle triangleq tt varepsilon varphi varpi varrho "
      "varsigma vartheta vdash vdots vec vee vert ";
  return kCommands.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

std::string restore_backslashes(std::string_view text) {
  bool may_lack = false;
  for (std::size_t at = 0; at < text.size() && !may_lack; ++at) {
    may_lack = loss_at(text, at).has_value();
  }
  if (!may_lack && text.find("\\\\") == std::string_view::npos) return std::string(text);
  Restorer first(text);
  std::string restored = first.run(false);
  if (first.restored() == 0) return restored;
  return Restorer(text).run(true);
}

std::string restore_accents(std::string_view name) {
  constexpr std::string_view kVowels = "aeiouyAEIOUY";
  const auto is_vowel = [&](std::size_t at) {
    return at < name.size() && kVowels.find(name[at]) != std::string_view::npos;
  };
  const auto is_in_word = [&](std::size_t at) {
    return at > 0 &&
           (is_ascii_letter(name[at - 1]) || static_cast<unsigned char>(name[at - 1]) >= 0x80);
  };
  // `\v{c}` and `\r{a}`: a command of one letter.
  const auto has_argument = [&](std::size_t at) {
    return at + 3 < name.size() && name[at + 1] == '{' && is_ascii_letter(name[at + 2]) &&
           name[at + 3] == '}';
  };
  std::string restored;
  bool certain = false;  // of this word
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    if (c == '"' && is_vowel(at + 1) && is_in_word(at)) {
      // Also the first letter of such a word: "\"Ozg\"ur".
      const std::size_t word = restored.find_last_of(" -") + 1;
      if (!certain && word < restored.size() && restored[word] == '"')
        restored.insert(word, 1, '\\');
      certain = true;
      restored += '\\';
    } else if ((c == '^' || c == '`') && is_vowel(at + 1) && is_in_word(at)) {
      restored += '\\';
    } else if ((c == '\v' || c == '\r') && has_argument(at)) {
      restored += '\\';
      restored += c == '\v' ? 'v' : 'r';
      continue;
    } else if (c == ' ' || c == '-') {
      certain = false;
    }
    restored += c;
  }
  return restored;
}

}  // namespace broadsheet::text
