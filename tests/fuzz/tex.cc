// TeX in titles, names and abstracts.
#include "fuzz/fuzz.h"
#include "tex/text.h"

using namespace broadsheet;

FUZZ(text) {
  const std::string once = tex::tex_to_unicode(text);
  fuzz::expect(tex::tex_to_unicode(once) == once, "a second conversion changes nothing");
  tex::tex_name(text);
  tex::tex_to_plain(text);
  tex::tex_to_html(text, [](std::string_view, bool) { return std::string("x"); });
  tex::formulas_in(text);
  tex::urls_in(text);
}
