#include "import/papers/json_papers.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/papers/published_paper.h"
#include "import/source/field_values.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

constexpr double kMostScore = 1000;  // of both ratings together, as our format allows

/// Members that may state the paper's id.
constexpr std::array<std::string_view, 3> kIdKeys = {"arxiv_id", "ARXIVID", "id"};

/// Whether a member states nothing but the paper's id; `key` is in lower case.
bool is_id(const json::Node& member, std::string_view key) {
  return key == "arxiv_id" || key == "arxivid" || (key == "id" && stated_id(member.text()));
}

/// One paper while its members are read.
class PaperReader {
 public:
  PaperReader(const JsonValueReader& values, SourceKind kind, Entry& entry)
      : values_(values), kind_(kind), entry_(entry) {}

  void read(const json::Node& member) {
    const std::string key = lower_ascii(member.key());
    if (!seen_.insert(key).second) {
      extra_.add(member.key(), member.value());
    } else if (!read_text(member, key) && !read_rating(member, key) && !is_id(member, key) &&
               !is_empty(member)) {
      extra_.add(member.key(), member.value());
    }
  }

  bool has_title() const { return !text::clean_line(paper_.title).empty(); }

  TextRepairs finish() {
    if (!entry_.score && entry_.relevance && entry_.novelty)
      entry_.score = *entry_.relevance + *entry_.novelty;
    std::set<std::string> known;
    if (!primary_topic_.empty()) matched_topics_.insert(matched_topics_.begin(), primary_topic_);
    for (std::string& topic : matched_topics_) {
      if (known.insert(topic).second) entry_.topics.push_back(std::move(topic));
    }
    entry_.extra = std::move(extra_);
    return fill_entry(std::move(paper_), entry_);
  }

 private:
  bool read_text(const json::Node& member, std::string_view key) {
    if (key == "title") {
      paper_.title = values_.text(member, extra_);
    } else if (key == "authors") {
      paper_.authors = values_.texts(member, extra_, split_names);
    } else if (key == "abstract") {
      paper_.abstract = values_.text(member, extra_);
    } else if (key == "comment") {
      paper_.comment = values_.text(member, extra_);
    } else if (key == "categories") {
      entry_.categories = values_.texts(member, extra_, split_at_commas);
    } else if (key == "primary_topic_id") {
      primary_topic_ = text::clean_line(values_.text(member, extra_));
    } else if (key == "matched_topic_ids") {
      matched_topics_ = values_.texts(member, extra_, split_at_commas);
    } else if (key == "hotspot_paper_comment" && kind_ == SourceKind::HotspotPapers) {
      entry_.spotlight.comment = values_.text(member, extra_);
    } else {
      return false;
    }
    return true;
  }

  bool read_rating(const json::Node& member, std::string_view key) {
    if (key == "relevance") {
      entry_.relevance = values_.score(member, 10, extra_);
    } else if (key == "novelty") {
      entry_.novelty = values_.score(member, 10, extra_);
    } else if (key == "score") {
      entry_.score = values_.score(member, kMostScore, extra_);
    } else {
      return false;
    }
    return true;
  }

  const JsonValueReader& values_;
  const SourceKind kind_;
  Entry& entry_;
  PublishedPaper paper_;
  std::string primary_topic_;
  std::vector<std::string> matched_topics_;
  json::Object extra_;
  std::set<std::string> seen_;  ///< keys in lower case
};

/// The id of a paper; std::nullopt, with an error, if it is not one of arXiv.
std::optional<StatedId> id_of(const json::Node& paper, const JsonValueReader& values) {
  if (!paper.is(json::Kind::Object)) {
    values.error(paper, "a paper should be an object, not " + kind_of(paper));
    return std::nullopt;
  }
  std::optional<StatedId> id = stated_id(id_text(paper));
  if (!id) {
    values.error(paper, "'" + text::clean(id_text(paper).substr(0, 40)) +
                            "' is not an arXiv id; the paper is left out");
    return std::nullopt;
  }
  for (const std::string_view key : kIdKeys) {
    const std::optional<json::Node> value = paper.find(key);
    if (!value || value->text().empty()) continue;
    const std::optional<StatedId> stated = stated_id(value->text());
    if (!stated || stated->id != id->id) {
      values.warning(*value, "the paper's key is " + id->id.str() + " but it states " +
                                 text::clean(value->text().substr(0, 40)) + "; the key is used");
    } else if (id->version == 0) {
      id->version = stated->version;
    }
  }
  return id;
}

}  // namespace

std::string_view id_text(const json::Node& paper) {
  if (!paper.key().empty()) return paper.key();
  for (const std::string_view key : kIdKeys) {
    const std::optional<json::Node> value = paper.find(key);
    if (value && !value->text().empty()) return value->text();
  }
  return {};
}

bool read_papers(const json::Node& papers, const JsonValueReader& values, ParsedSource& source) {
  // No papers at all are more likely a damaged file than an empty day.
  const bool listed = papers.is(json::Kind::List) && !is_empty(papers);
  if (!papers.is(json::Kind::Object) && !listed) {
    values.error(papers, "the papers should be an object by id, not " + kind_of(papers));
    return false;
  }
  for (const json::Node value : papers) {
    const std::optional<StatedId> id = id_of(value, values);
    if (!id) continue;
    if (source.lines.count(id->id) > 0) {
      values.warning(value, "the paper " + id->id.str() + " appears twice; the first one is used");
      continue;
    }
    Entry entry{.id = id->id};
    entry.version = id->version;
    PaperReader paper(values, source.kind, entry);
    for (const json::Node member : value) paper.read(member);
    if (!paper.has_title()) {
      values.error(value, "the paper " + id->id.str() + " has no title; it is left out");
      continue;
    }
    note_repairs(paper.finish(), entry.id, source);
    source.lines.emplace(entry.id, value.where().line);
    source.digest.papers.push_back(std::move(entry));
  }
  return true;
}

}  // namespace broadsheet::importer
