#include "text/normalize.h"

#include "base/ascii.h"
#include "text/letter_folding.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_dropped(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

void append_letter(std::string& out, char32_t letter) {
  if (const std::string_view plain = spelled(letter); !plain.empty()) {
    out += plain;
    return;
  }
  switch (letter) {
    case U'ς':
      out += "σ";
      break;  // lower case must not depend on what follows
    case U'‘':
    case U'’':
      out += '\'';
      break;
    case U'\u2010':
    case U'\u2011':
    case U'\u2013':
      out += '-';
      break;
    default:
      append_utf8(out, letter);
  }
}

bool is_greek_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80) return false;
  return is_greek(next_code_point(text, at));
}

// Folds a text character by character.
class Folder {
 public:
  explicit Folder(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }

  // Appends the next character.
  void append_to(std::string& out) {
    if (static_cast<unsigned char>(text_[at_]) < 0x80) {  // nearly all; this halves the time
      out += lower_ascii(text_[at_++]);
      after_greek_ = false;
      return;
    }
    const char32_t c = next_code_point(text_, at_);
    const bool greek = is_greek(c);
    const bool alone = greek && !after_greek_ && !is_greek_at(text_, at_);
    after_greek_ = greek;
    if (is_dropped(c)) return;
    for (const char32_t part : decomposed(c)) {
      if (is_mark(part) && !is_unspaced(part)) continue;
      const char32_t letter = lower(part);
      const std::string_view name = alone ? greek_name(letter) : std::string_view();
      if (name.empty()) {
        append_letter(out, letter);
      } else {
        out += name;
      }
    }
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool after_greek_ = false;
};

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (Folder folder(text); !folder.at_end();) folder.append_to(out);
  return out;
}

FoldedText fold_with_origin(std::string_view text) {
  FoldedText result;
  result.text.reserve(text.size() + 8);
  result.origin.reserve(text.size() + 9);
  for (Folder folder(text); !folder.at_end();) {
    const auto begin = static_cast<std::uint32_t>(folder.at());
    folder.append_to(result.text);
    result.origin.resize(result.text.size(), begin);
  }
  result.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return result;
}

}  // namespace broadsheet::text
