#include "index/related.h"

#include <algorithm>
#include <span>

#include "index/topical_terms.h"
#include "query/bm25.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kTerms = 12;  // compared
constexpr std::size_t kShownTerms = 4;
constexpr std::size_t kSharedTerms = 2;  // needed
constexpr double kLeastLike = 0.15;      // of what a paper's likeness to itself is

struct Weighted {
  std::uint32_t term = 0;
  double weight = 0;
  std::uint32_t form = 0;
};

double saturated(std::uint32_t wdf) { return wdf / (1.0 + wdf); }

// Heaviest first; equal ones by term, so that the order is one.
bool heavier(const Weighted& a, const Weighted& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
}

// Terms by paper, by their numbers; TermUse::id is the term.
class TermsOfPapers {
 public:
  TermsOfPapers(const TopicalTerms& terms, std::uint32_t papers) : begins_(papers + 1) {
    for (std::uint32_t term = 0; term < terms.size(); ++term) {
      for (const TermUse& use : terms.of_term(term)) ++begins_[use.id + 1];
    }
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    uses_.resize(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::uint32_t term = 0; term < terms.size(); ++term) {
      for (const TermUse& use : terms.of_term(term)) {
        uses_[next[use.id]++] = {.id = term, .wdf = use.wdf, .form = use.form};
      }
    }
  }

  std::span<const TermUse> operator[](std::uint32_t document) const {
    return {uses_.data() + begins_[document], begins_[document + 1] - begins_[document]};
  }

 private:
  std::vector<TermUse> uses_;
  std::vector<std::uint32_t> begins_;
};

class Finder {
 public:
  Finder(const PackedIndex& words, const DocumentOf& documents, std::uint32_t first,
         std::size_t limit)
      : words_(words),
        first_(first),
        limit_(limit),
        terms_(words, documents, first),
        of_papers_(terms_, words.papers()),
        df_(terms_.size(), 0),
        scores_(words.papers(), 0),
        shared_(words.papers(), 0) {}

  std::vector<std::vector<RelatedPaper>> run() {
    const std::uint32_t size = words_.papers();
    std::vector<std::vector<RelatedPaper>> all;
    all.reserve(size - first_);
    for (std::uint32_t begin = 0; begin < size;) {
      std::uint32_t end = begin + 1;
      while (end < size && words_.day(end) == words_.day(begin)) ++end;
      for (std::uint32_t document = begin; document < end; ++document) {
        for (const TermUse& use : of_papers_[document]) ++df_[use.id];
      }
      papers_ = end;
      for (std::uint32_t document = std::max(begin, first_); document < end; ++document)
        all.push_back(like(document));
      begin = end;
    }
    return all;
  }

 private:
  std::vector<Weighted> best_terms(std::uint32_t document) const {
    const std::uint32_t most = std::clamp(papers_ / 20, 200U, 1000U);
    std::vector<Weighted> found;
    for (const TermUse& use : of_papers_[document]) {
      const std::uint32_t df = df_[use.id];
      if (df < 2 || df > most) continue;
      found.push_back({.term = use.id,
                       .weight = saturated(use.wdf) * query::rarity(df, papers_),
                       .form = use.form});
    }
    const std::size_t size = std::min(kTerms, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(size), found.end(),
                      heavier);
    found.resize(size);
    return found;
  }

  std::vector<RelatedPaper> like(std::uint32_t document) {
    const std::vector<Weighted> terms = best_terms(document);
    touched_.clear();
    double itself = 0;
    for (const Weighted& term : terms) {
      for (const TermUse& use : terms_.of_term(term.term)) {
        if (use.id >= papers_) break;
        if (use.id == document) {
          itself += term.weight * saturated(use.wdf);
          continue;
        }
        if (shared_[use.id]++ == 0) touched_.push_back(use.id);
        scores_[use.id] += term.weight * saturated(use.wdf);
      }
    }
    std::vector<Weighted> candidates;
    for (const std::uint32_t other : touched_) {
      if (shared_[other] >= kSharedTerms && scores_[other] >= kLeastLike * itself) {
        candidates.push_back({.term = other, .weight = scores_[other], .form = 0});
      }
      scores_[other] = 0;
      shared_[other] = 0;
    }
    const std::size_t size = std::min(limit_, candidates.size());
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(size),
                      candidates.end(), [](const Weighted& a, const Weighted& b) {
                        const double left = query::rank_key(a.weight);
                        const double right = query::rank_key(b.weight);
                        return left != right ? left > right : a.term > b.term;  // newer first
                      });
    std::vector<RelatedPaper> related;
    for (std::size_t i = 0; i < size; ++i) {
      related.push_back({.paper = candidates[i].term,
                         .shared_terms = shared_terms(document, terms, candidates[i].term)});
    }
    return related;
  }

  std::vector<std::string> shared_terms(std::uint32_t document, const std::vector<Weighted>& terms,
                                        std::uint32_t other) {
    const auto uses = of_papers_[other];
    std::vector<Weighted> shared;
    for (const Weighted& term : terms) {
      const auto use =
          std::lower_bound(uses.begin(), uses.end(), term.term,
                           [](const TermUse& a, std::uint32_t id) { return a.id < id; });
      if (use == uses.end() || use->id != term.term) continue;
      shared.push_back(
          {.term = term.term, .weight = term.weight * saturated(use->wdf), .form = term.form});
    }
    std::sort(shared.begin(), shared.end(), heavier);
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < std::min(kShownTerms, shared.size()); ++i) {
      shown.push_back(shown_form(document, terms, shared[i].form));
    }
    return shown;
  }

  // The paper is read once, for all its terms.
  const std::string& shown_form(std::uint32_t document, const std::vector<Weighted>& terms,
                                std::uint32_t form) {
    if (shown_document_ != document || shown_forms_.empty()) {
      shown_forms_.clear();
      for (const Weighted& term : terms) shown_forms_.push_back(term.form);
      shown_ = terms_.shown(document, shown_forms_);
      shown_document_ = document;
    }
    const auto at = std::find(shown_forms_.begin(), shown_forms_.end(), form);
    return shown_[static_cast<std::size_t>(at - shown_forms_.begin())];
  }

  const PackedIndex& words_;
  std::uint32_t first_;
  std::size_t limit_;
  TopicalTerms terms_;
  TermsOfPapers of_papers_;
  std::uint32_t papers_ = 0;       // up to the end of the day at hand
  std::vector<std::uint32_t> df_;  // by term, up to the end of the day at hand
  std::vector<double> scores_;     // by document
  std::vector<std::uint32_t> shared_;
  std::vector<std::uint32_t> touched_;
  std::uint32_t shown_document_ = 0;
  std::vector<std::uint32_t> shown_forms_;
  std::vector<std::string> shown_;
};

}  // namespace

std::vector<std::vector<RelatedPaper>> related_papers(const PackedIndex& words,
                                                      const DocumentOf& documents,
                                                      std::uint32_t first, std::size_t limit) {
  return Finder(words, documents, first, limit).run();
}

}  // namespace broadsheet::index
