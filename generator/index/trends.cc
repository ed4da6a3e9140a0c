#include "index/trends.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "index/topical_terms.h"
#include "query/bm25.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kEnoughPapers = 30;
constexpr std::uint32_t kAboutWdf = 3;  // in the title, in comment and abstract, or three times
constexpr std::uint32_t kLeastPapers = 4;
constexpr std::uint32_t kLeastShare = 150;  // one paper in so many
constexpr double kSurely = 6.6;             // chi-squared, one degree of freedom, 1 in 100
constexpr std::size_t kShownPapers = 5;
constexpr std::size_t kNoMonth = static_cast<std::size_t>(-1);

double part(double observed, double expected) {
  return observed > 0 ? observed * std::log(observed / expected) : 0;
}

// How sure it is that two shares differ: a of n now, b of m before.
double likelihood_ratio(double a, double n, double b, double m) {
  const double share = (a + b) / (n + m);
  return 2 * (part(a, n * share) + part(n - a, n * (1 - share)) + part(b, m * share) +
              part(m - b, m * (1 - share)));
}

struct Candidate {
  std::uint32_t term = 0;
  double sure = 0;
  double rise = 0;
  std::vector<std::uint32_t> counts;
};

std::vector<std::uint32_t> best_papers(const PackedIndex& words,
                                       std::vector<std::uint32_t> papers) {
  std::stable_sort(papers.begin(), papers.end(), [&](std::uint32_t a, std::uint32_t b) {
    return words.score(a) > words.score(b);
  });
  if (papers.size() > kShownPapers) papers.resize(kShownPapers);
  return papers;
}

// The papers of each month.
struct Months {
  std::vector<std::size_t> of;       // of each paper: its month, or kNoMonth
  std::vector<std::uint32_t> sizes;  // papers of each month
};

Months papers_by_month(const PackedIndex& words, const std::vector<Month>& months) {
  Months found{.of = std::vector<std::size_t>(words.papers(), kNoMonth),
               .sizes = std::vector<std::uint32_t>(months.size(), 0)};
  for (std::uint32_t i = 0; i < words.papers(); ++i) {
    const Month month = words.day(i).month();
    const auto at = std::lower_bound(months.begin(), months.end(), month);
    if (at == months.end() || *at != month) continue;
    found.of[i] = static_cast<std::size_t>(at - months.begin());
    ++found.sizes[found.of[i]];
  }
  return found;
}

// The last month with enough papers, as a month that has just begun has too few papers; else the
// last with any; kNoMonth when there is none.
std::size_t telling_month(const std::vector<std::uint32_t>& sizes) {
  if (sizes.empty()) return kNoMonth;
  std::vector<std::uint32_t> by_size = sizes;
  std::sort(by_size.begin(), by_size.end());
  const std::uint32_t enough = std::max(kEnoughPapers, by_size[by_size.size() / 2] / 4);
  for (const std::uint32_t least : {enough, 1U}) {
    for (std::size_t month = sizes.size(); month-- > 0;) {
      if (sizes[month] >= least) return month;
    }
  }
  return kNoMonth;
}

// Papers of a month that a term must have to rise.
std::uint32_t fewest_papers(std::uint32_t size) {
  return std::max(kLeastPapers, size / kLeastShare);
}

// Terms that surely rise in month `now`, surest first.
// @param before  papers of the months before it, not 0
std::vector<Candidate> rising_terms(const TopicalTerms& terms, const Months& months,
                                    std::size_t now, double before) {
  const double size = months.sizes[now];
  const std::uint32_t least = fewest_papers(months.sizes[now]);
  std::vector<Candidate> candidates;
  for (std::uint32_t term = 0; term < terms.size(); ++term) {
    const auto uses = terms.of_term(term);
    if (uses.size() < least || uses.size() * 5 > months.of.size()) continue;
    Candidate candidate{.term = term, .sure = 0, .rise = 0, .counts = {}};
    candidate.counts.resize(months.sizes.size(), 0);
    for (const TermUse& use : uses) {
      const std::size_t month = months.of[use.id];
      if (month != kNoMonth && use.wdf >= kAboutWdf) ++candidate.counts[month];
    }
    const double here = candidate.counts[now];
    double earlier = 0;
    for (std::size_t month = 0; month < now; ++month) earlier += candidate.counts[month];
    if (here < least || here / size <= earlier / before) continue;
    candidate.sure = likelihood_ratio(here, size, earlier, before);
    if (candidate.sure < kSurely) continue;
    candidate.rise = earlier == 0 ? 0 : (here / size) / (earlier / before);
    candidates.push_back(std::move(candidate));
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    const double left = query::rank_key(a.sure);
    const double right = query::rank_key(b.sure);
    return left != right ? left > right : a.term < b.term;
  });
  return candidates;
}

}  // namespace

std::vector<Trend> trends(const PackedIndex& words, const DocumentOf& documents,
                          const std::vector<Month>& months, std::size_t limit) {
  const Months papers_of = papers_by_month(words, months);
  const std::size_t now = telling_month(papers_of.sizes);
  if (now == kNoMonth) return {};
  double before = 0;
  for (std::size_t month = 0; month < now; ++month) before += papers_of.sizes[month];
  if (before == 0) return {};

  // A term that rises has papers of the month.
  const auto first = std::find(papers_of.of.begin(), papers_of.of.end(), now);
  const TopicalTerms terms(words, documents,
                           static_cast<std::uint32_t>(first - papers_of.of.begin()),
                           fewest_papers(papers_of.sizes[now]));
  std::vector<Candidate> candidates = rising_terms(terms, papers_of, now, before);
  if (candidates.size() > limit) candidates.resize(limit);
  std::vector<Trend> found;
  for (Candidate& candidate : candidates) {
    std::vector<std::uint32_t> papers;
    for (const TermUse& use : terms.of_term(candidate.term)) {
      if (papers_of.of[use.id] == now && use.wdf >= kAboutWdf) papers.push_back(use.id);
    }
    found.push_back({.term = terms.shown(candidate.term),
                     .rise = candidate.rise,
                     .counts = std::move(candidate.counts),
                     .papers = best_papers(words, std::move(papers))});
  }
  return found;
}

}  // namespace broadsheet::index
