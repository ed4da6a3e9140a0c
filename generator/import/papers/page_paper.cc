#include "import/papers/page_paper.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"
#include "import/papers/published_paper.h"
#include "import/source/field_values.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr std::array<std::string_view, 9> kLabels = {"ArXiv ID",    "Primary Topic", "Also Matches",
                                                     "Authors",     "Abstract",      "Comment",
                                                     "Topic Match", "Relevance",     "Novelty"};

/// Labels contain commas themselves: known ones are matched first, the longest of them.
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

/// The labelled texts of one paper.
class FieldReader {
 public:
  FieldReader(const std::vector<std::string>& topics, const Location& where, Diagnostics& problems)
      : topics_(topics), where_(where), problems_(problems) {}

  void read(const std::string& given, const std::string& text, Entry& entry) {
    const std::string_view label = paper_label(given);
    if (label == "Authors") {
      paper_.authors = split_at_commas(text);
    } else if (label == "Abstract") {
      add(paper_.abstract, text);
    } else if (label == "Comment") {
      add(paper_.comment, text);
    } else if (label == "Relevance") {
      entry.relevance = score_of(given, text, entry.extra);
    } else if (label == "Novelty") {
      entry.novelty = score_of(given, text, entry.extra);
    } else if (label == "Primary Topic") {
      const std::string topic = text::clean_line(text);
      if (topic.empty()) return;
      if (!primary_.empty()) also_.push_back(primary_);
      primary_ = topic;
      entry.extra.set("PRIMARY_TOPIC_LABEL", topic);
    } else if (label == "Also Matches") {
      for (std::string& topic : split_labels(text::clean_line(text), topics_)) {
        also_.push_back(std::move(topic));
      }
    } else if (label != "ArXiv ID" && !text.empty()) {
      entry.extra.set(label == "Topic Match" ? "TOPIC_MATCH_COMMENT" : given, text::clean(text));
    }
  }

  TextRepairs finish(const std::string& title, Entry& entry) {
    std::set<std::string> known;
    if (!primary_.empty()) also_.insert(also_.begin(), primary_);
    for (std::string& topic : also_) {
      if (known.insert(topic).second) entry.topics.push_back(std::move(topic));
    }
    if (!entry.topics.empty()) entry.extra.set("MATCHED_TOPIC_LABELS", entry.topics);
    if (entry.relevance && entry.novelty) entry.score = *entry.relevance + *entry.novelty;
    paper_.title = title;
    return fill_entry(std::move(paper_), entry);
  }

 private:
  /// A field that appears twice loses nothing.
  static void add(std::string& field, const std::string& text) {
    if (!field.empty() && !text.empty()) field += "\n\n";
    field += text;
  }

  std::optional<double> score_of(const std::string& label, const std::string& text,
                                 json::Object& extra) {
    if (trimmed(text).empty()) return std::nullopt;
    const std::optional<double> score = stated_score(text);
    if (score && *score <= 10) return score;
    problems_.error(where_, label + " should be a number from 0 to 10, not '" +
                                text::shorten(text::clean_line(text), 40) +
                                "'; it is kept in 'extra'");
    extra.set(label, text::clean_line(text));
    return std::nullopt;
  }

  const std::vector<std::string>& topics_;
  const Location& where_;
  Diagnostics& problems_;
  PublishedPaper paper_;
  std::string primary_;            ///< topic
  std::vector<std::string> also_;  ///< topics
};

}  // namespace

std::string_view paper_label(std::string_view label) {
  const std::string lowered = lower_ascii(label);
  const auto* known = std::find_if(kLabels.begin(), kLabels.end(), [&](std::string_view one) {
    return lower_ascii(one) == lowered;
  });
  return known == kLabels.end() ? std::string_view() : *known;
}

void add_page_paper(const PagePaper& paper, const std::vector<std::string>& topics,
                    ParsedSource& source, Diagnostics& problems) {
  const Location where{source.digest.path, paper.line, 0};
  std::string stated = paper.id;
  for (const auto& [label, text] : paper.fields) {
    if (paper_label(label) == "ArXiv ID") stated = text::collapse_space(text);
  }
  const std::optional<StatedId> id = stated_id(stated);
  if (!id) {
    problems.error(where, "'" + text::shorten(text::clean(stated), 40) +
                              "' is not an arXiv id; the paper is left out");
    return;
  }
  if (source.lines.count(id->id) > 0) {
    problems.warning(where, "the paper " + id->id.str() + " appears twice; the first one is used");
    return;
  }
  if (text::collapse_space(paper.title).empty()) {
    problems.error(where, "the paper " + id->id.str() + " has no title; it is left out");
    return;
  }

  Entry entry{.id = id->id};
  entry.version = id->version;
  FieldReader fields(topics, where, problems);
  for (const auto& [label, text] : paper.fields) fields.read(label, text, entry);
  note_repairs(fields.finish(paper.title, entry), entry.id, source);
  source.lines.emplace(entry.id, paper.line);
  source.digest.papers.push_back(std::move(entry));
}

void check_totals(const ParsedSource& source, std::size_t listed, Diagnostics& problems) {
  const Location where{source.digest.path, source.header_line, 0};
  const std::size_t papers = source.digest.papers.size();
  const std::optional<std::int64_t> selected = source.digest.counts.selected;
  if (selected && static_cast<std::size_t>(*selected) != papers) {
    problems.warning(where, "the page states " + std::to_string(*selected) +
                                " relevant papers but shows " + std::to_string(papers));
  }
  if (listed > 0 && listed != papers) {
    problems.warning(where, "the table of contents lists " + std::to_string(listed) +
                                " papers, the page shows " + std::to_string(papers));
  }
}

}  // namespace broadsheet::importer
