// TeX in titles, names and abstracts.
#include "fuzz/fuzz.h"
#include "tex/text.h"
#include "text/utf8.h"

using namespace broadsheet;

FUZZ(text) {
  const std::string once = tex::tex_to_unicode(text);
  fuzz::expect(2 * once.size() <= 3 * text.size(), "no sign takes more room than two for three");
  fuzz::expect(text::first_invalid_utf8(text) != std::string::npos ||
                   text::first_invalid_utf8(once) == std::string::npos,
               "UTF-8 stays UTF-8");
  tex::tex_name(text);
  tex::tex_to_plain(text);
  tex::tex_to_html(text, [](std::string_view, bool) { return std::string("x"); });
  tex::formulas_in(text);
  tex::urls_in(text);
}
