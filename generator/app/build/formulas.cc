#include "app/build/formulas.h"

#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/position.h"
#include "base/workers.h"
#include "tex/text.h"
#include "text/markdown_formulas.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kFormulasNamed = 20;

bool may_hold_formula(const std::string& text) {
  return text.find('$') != std::string::npos || text.find('\\') != std::string::npos;
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

void convert_formulas(const std::vector<render::FreePage>& pages, maths::MathsConverter& maths) {
  for (const render::FreePage& page : pages) {
    for (const text::MarkdownFormula& formula : text::formulas_in_markdown(page.markdown))
      maths.to_mathml(formula.tex, formula.display);
  }
}

std::string unreadable(const std::string& formula, const std::string& where = {}) {
  return "formula '" + text::shorten(formula, 80) + "'" + where +
         " cannot be read; the page shows its source";
}

/// Reports each formula that could not be converted, at the first page or paper that has it.
void report_formulas(const Library& library, const std::vector<render::FreePage>& pages,
                     const maths::MathsConverter& maths, Diagnostics& problems) {
  std::set<std::string> left(maths.failed().begin(), maths.failed().end());
  if (left.empty()) return;
  std::size_t named = 0;
  for (const render::FreePage& page : pages) {
    for (const text::MarkdownFormula& formula : text::formulas_in_markdown(page.markdown)) {
      if (left.erase(formula.tex) == 0 || ++named > kFormulasNamed) continue;
      const Position at = position_of(page.markdown, formula.offset);
      problems.warning({page.path, at.line, at.column}, unreadable(formula.tex),
                       excerpt(page.markdown, at));
    }
  }
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) {
      if (left.empty()) return;
      for (const std::string* text : texts_of(entry)) {
        if (!may_hold_formula(*text)) continue;
        for (const tex::Formula& formula : tex::formulas_in(*text)) {
          if (left.erase(formula.tex) == 0 || ++named > kFormulasNamed) continue;
          problems.warning({digest.path, 0, 0}, unreadable(formula.tex, " of " + entry.id.str()));
        }
      }
    }
  }
}

}  // namespace

LibraryFormulas::LibraryFormulas(const Library& library, const std::vector<render::FreePage>& pages,
                                 fs::path cache,
                                 const std::optional<std::vector<std::size_t>>& grown)
    : library_(library), pages_(pages), cache_(std::move(cache)) {
  const bool cached = maths_.load(read_file_if_exists(cache_).value_or(""));
  std::vector<std::size_t> digests(library.digests().size());
  std::iota(digests.begin(), digests.end(), std::size_t{0});
  if (cached && grown) {
    digests = *grown;
    maths_.ask_for_cached();
  }
  work_ = start_task([this, digests = std::move(digests)] {
    convert_formulas(library_, digests, maths_);
    convert_formulas(pages_, maths_);
  });
}

maths::MathsConverter& LibraryFormulas::converter() {
  if (work_.valid()) work_.get();
  return maths_;
}

void LibraryFormulas::finish(Diagnostics& problems) {
  report_formulas(library_, pages_, converter(), problems);
  if (maths_.asked() > 0) write_if_changed(cache_, maths_.save());
}

}  // namespace broadsheet::app
