// A template of a theme, before it is rendered.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "theme/template_source.h"
#include "theme/theme.h"

using namespace broadsheet;

FUZZ(text) {
  theme::Theme theme;
  theme.templates["day"] = {"day.mustache", text};
  theme.partials["part"] = {"partials/part.mustache", text};
  Diagnostics problems;
  theme::flatten(theme, "day", {{"site.title", "A title"}}, problems);
  theme::check_theme(theme, problems);
}
