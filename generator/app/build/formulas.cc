#include "app/build/formulas.h"

#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/workers.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kFormulasNamed = 20;

bool may_hold_formula(const std::string& text) {
  return text.find_first_of("$\\") != std::string::npos;
}

/// The texts of an entry that pages show, in their order.
std::vector<const std::string*> texts_of(const Entry& entry) {
  std::vector<const std::string*> texts = {&entry.title, &entry.abstract, &entry.comment,
                                           &entry.spotlight.comment};
  for (const SummaryPart& part : entry.parts) texts.push_back(&part.text);
  for (const Translation& translation : entry.translations) {
    texts.insert(texts.end(), {&translation.title, &translation.abstract});
  }
  return texts;
}

/// Converts every formula of some digests, as making their pages would.
void convert_formulas(const Library& library, const std::vector<std::size_t>& digests,
                      maths::MathsConverter& maths) {
  for (const std::size_t digest : digests) {
    for (const Entry& entry : library.digests()[digest].papers) {
      for (const std::string* text : texts_of(entry)) {
        if (!may_hold_formula(*text)) continue;
        for (const tex::Formula& formula : tex::formulas_in(*text)) {
          maths.to_mathml(formula.tex, formula.display);
        }
      }
    }
  }
}

/// Names each formula that could not be converted, at the first paper that has it.
void report_formulas(const Library& library, const maths::MathsConverter& maths,
                     Diagnostics& problems) {
  std::set<std::string> left(maths.failed().begin(), maths.failed().end());
  std::size_t named = 0;
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (left.empty()) return;
      for (const std::string* text : texts_of(entry)) {
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

}  // namespace

LibraryFormulas::LibraryFormulas(const Library& library, fs::path cache,
                                 const std::optional<std::vector<std::size_t>>& grown)
    : library_(library), cache_(std::move(cache)) {
  const bool cached = maths_.load(read_file_if_exists(cache_).value_or(""));
  std::vector<std::size_t> digests(library.digests().size());
  std::iota(digests.begin(), digests.end(), std::size_t{0});
  if (cached && grown) {
    digests = *grown;
    maths_.ask_for_cached();
  }
  work_ = start_task(
      [this, digests = std::move(digests)] { convert_formulas(library_, digests, maths_); });
}

maths::MathsConverter& LibraryFormulas::converter() {
  if (work_.valid()) work_.get();
  return maths_;
}

void LibraryFormulas::finish(Diagnostics& problems) {
  report_formulas(library_, converter(), problems);
  if (maths_.asked() > 0) write_if_changed(cache_, maths_.save());
}

}  // namespace broadsheet::app
