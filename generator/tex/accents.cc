// With letters.cc and tokenize.cc the door to utf8proc.
#include "tex/accents.h"

#include <utf8proc.h>

#include <cstdlib>

#include "base/ascii.h"
#include "tex/formula/scan.h"
#include "tex/formula/symbols.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepest = 3;  // \'{\^{\i}}
constexpr std::size_t kLongestRest = 24;

// The combining mark of an accent command, 0 for other signs.
char32_t mark_of(char command) {
  switch (command) {
    case '\'':
      return 0x301;
    case '"':
      return 0x308;
    case '`':
      return 0x300;
    case '^':
      return 0x302;
    case '~':
      return 0x303;
    case '.':
      return 0x307;
    case '=':
      return 0x304;
    case 'r':
      return 0x30A;
    case 'v':
      return 0x30C;
    case 'c':
      return 0x327;
    case 'u':
      return 0x306;
    case 'H':
      return 0x30B;
    case 'k':
      return 0x328;
    case 'd':
      return 0x323;
    case 'b':
      return 0x331;
    case 't':
      return 0x361;
    default:
      return 0;
  }
}

bool is_letter(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LO:
      return true;
    default:
      return false;
  }
}

bool begins_with_mark(std::string_view text) {
  if (text.empty()) return false;
  std::size_t i = 0;
  const char32_t first = text::next_code_point(text, i);
  return utf8proc_category(static_cast<utf8proc_int32_t>(first)) == UTF8PROC_CATEGORY_MN;
}

bool is_one_character(std::string_view text) {
  std::size_t i = 0;
  if (text.empty()) return false;
  text::next_code_point(text, i);
  return i == text.size();
}

// What an accent is put on: "e", "\i", "{e}", "{\'e}", "{eta}".
struct Base {
  std::string letter;  // one letter, perhaps with accents
  std::string rest;    // the rest of the braces
  std::size_t end = 0;
  bool nested = false;
};

std::optional<Accented> accented(std::string_view source, std::size_t at, int depth);

std::optional<Base> letter_at(std::string_view source, std::size_t at, int depth) {
  if (at >= source.size()) return std::nullopt;
  if (source[at] == '\\') {
    const std::string_view word = control_word(source, at);
    if (word == "i" || word == "j") return Base{std::string(word), "", at + 2, false};
    const std::optional<Accented> inner = accented(source, at, depth + 1);
    if (!inner || !is_one_character(inner->text)) return std::nullopt;
    return Base{inner->text, "", inner->end, true};
  }
  std::size_t end = at;
  const char32_t letter = text::next_code_point(source, end);
  if (!is_letter(letter) || begins_with_mark(source.substr(end, 4))) return std::nullopt;
  return Base{std::string(source.substr(at, end - at)), "", end, false};
}

std::optional<Base> base_at(std::string_view source, std::size_t at, int depth) {
  if (at >= source.size() || source[at] != '{') return letter_at(source, at, depth);
  std::optional<Base> base = letter_at(source, at + 1, depth);
  if (!base) return std::nullopt;
  const std::string_view rest = source.substr(base->end, kLongestRest);
  const std::size_t close = rest.find('}');
  if (close == std::string_view::npos ||
      rest.substr(0, close).find_first_of("{\\$") != std::string_view::npos) {
    return std::nullopt;
  }
  base->rest = std::string(rest.substr(0, close));
  base->end += close + 1;
  return base;
}

std::optional<std::string> put_on(char command, const Base& base) {
  if (begins_with_mark(base.rest)) return std::nullopt;
  std::string marked = base.letter;
  text::append_utf8(marked, mark_of(command));
  marked = nfc(marked);
  if (is_one_character(marked)) return marked + base.rest;
  // A mark that makes no letter of its own is kept only where the command can mean nothing else.
  const bool dotted_i = command == '.' && base.letter == "i" && !base.nested;
  if (dotted_i) return marked + base.rest;
  if (!is_ascii_letter(command) || !is_ascii_letter(base.letter.front())) return std::nullopt;
  return marked + base.rest;
}

// \l \ss \AA: one {} after the word is dropped, or the spaces that TeX swallows.
std::optional<Accented> special_letter(std::string_view source, std::size_t at,
                                       std::string_view word) {
  const std::string_view letter = special_letter_of(word);
  if (letter.empty()) return std::nullopt;
  std::size_t end = at + 1 + word.size();
  if (source.substr(end, 2) == "{}") {
    end += 2;
  } else {
    std::size_t after = end;
    while (after < source.size() && after < end + 8 && is_ascii_space(source[after])) ++after;
    if (after < source.size() && is_ascii_letter(source[after])) end = after;
  }
  return Accented{std::string(letter), end};
}

std::optional<Accented> accented(std::string_view source, std::size_t at, int depth) {
  if (depth > kDeepest || at + 1 >= source.size()) return std::nullopt;
  const std::string_view word = control_word(source, at);
  if (word.size() > 1) return special_letter(source, at, word);
  const char command = source[at + 1];
  std::size_t place = at + 2;
  if (mark_of(command) == 0) return word.empty() ? std::nullopt : special_letter(source, at, word);
  if (!word.empty()) {
    while (place < source.size() && place < at + 8 && is_ascii_space(source[place])) ++place;
  }
  const std::optional<Base> base = base_at(source, place, depth);
  if (!base) return std::nullopt;
  if (!word.empty() && !base->nested && !base->rest.empty()) {
    const std::string_view greek = greek_letter_of(std::string(word) + base->letter + base->rest);
    if (!greek.empty()) return Accented{std::string(greek), base->end};
  }
  std::optional<std::string> text = put_on(command, *base);
  if (!text) return std::nullopt;
  return Accented{std::move(*text), base->end};
}

}  // namespace

std::optional<Accented> accented_at(std::string_view source, std::size_t at) {
  return accented(source, at, 0);
}

std::optional<Accented> accented_group_at(std::string_view source, std::size_t at) {
  if (at + 2 >= source.size() || source[at + 1] != '\\') return std::nullopt;
  std::optional<Accented> inner = accented(source, at + 1, 0);
  if (!inner || inner->end >= source.size() || source[inner->end] != '}') return std::nullopt;
  ++inner->end;
  return inner;
}

std::string nfc(std::string_view text) {
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &composed,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return std::string(text);
  std::string normal(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
  std::free(composed);
  return normal;
}

}  // namespace broadsheet::tex
