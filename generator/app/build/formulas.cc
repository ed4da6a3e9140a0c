#include "app/build/formulas.h"

#include <cstddef>
#include <set>
#include <string>

#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kFormulasNamed = 20;

bool may_hold_formula(const std::string& text) {
  return text.find_first_of("$\\") != std::string::npos;
}

}  // namespace

void ask_for_formulas(const Library& library, const std::vector<std::size_t>& digests,
                      maths::MathsConverter& maths) {
  for (const std::size_t digest : digests) {
    for (const Entry& entry : library.digests()[digest].papers) {
      for (const std::string* text :
           {&entry.title, &entry.abstract, &entry.comment, &entry.spotlight.comment}) {
        if (!may_hold_formula(*text)) continue;
        for (const tex::Formula& formula : tex::formulas_in(*text)) {
          maths.to_mathml(formula.tex, formula.display);
        }
      }
    }
  }
}

void report_formulas(const Library& library, const maths::MathsConverter& maths,
                     Diagnostics& problems) {
  std::set<std::string> left(maths.failed().begin(), maths.failed().end());
  std::size_t named = 0;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (left.empty()) return;
      for (const std::string* text : {&entry.title, &entry.abstract, &entry.comment}) {
        if (!may_hold_formula(*text)) continue;
        for (const tex::Formula& formula : tex::formulas_in(*text)) {
          if (left.erase(formula.tex) == 0 || ++named > kFormulasNamed) continue;
          problems.warning({digest.path, 0, 0}, "formula '" + text::shorten(formula.tex, 80) +
                                                    "' of " + entry.id.str() +
                                                    " cannot be read; the page shows its source");
        }
      }
    }
  }
}

}  // namespace broadsheet::app
