#include "tex/cursor.h"

#include <optional>
#include <string>

#include "base/ascii.h"

namespace broadsheet::tex {

void TexCursor::replace(std::string_view sign, std::size_t length) {
  if (!sign.empty()) sink.text(sign);
  at += length;
}

void TexCursor::report(const FormulaSpan& span) {
  sink.formula(source.substr(span.inner, span.inner_end - span.inner), span.display);
  at = span.end;
}

bool TexCursor::enter_argument() {
  std::size_t i = at;
  while (i < source.size() && i < at + 8 && is_ascii_space(source[i])) ++i;
  if (i >= source.size() || source[i] != '{') return false;
  at = i + 1;
  groups.open_brace();
  return true;
}

void TexCursor::report_link(std::string_view written) {
  const std::optional<std::string> target = link_target(written);
  const std::string shown = url_of_tex(written);
  if (shown.empty()) return;
  if (!target || groups.in_link()) {
    sink.text(shown);
    return;
  }
  groups.open_link(*target);
  sink.text(shown);
  groups.pop();
}

}  // namespace broadsheet::tex
