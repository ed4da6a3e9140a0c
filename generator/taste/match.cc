#include "taste/match.h"

#include <algorithm>
#include <set>

#include "tex/text.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::taste {
namespace {

/// The last words of the names, folded.
std::set<std::string> family_names(const std::vector<std::string>& authors) {
  std::set<std::string> names;
  for (const std::string& author : authors) {
    const auto words = text::tokenize(text::fold(tex::tex_to_plain(author)));
    if (!words.empty()) names.insert(words.back().text);
  }
  return names;
}

bool may_be_same(const Paper& a, const Paper& b) {
  if (a.authors.empty() || b.authors.empty()) return true;
  const std::set<std::string> names = family_names(a.authors);
  const std::set<std::string> others = family_names(b.authors);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return others.count(name) == 1; });
}

}  // namespace

void PaperMatcher::add(const PaperId& id, const std::string& doi, const std::string& title,
                       const std::vector<std::string>& authors, const std::string& abstract) {
  const std::size_t place = papers_.size();
  if (!by_id_.try_emplace(id.str(), place).second) return;
  papers_.push_back({.id = id, .title = title, .authors = authors, .abstract = abstract});
  for (const std::string& one : {doi, id.doi()}) {
    if (std::string key = doi_key(one); !key.empty()) by_doi_.try_emplace(std::move(key), place);
  }
  if (std::string key = title_key(title); !key.empty()) by_title_.emplace(std::move(key), place);
}

std::optional<std::size_t> PaperMatcher::find(const Paper& paper) const {
  if (paper.id) {
    const auto found = by_id_.find(paper.id->str());
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }
  if (const auto found = by_doi_.find(paper.doi); !paper.doi.empty() && found != by_doi_.end()) {
    return found->second;
  }
  std::optional<std::size_t> only;
  const auto [begin, end] = by_title_.equal_range(title_key(paper.title));
  for (auto at = begin; at != end; ++at) {
    if (!may_be_same(paper, papers_[at->second])) continue;
    if (only) return std::nullopt;
    only = at->second;
  }
  return only;
}

bool PaperMatcher::complete(Paper& paper) const {
  const auto place = find(paper);
  if (!place) return false;
  const Paper& known = papers_[*place];
  paper.id = known.id;
  if (paper.title.empty()) paper.title = known.title;
  if (paper.authors.empty()) paper.authors = known.authors;
  if (!known.abstract.empty()) paper.abstract = known.abstract;
  return true;
}

}  // namespace broadsheet::taste
