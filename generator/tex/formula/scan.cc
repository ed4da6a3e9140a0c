#include "tex/formula/scan.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/escape.h"

namespace broadsheet::tex {
namespace {

constexpr std::size_t kLongestArgument = 4096;
constexpr std::size_t kLongestOption = 200;

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_ascii_space);
}

// Words of at least `letters` ASCII letters outside braces that are no commands: in prose there
// are some, in maths hardly any.
int plain_words(std::string_view text, std::size_t letters) {
  int words = 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\\') {
      const std::size_t word = control_word(text, i).size();
      i += word == 0 ? 2 : 1 + word;
      continue;
    }
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    std::size_t end = i;
    while (end < text.size() && is_ascii_letter(text[end])) ++end;
    if (end - i >= letters && depth == 0) ++words;
    i = std::max(end, i + 1);
  }
  return words;
}

bool is_number_byte(char c) { return is_ascii_digit(c) || c == '.' || c == ','; }

// "5, C" of "A$5, C$7": the sign that seems to close belongs to a currency.
bool ends_with_currency(std::string_view inner) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto end = std::find_if_not(inner.rbegin(), inner.rend(), is_capital);
  const auto letters = end - inner.rbegin();
  return letters >= 1 && letters <= 3 && end != inner.rend() && is_ascii_space(*end);
}

// "2 and 3": two amounts.
bool is_pair_of_amounts(std::string_view inner) {
  for (const std::string_view word : {" and ", " or ", " to ", " vs. "}) {
    const std::size_t at = inner.find(word);
    if (at == std::string_view::npos) continue;
    const std::string_view second = inner.substr(at + word.size());
    return std::all_of(inner.begin(), inner.begin() + static_cast<std::ptrdiff_t>(at),
                       is_number_byte) &&
           std::all_of(second.begin(), second.end(), is_number_byte);
  }
  return false;
}

// "$5 and $x$": the dollar before an amount is money when its supposed partner opens a formula or
// is money again, or when there is prose between them.
bool is_money(std::string_view inner, char after) {
  if (!is_ascii_digit(inner.front())) return false;
  if (after == '^' || after == '_') return true;  // "$0.79/m$^3$": the second sign opens
  if (is_pair_of_amounts(inner)) return true;
  if (is_ascii_digit(after) && ends_with_currency(inner)) return true;
  if (std::string_view("<=>\\").find(after) != std::string_view::npos &&
      plain_words(inner, 2) > 0) {
    return true;  // "$3 with p$<$0.05"
  }
  if (std::count(inner.begin(), inner.end(), '(') > std::count(inner.begin(), inner.end(), ')')) {
    return true;  // "$3.2 (p$<$0.05)"
  }
  const char last = inner.back();
  const bool complete = is_ascii_letter(last) || is_ascii_digit(last) || last == '}' ||
                        last == ')' || last == ']' || last == '%' || last == '\'';
  if (is_ascii_digit(after) && (!complete || plain_words(inner, 2) > 0)) return true;
  if (last == '(' || last == '[') return true;
  if (plain_words(inner, 2) >= 3) return true;
  if (!is_ascii_space(last)) return false;
  return plain_words(inner, 2) > 0 || is_ascii_letter(after) || after == '\\';
}

// "a stray $ and then $x$": the sign that seems to close looks like one that opens.
bool is_stray(std::string_view inner, char after) {
  if (!is_ascii_space(inner.back())) return false;
  const bool opens =
      is_ascii_letter(after) || is_ascii_digit(after) || after == '\\' || after == '{';
  if (opens && plain_words(inner, 3) > 0) return true;
  return plain_words(inner, 3) >= 2;
}

// The sign after an amount, which `inner` follows: "5$ and 10$ per $n$", "100$/h vs. 50$/h". A
// formula after a number begins otherwise: "3$\\times$".
bool follows_amount(std::string_view inner) {
  if (is_ascii_space(inner.front())) return true;
  if (std::string_view(",;:)").find(inner.front()) != std::string_view::npos) return true;
  if (inner.front() != '/') return false;
  return plain_words(inner, 2) > 0 ||
         (is_ascii_digit(inner.back()) && std::any_of(inner.begin(), inner.end(), is_ascii_space));
}

std::optional<FormulaSpan> dollar_formula(std::string_view source, std::size_t at) {
  const bool display = source.substr(at, 2) == "$$";
  const std::size_t inner = at + (display ? 2 : 1);
  const bool after_digit = !display && at > 0 && is_ascii_digit(source[at - 1]);
  const std::size_t limit = std::min(source.size(), inner + kLongestFormula + 1);
  int depth = 0;
  for (std::size_t i = inner; i < limit; ++i) {
    switch (source[i]) {
      case '\\':
        ++i;
        break;
      case '{':
        if (++depth > kDeepestNesting) return std::nullopt;
        break;
      case '}':
        if (--depth < 0) return std::nullopt;
        break;
      case '\n':
        if (i + 1 < limit && source[i + 1] == '\n') return std::nullopt;  // a new paragraph
        break;
      case '$': {
        if (depth > 0) break;
        const std::string_view tex = source.substr(inner, i - inner);
        if (display) {
          if (source.substr(i, 2) != "$$") break;
          if (is_blank(tex)) return std::nullopt;
          const char after = i + 2 < source.size() ? source[i + 2] : ' ';
          if (is_money(tex, after) && plain_words(tex, 2) > 0) return std::nullopt;  // "$$5 or $$9"
          return FormulaSpan{inner, i, i + 2, true};
        }
        if (is_blank(tex)) return std::nullopt;
        const char after = i + 1 < source.size() ? source[i + 1] : ' ';
        if (is_money(tex, after) || is_stray(tex, after)) return std::nullopt;
        if (after_digit && follows_amount(tex)) return std::nullopt;
        return FormulaSpan{inner, i, i + 1, false};
      }
      default:
        break;
    }
  }
  return std::nullopt;
}

std::optional<FormulaSpan> bracket_formula(std::string_view source, std::size_t at) {
  const char open = source[at + 1];
  const char close = open == '(' ? ')' : ']';
  const std::size_t inner = at + 2;
  const std::size_t limit = std::min(source.size(), inner + kLongestFormula + 1);
  int depth = 0;
  for (std::size_t i = inner; i < limit; ++i) {
    if (source[i] == '{' && ++depth > kDeepestNesting) return std::nullopt;
    if (source[i] == '}' && --depth < 0) return std::nullopt;
    if (source[i] == '\n' && i + 1 < limit && source[i + 1] == '\n') return std::nullopt;
    if (source[i] != '\\' || i + 1 >= limit) continue;
    const char next = source[i + 1];
    if (next == open) return std::nullopt;
    if (next == close && depth == 0) {
      if (is_blank(source.substr(inner, i - inner))) return std::nullopt;
      return FormulaSpan{inner, i, i + 2, open == '['};
    }
    ++i;
  }
  return std::nullopt;
}

// Bytes that may be part of a URL; beyond ASCII all may but the quotes and CJK punctuation that
// texts put after URLs.
bool is_url_byte(std::string_view source, std::size_t i) {
  const auto byte = static_cast<unsigned char>(source[i]);
  if (byte <= 0x20 || byte == 0x7F) return false;
  if (byte < 0x80) return std::string_view("<>\"{}|^`$").find(source[i]) == std::string_view::npos;
  const std::string_view pair = source.substr(i, 2);
  return pair != "\u00A0" && pair != "\u00AB" && pair != "\u00BB" && pair != "\xE2\x80" &&
         pair != "\xE3\x80" && pair != "\xEF\xBC" && pair != "\xEF\xBD";
}

bool is_trailing(std::string_view url) {
  const char last = url.back();
  if (std::string_view(".,;:!?'*\\").find(last) != std::string_view::npos) return true;
  if (last == ')') {
    return std::count(url.begin(), url.end(), '(') < std::count(url.begin(), url.end(), ')');
  }
  if (last == ']') {
    return std::count(url.begin(), url.end(), '[') < std::count(url.begin(), url.end(), ']');
  }
  return false;
}

// A host without a scheme, as \url{github.com/a/b} has it.
bool looks_like_host(std::string_view url) {
  const std::string_view host = url.substr(0, url.find('/'));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || host.size() - dot < 3) return false;
  const std::string_view top = host.substr(dot + 1);
  if (!std::all_of(top.begin(), top.end(), is_ascii_letter)) return false;
  return std::all_of(host.begin(), host.end(), [](char byte) {
    return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.' || byte == '-';
  });
}

}  // namespace

std::optional<FormulaSpan> formula_at(std::string_view source, std::size_t at) {
  if (source[at] == '$') return dollar_formula(source, at);
  const std::string_view sign = source.substr(at, 2);
  if (sign == "\\(" || sign == "\\[") return bracket_formula(source, at);
  return std::nullopt;
}

std::size_t url_end(std::string_view source, std::size_t at) {
  constexpr std::size_t longest = 2048;  // what browsers and servers agree on
  std::size_t i = at;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (source.substr(at, scheme.size()) == scheme) i = at + scheme.size();
  }
  if (i == at) return at;
  const std::size_t host = i;
  const std::size_t limit = std::min(source.size(), at + longest);
  while (i < limit) {
    if (source[i] == '\\') {
      // \_ \% \# \& \~ are characters of the URL, \~{} is a tilde, other commands end it.
      if (i + 1 >= limit ||
          std::string_view("_%#&~-$").find(source[i + 1]) == std::string_view::npos)
        break;
      i += 2;
      if (source.substr(i, 2) == "{}") i += 2;
      continue;
    }
    if (!is_url_byte(source, i)) break;
    ++i;
  }
  while (i > host && is_trailing(source.substr(at, i - at))) --i;
  return i > host ? i : at;
}

std::string url_of_tex(std::string_view written) {
  std::string url;
  url.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char byte = written[i];
    if (byte == '\\') {
      const std::string_view word = control_word(written, i);
      if (word == "textasciitilde" || word == "sim") url += '~';
      if (!word.empty()) {
        i += word.size();
      } else if (i + 1 < written.size()) {
        ++i;
        if (written[i] != '-') url += written[i];
      }
    } else if (!is_ascii_space(byte) && byte != '{' && byte != '}') {
      url += byte;
    }
  }
  return url;
}

std::optional<std::string> link_target(std::string_view written) {
  std::string url = url_of_tex(written);
  if (!url.starts_with("http") && looks_like_host(url)) url = "https://" + url;
  const std::string scheme = lower_ascii(std::string_view(url).substr(0, url.find(':')));
  if ((scheme != "http" && scheme != "https") || !text::is_safe_url(url)) return std::nullopt;
  return text::mended_url(url);
}

std::optional<ArgumentSpan> argument_at(std::string_view source, std::size_t at) {
  std::size_t i = at;
  while (i < source.size() && i < at + 8 && is_ascii_space(source[i])) ++i;
  if (i >= source.size() || source[i] != '{') return std::nullopt;
  const std::size_t inner = i + 1;
  const std::size_t limit = std::min(source.size(), inner + kLongestArgument);
  int depth = 1;
  for (i = inner; i < limit; ++i) {
    if (source[i] == '\\') {
      ++i;
    } else if (source[i] == '{') {
      if (++depth > kDeepestNesting) return std::nullopt;
    } else if (source[i] == '}' && --depth == 0) {
      return ArgumentSpan{source.substr(inner, i - inner), i + 1};
    }
  }
  return std::nullopt;
}

std::size_t arguments_end(std::string_view source, std::size_t at) {
  const std::size_t begin = at;
  bool has_content = false;
  while (source.substr(at, 1) == "{") {
    const std::optional<ArgumentSpan> argument = argument_at(source, at);
    if (!argument) break;
    has_content =
        has_content || !std::all_of(argument->inner.begin(), argument->inner.end(), is_ascii_space);
    at = argument->end;
  }
  return has_content ? at : begin;
}

std::size_t skip_option(std::string_view source, std::size_t at) {
  if (at >= source.size() || source[at] != '[') return at;
  const std::size_t close = source.substr(at, kLongestOption).find(']');
  return close == std::string_view::npos ? at : at + close + 1;
}

std::string_view control_word(std::string_view source, std::size_t at) {
  std::size_t end = at + 1;
  while (end < source.size() && is_ascii_letter(source[end])) ++end;
  return source.substr(std::min(at + 1, source.size()), end - at - 1);
}

Ligature ligature_at(std::string_view source, std::size_t at) {
  const char sign = source[at];
  std::size_t end = at;
  while (end < source.size() && source[end] == sign) ++end;
  const std::size_t run = end - at;
  if (sign == '-') {
    if (run == 2) return {"–", 2};
    if (run == 3) return {"—", 3};
  } else if (sign == '\'') {
    if (run == 2) return {"”", 2};
    if (run == 3) return {"”'", 3};
  } else if (sign == '`' && run == 2) {
    const bool behind_word = at > 0 && !is_ascii_space(source[at - 1]) && source[at - 1] != '(' &&
                             source[at - 1] != '[' && source[at - 1] != '-' &&
                             source[at - 1] != '{';
    const bool before_word =
        end < source.size() && (is_ascii_letter(source[end]) || is_ascii_digit(source[end]));
    return {behind_word && !before_word ? "”" : "“", 2};
  }
  return {{}, run};
}

}  // namespace broadsheet::tex
