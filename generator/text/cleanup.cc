#include "text/cleanup.h"

#include <algorithm>

#include "text/lost_backslashes.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) - 0x20U < 0x5FU; }

}  // namespace

std::string clean(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return restore_backslashes(text);
  return clean_utf8(restore_backslashes(text));
}

std::string clean_line(std::string_view text) { return text::collapse_space(clean(text)); }

}  // namespace broadsheet::text
