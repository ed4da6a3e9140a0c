// tex_to_unicode and tex_name: what import does to text, once.
#include <algorithm>
#include <array>
#include <optional>

#include "tex/accents.h"
#include "tex/formula/bare_formula.h"
#include "tex/formula/scan.h"
#include "tex/parser.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

// Macros whose argument is no text: quotes and dashes in it are what they are.
bool takes_raw_argument(std::string_view word) {
  return word == "url" || word == "href" || word == "texttt" || word == "path" || word == "ref" ||
         word == "label" || word == "lstinline" || word == "verb" || word.starts_with("cite");
}

constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> table{};
  for (const char byte : std::string_view("\\${}`'-h"))
    table[static_cast<unsigned char>(byte)] = true;
  return table;
}();

class ToUnicode {
 public:
  explicit ToUnicode(std::string_view source) : source_(source) { out_.reserve(source.size()); }

  std::string run() {
    while (at_ < source_.size()) {
      const std::size_t begin = at_;
      while (at_ < source_.size() && !kSpecial[static_cast<unsigned char>(source_[at_])]) ++at_;
      if (at_ > begin) {
        const std::string_view plain = source_.substr(begin, at_ - begin);
        out_ += plain;
        if (plain.find_first_not_of(" \n") != std::string_view::npos) after_command_ = false;
      }
      if (at_ < source_.size()) special();
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t end) {
    out_ += source_.substr(at_, end - at_);
    at_ = end;
  }

  void put(const Accented& letter) {
    out_ += letter.text;
    at_ = letter.end;
    after_command_ = false;
  }

  void special() {
    switch (source_[at_]) {
      case '\\':
        backslash();
        break;
      case '{':
        open_brace();
        break;
      case '}':
        copy(at_ + 1);
        after_command_ = true;  // \href{…}{\'e}: the braces that may follow hold an argument
        break;
      case '$': {
        const std::optional<FormulaSpan> span = formula_at(source_, at_);
        copy(span ? span->end : at_ + (source_.substr(at_, 2) == "$$" ? 2 : 1));
        after_command_ = false;
        break;
      }
      case 'h':
        copy(std::max(url_end(source_, at_), at_ + 1));
        after_command_ = false;
        break;
      default: {
        if (source_[at_] == '`' && copy_code()) break;
        const Ligature found = ligature_at(source_, at_);
        out_ += found.sign.empty() ? source_.substr(at_, found.length) : found.sign;
        at_ += found.length;
        after_command_ = false;
      }
    }
  }

  void open_brace() {
    if (!after_command_) {
      if (const std::optional<Accented> letter = accented_group_at(source_, at_)) {
        put(*letter);
        return;
      }
    }
    copy(at_ + 1);
    after_command_ = false;
  }

  void backslash() {
    if (const std::optional<Accented> letter = accented_at(source_, at_)) {
      put(*letter);
      return;
    }
    const std::string_view word = control_word(source_, at_);
    if (word.empty()) {
      const std::optional<FormulaSpan> span = formula_at(source_, at_);
      copy(span ? span->end : std::min(source_.size(), at_ + 2));
      after_command_ = false;
      return;
    }
    if (const std::optional<BareFormula> formula = bare_formula_at(source_, at_, word)) {
      copy(formula->end);
      after_command_ = false;
      return;
    }
    copy(at_ + 1 + word.size());
    after_command_ = true;
    if (!takes_raw_argument(word)) return;
    if (const auto raw = argument_at(source_, skip_option(source_, at_))) copy(raw->end);
  }

  // Markdown's `code`.
  bool copy_code() {
    if (source_.substr(at_, 2) == "``") return false;
    const std::string_view rest = source_.substr(at_ + 1, 80);
    const std::size_t end = rest.find_first_of("`\n");
    if (end == std::string_view::npos || end == 0 || rest[end] != '`') return false;
    if (rest.substr(end, 2) == "``") return false;
    copy(at_ + end + 2);
    after_command_ = false;
    return true;
  }

  std::string_view source_;
  std::string out_;
  std::size_t at_ = 0;
  bool after_command_ = false;  // a brace here would open an argument
};

class NameSink : public TexSink {
 public:
  void text(std::string_view unicode) override {
    name += unicode == "~" ? std::string_view(" ") : unicode;
  }
  void formula(std::string_view tex, bool) override { name += tex; }

  std::string name;
};

}  // namespace

std::string tex_to_unicode(std::string_view source) { return ToUnicode(source).run(); }

std::string tex_name(std::string_view source) {
  NameSink sink;
  walk_tex(source, sink);
  return nfc(text::collapse_space(sink.name));
}

}  // namespace broadsheet::tex
