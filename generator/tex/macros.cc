#include "tex/macros.h"

#include <algorithm>
#include <iterator>

namespace broadsheet::tex {
namespace {

// Sorted by name, in byte order.
constexpr MacroEntry kMacros[] = {
    {"Huge", Macro::Drop},
    {"LARGE", Macro::Drop},
    {"Large", Macro::Drop},
    {"autoref", Macro::Reference},
    {"begin", Macro::DropOne},
    {"bf", Macro::Switch, TexStyle::Strong},
    {"bfseries", Macro::Switch, TexStyle::Strong},
    {"centering", Macro::Drop},
    {"cite", Macro::Key},
    {"citealp", Macro::Key},
    {"citealt", Macro::Key},
    {"citeauthor", Macro::Key},
    {"citep", Macro::Key},
    {"citet", Macro::Key},
    {"citeyear", Macro::Key},
    {"color", Macro::DropOne},
    {"cref", Macro::Reference},
    {"displaystyle", Macro::Drop},
    {"em", Macro::Switch, TexStyle::Emphasis},
    {"emph", Macro::Style, TexStyle::Emphasis},
    {"end", Macro::DropOne},
    {"eqref", Macro::Reference},
    {"footnote", Macro::Aside},
    {"footnotemark", Macro::Drop},
    {"footnotesize", Macro::Drop},
    {"footnotetext", Macro::Aside},
    {"hbox", Macro::Text},
    {"hfill", Macro::Space},
    {"hphantom", Macro::DropOne},
    {"href", Macro::Href},
    {"hspace", Macro::DropOne},
    {"huge", Macro::Drop},
    {"it", Macro::Switch, TexStyle::Emphasis},
    {"item", Macro::Item},
    {"itshape", Macro::Switch, TexStyle::Emphasis},
    {"label", Macro::DropOne},
    {"large", Macro::Drop},
    {"linebreak", Macro::Space},
    {"mathrm", Macro::Text},
    {"mbox", Macro::Text},
    {"newline", Macro::Space},
    {"noindent", Macro::Drop},
    {"normalfont", Macro::Drop},
    {"normalsize", Macro::Drop},
    {"operatorname", Macro::Text},
    {"par", Macro::Space},
    {"path", Macro::Verbatim},
    {"phantom", Macro::DropOne},
    {"protect", Macro::Drop},
    {"ref", Macro::Reference},
    {"relax", Macro::Drop},
    {"rm", Macro::Drop},
    {"sc", Macro::Switch, TexStyle::SmallCaps},
    {"scriptscriptstyle", Macro::Drop},
    {"scriptsize", Macro::Drop},
    {"scriptstyle", Macro::Drop},
    {"scshape", Macro::Switch, TexStyle::SmallCaps},
    {"sf", Macro::Drop},
    {"sl", Macro::Switch, TexStyle::Emphasis},
    {"slshape", Macro::Switch, TexStyle::Emphasis},
    {"small", Macro::Drop},
    {"sout", Macro::Text},
    {"text", Macro::Text},
    {"textbf", Macro::Style, TexStyle::Strong},
    {"textcolor", Macro::Second},
    {"textit", Macro::Style, TexStyle::Emphasis},
    {"textmd", Macro::Text},
    {"textnormal", Macro::Text},
    {"textrm", Macro::Text},
    {"textsc", Macro::Style, TexStyle::SmallCaps},
    {"textsf", Macro::Text},
    {"textsl", Macro::Style, TexStyle::Emphasis},
    {"textstyle", Macro::Drop},
    {"textsubscript", Macro::Style, TexStyle::Subscript},
    {"textsuperscript", Macro::Style, TexStyle::Superscript},
    {"texttt", Macro::Style, TexStyle::Code},
    {"textup", Macro::Text},
    {"thanks", Macro::Aside},
    {"tiny", Macro::Drop},
    {"tt", Macro::Switch, TexStyle::Code},
    {"ttfamily", Macro::Switch, TexStyle::Code},
    {"uline", Macro::Style, TexStyle::Underline},
    {"underline", Macro::Style, TexStyle::Underline},
    {"url", Macro::Url},
    {"verb", Macro::Verbatim},
    {"vphantom", Macro::DropOne},
    {"vspace", Macro::DropOne},
    {"xspace", Macro::Drop},
};
static_assert(std::ranges::is_sorted(kMacros, {}, &MacroEntry::name));

}  // namespace

const MacroEntry* find_macro(std::string_view name) {
  const auto* found = std::lower_bound(
      std::begin(kMacros), std::end(kMacros), name,
      [](const MacroEntry& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != std::end(kMacros) && found->name == name ? found : nullptr;
}

}  // namespace broadsheet::tex
