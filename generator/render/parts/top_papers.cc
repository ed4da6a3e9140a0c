#include "render/parts/top_papers.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

#include "render/parts/paper_parts.h"

namespace broadsheet::render {
namespace {

// Drops papers without a score.
void sort_by_score(const PageContext& context, std::vector<Appearance>& papers) {
  std::erase_if(papers, [&](const Appearance& at) { return !has_score(context.entry(at)); });
  const auto rank = [&](const Appearance& at) {
    const Entry& entry = context.entry(at);
    return std::tuple(-*entry.score, -entry.relevance.value_or(0), -entry.novelty.value_or(0),
                      at.digest, at.entry);
  };
  std::sort(papers.begin(), papers.end(),
            [&](const Appearance& a, const Appearance& b) { return rank(a) < rank(b); });
}

// The first papers of the issues, newest issue first, then the second ones.
void sort_by_place(std::vector<Appearance>& papers) {
  std::sort(papers.begin(), papers.end(), [](const Appearance& a, const Appearance& b) {
    return a.entry != b.entry ? a.entry < b.entry : a.digest > b.digest;
  });
}

}  // namespace

std::vector<Appearance> first_appearances(const Library& library, std::size_t begin,
                                          std::size_t end) {
  const auto first_digest = [](const Paper& paper) { return paper.appearances.front().digest; };
  const std::span<const Paper> all = library.papers();  // by the day of the first appearance
  auto paper = std::partition_point(all.begin(), all.end(),
                                    [&](const Paper& p) { return first_digest(p) < begin; });
  std::vector<Appearance> papers;
  for (; paper != all.end() && first_digest(*paper) < end; ++paper) {
    for (const Appearance& at : paper->appearances) {
      if (at.digest == first_digest(*paper)) papers.push_back(at);
    }
  }
  std::sort(papers.begin(), papers.end(), [](const Appearance& a, const Appearance& b) {
    return a.digest != b.digest ? a.digest < b.digest : a.entry < b.entry;
  });
  return papers;
}

std::vector<Appearance> distinct_papers(const Library& library, std::size_t begin,
                                        std::size_t end) {
  std::vector<Appearance> papers;
  for (std::size_t d = begin; d < end; ++d) {
    const std::vector<Entry>& entries = library.digests()[d].papers;
    for (std::size_t e = 0; e < entries.size(); ++e) {
      const std::vector<Appearance>& all = library.find(entries[e].id)->appearances;
      const auto first = std::find_if(all.begin(), all.end(),
                                      [begin](const Appearance& at) { return at.digest >= begin; });
      if (first->digest == d) papers.push_back({.digest = d, .entry = e});
    }
  }
  return papers;
}

bool has_scored_paper(const PageContext& context, const std::vector<Appearance>& papers) {
  return std::any_of(papers.begin(), papers.end(),
                     [&](const Appearance& at) { return has_score(context.entry(at)); });
}

std::vector<Appearance> best_of(const PageContext& context, std::vector<Appearance> papers,
                                const BestLimits& limits) {
  if (has_scored_paper(context, papers)) {
    sort_by_score(context, papers);
  } else {
    sort_by_place(papers);
  }

  std::map<std::string, std::size_t> of_topic;
  std::vector<Appearance> best;
  for (const Appearance& at : papers) {
    if (best.size() == limits.most) break;
    const std::vector<std::size_t>& topics = context.texts.topics(at);
    const std::string topic = topics.empty() ? "" : context.config.topics[topics.front()].id;
    if (of_topic[topic]++ < limits.per_topic) best.push_back(at);
  }
  return best;
}

}  // namespace broadsheet::render
