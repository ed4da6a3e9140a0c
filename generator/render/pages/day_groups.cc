#include "render/pages/day_groups.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "render/parts/paper_parts.h"

namespace broadsheet::render {
namespace {

std::string band_note(const PageContext& context, Band band, bool has_match, std::size_t papers) {
  const theme::Words& words = context.words;
  const std::string lead = words.number(context.bands.lead());
  const std::string major = words.number(context.bands.major());
  std::string scores;
  if (band == Band::Lead) {
    scores =
        words.fill(has_match ? "band.lead_and_authors" : "band.lead_scores", {{"score", lead}});
  } else if (band == Band::Major) {
    const bool one = context.bands.lead() - context.bands.major() == 1;
    scores = words.fill(one ? "band.major_score" : "band.major_scores",
                        {{"score", major}, {"below", lead}});
  } else {
    scores = words.fill("band.minor_scores", {{"below", major}});
  }
  return scores + " · " + words.count("papers", static_cast<std::int64_t>(papers));
}

std::vector<PaperGroup> groups_by_score(const PageContext& context, std::size_t digest) {
  std::vector<PaperGroup> groups;
  const std::vector<Appearance> papers = papers_by_band(context, digest);
  for (std::size_t begin = 0, end = 0; begin < papers.size(); begin = end) {
    const Band band = context.band_of(papers[begin]);
    while (end < papers.size() && context.band_of(papers[end]) == band) ++end;
    const bool has_match = is_author_match(context.entry(papers[begin]));
    const std::string name(band_name(band));
    groups.push_back({.name = name,
                      .label = context.words("band." + name),
                      .note = band_note(context, band, has_match, end - begin),
                      .papers = {papers.begin() + static_cast<std::ptrdiff_t>(begin),
                                 papers.begin() + static_cast<std::ptrdiff_t>(end)}});
  }
  return groups;
}

// In the order of config.yaml; papers without a topic last.
std::vector<PaperGroup> groups_by_topic(const PageContext& context, std::size_t digest) {
  std::vector<PaperGroup> groups;
  const auto add = [&](std::string_view id, const std::string& name, const std::string& label) {
    PaperGroup group{.name = "topic-" + name, .label = label, .note = {}, .papers = {}};
    for (const Appearance& at : published_papers(context, digest)) {
      if (topic_id(context, at) == id) group.papers.push_back(at);
    }
    if (group.papers.empty()) return;
    group.note = context.words.count("papers", std::ssize(group.papers));
    groups.push_back(std::move(group));
  };
  for (const config::TopicConfig& topic : context.config.topics) {
    add(topic.id, topic.id, topic.label);
  }
  add(kNoTopic, "none", other_topics_label(context, digest));
  return groups;
}

// In the order in which the day names them; papers without a section last. Within a section the
// papers are in the order that the page would have without sections.
std::vector<PaperGroup> groups_by_section(const PageContext& context,
                                          const std::vector<Appearance>& papers) {
  std::vector<PaperGroup> groups;
  std::map<std::string_view, std::size_t> places;
  PaperGroup others{.name = "section-none",
                    .label = context.words("day.other_sections"),
                    .note = {},
                    .papers = {}};
  for (const Entry& entry : context.library.digests()[papers.front().digest].papers) {
    if (entry.section.empty() || !places.try_emplace(entry.section, groups.size()).second) continue;
    groups.push_back({.name = "section-" + std::to_string(groups.size() + 1),
                      .label = entry.section,
                      .note = {},
                      .papers = {}});
  }
  for (const Appearance& at : papers) {
    const std::string& section = context.entry(at).section;
    PaperGroup& group = section.empty() ? others : groups[places.at(section)];
    group.papers.push_back(at);
  }
  if (!others.papers.empty()) groups.push_back(std::move(others));
  for (PaperGroup& group : groups) {
    group.note = context.words.count("papers", std::ssize(group.papers));
  }
  return groups;
}

// By score or topic, as config.yaml asks.
std::vector<PaperGroup> configured_groups(const PageContext& context, std::size_t digest) {
  switch (context.config.day.group) {
    case config::DayGroup::Score:
      if (context.is_scored(digest)) return groups_by_score(context, digest);
      break;
    case config::DayGroup::Topic:
      return groups_by_topic(context, digest);
    case config::DayGroup::None:
      break;
  }
  std::vector<Appearance> papers = published_papers(context, digest);
  if (papers.empty()) return {};
  return {{.name = {}, .label = {}, .note = {}, .papers = std::move(papers)}};
}

}  // namespace

std::string other_topics_label(const PageContext& context, std::size_t digest) {
  const std::vector<Entry>& entries = context.library.digests()[digest].papers;
  const bool has_match = std::any_of(entries.begin(), entries.end(), is_author_match);
  return context.words(has_match ? "day.author_or_other" : "day.other_topics");
}

std::vector<PaperGroup> day_groups(const PageContext& context, std::size_t digest) {
  std::vector<PaperGroup> groups = configured_groups(context, digest);
  const std::vector<Entry>& entries = context.library.digests()[digest].papers;
  const bool has_sections = std::any_of(entries.begin(), entries.end(),
                                        [](const Entry& entry) { return !entry.section.empty(); });
  if (!has_sections || groups.empty()) return groups;
  std::vector<Appearance> papers;
  for (const PaperGroup& group : groups) {
    papers.insert(papers.end(), group.papers.begin(), group.papers.end());
  }
  return groups_by_section(context, papers);
}

}  // namespace broadsheet::render
