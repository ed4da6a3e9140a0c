#include "ingest/page_paper.h"

#include <algorithm>
#include <array>
#include <map>

#include "ingest/json_write.h"
#include "ingest/kept_json.h"
#include "ingest/old_paper.h"
#include "ingest/text_rules.h"
#include "text/utf8.h"

namespace broadsheet::ingest {
namespace {

constexpr std::array<std::string_view, 9> kLabels = {"ArXiv ID",    "Primary Topic", "Also Matches",
                                                     "Authors",     "Abstract",      "Comment",
                                                     "Topic Match", "Relevance",     "Novelty"};

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string name = text::collapse_space(text.substr(0, comma));
    if (!name.empty()) names.push_back(std::move(name));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return names;
}

/// Labels hold commas themselves: known ones are taken whole, the longest first.
std::vector<std::string> split_labels(std::string_view text, std::vector<std::string> known) {
  std::sort(known.begin(), known.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  std::vector<std::string> labels;
  while (!text.empty()) {
    std::size_t length = text.size();
    for (const std::string& label : known) {
      if (text.starts_with(label) && (text.size() == label.size() || text[label.size()] == ',')) {
        length = label.size();
        break;
      }
    }
    labels.push_back(text::collapse_space(text.substr(0, length)));
    text.remove_prefix(length);
    while (!text.empty() && (text.front() == ',' || text.front() == ' ')) text.remove_prefix(1);
  }
  return labels;
}

std::string labels_json(const std::vector<std::string>& labels) {
  std::string json;
  for (const std::string& label : labels) json += (json.empty() ? "[" : ",") + quoted_json(label);
  return json + "]";
}

std::optional<double> score_of(const std::string& name, const std::string& text,
                               const Location& where, Diagnostics& problems) {
  const std::string bare = text::collapse_space(text);
  const bool digits =
      !bare.empty() && bare.size() <= 2 &&
      std::all_of(bare.begin(), bare.end(), [](char c) { return c >= '0' && c <= '9'; });
  const int score = digits ? std::stoi(bare) : -1;
  if (score >= 0 && score <= 10) return score;
  problems.error(where, name + " should be a number from 0 to 10, not '" +
                            text::shorten(clean(bare), 40) + "'; it is left out");
  return std::nullopt;
}

}  // namespace

bool is_paper_label(std::string_view label) {
  return std::find(kLabels.begin(), kLabels.end(), label) != kLabels.end();
}

void add_page_paper(const PagePaper& paper, const std::vector<std::string>& topics, Found& found,
                    Diagnostics& problems) {
  const Location where{found.digest.path, paper.line, 0};
  std::string stated = paper.id;
  for (const auto& [label, text] : paper.fields) {
    if (label == "ArXiv ID") stated = text::collapse_space(text);
  }
  const std::optional<ArxivId> id = ArxivId::parse(stated);
  if (!id) {
    problems.error(where, "'" + text::shorten(clean(stated), 40) +
                              "' is not an arXiv id; the paper is left out");
    return;
  }
  if (found.lines.count(*id) > 0) {
    problems.warning(where, "the paper " + id->str() + " stands twice; the first is taken");
    return;
  }
  if (text::collapse_space(paper.title).empty()) {
    problems.error(where, "the paper " + id->str() + " has no title; it is left out");
    return;
  }

  Entry entry{.id = *id};
  entry.version = ArxivId::version_of(stated);
  OldPaper old{.title = paper.title, .authors = {}, .abstract = {}, .comment = {}};
  std::map<std::string, std::string> extra;
  for (const auto& [label, text] : paper.fields) {
    if (label == "Authors") {
      old.authors = split_names(text);
    } else if (label == "Abstract") {
      old.abstract = text;
    } else if (label == "Comment") {
      old.comment = text;
    } else if (label == "Relevance") {
      entry.relevance = score_of(label, text, where, problems);
    } else if (label == "Novelty") {
      entry.novelty = score_of(label, text, where, problems);
    } else if (label == "Primary Topic") {
      const std::string topic = clean_line(text);
      if (topic.empty()) continue;
      entry.topics.insert(entry.topics.begin(), topic);
      extra["PRIMARY_TOPIC_LABEL"] = quoted_json(topic);
    } else if (label == "Also Matches") {
      for (std::string& topic : split_labels(clean_line(text), topics)) {
        if (std::find(entry.topics.begin(), entry.topics.end(), topic) == entry.topics.end()) {
          entry.topics.push_back(std::move(topic));
        }
      }
    } else if (label == "Topic Match") {
      if (!text.empty()) extra["TOPIC_MATCH_COMMENT"] = quoted_json(clean(text));
    } else if (label != "ArXiv ID" && !text.empty()) {
      extra[label] = quoted_json(clean(text));
    }
  }
  if (!entry.topics.empty()) extra["MATCHED_TOPIC_LABELS"] = labels_json(entry.topics);
  if (entry.relevance && entry.novelty) entry.score = *entry.relevance + *entry.novelty;
  const Authors authors = settle(std::move(old), entry);
  if (authors == Authors::Mended) found.mended.insert(*id);
  if (authors == Authors::Doubtful) found.doubtful.insert(*id);
  entry.extra_json = object_of(extra);
  found.lines.emplace(*id, paper.line);
  found.digest.papers.push_back(std::move(entry));
}

void check_totals(const Found& found, std::size_t listed, Diagnostics& problems) {
  const Location where{found.digest.path, found.header_line, 0};
  const std::size_t papers = found.digest.papers.size();
  const std::optional<std::int64_t> selected = found.digest.counts.selected;
  if (selected && static_cast<std::size_t>(*selected) != papers) {
    problems.warning(where, "the page states " + std::to_string(*selected) +
                                " relevant papers but shows " + std::to_string(papers));
  }
  if (listed > 0 && listed != papers) {
    problems.warning(where, "the table of contents lists " + std::to_string(listed) +
                                " papers, the page shows " + std::to_string(papers));
  }
}

}  // namespace broadsheet::ingest
