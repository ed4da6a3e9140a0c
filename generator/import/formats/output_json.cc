#include "import/formats/output_json.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "import/formats/field_values.h"
#include "import/formats/old_paper.h"
#include "import/formats/page_header.h"
#include "json/writer.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

bool is_empty(const json::JsonValue& value) {
  switch (value.kind()) {
    case json::JsonKind::Null:
      return true;
    case json::JsonKind::Text:
      return value.text().empty();
    case json::JsonKind::List:
    case json::JsonKind::Object:
      return value.size() == 0;
    default:
      return false;
  }
}

/// Where a paper tells its id, beside the key that it stands under.
constexpr std::array<std::string_view, 3> kIdKeys = {"arxiv_id", "ARXIVID", "id"};

/// The key of the paper; in a list, which has none, the first id that the paper tells.
std::string_view id_text(const json::JsonValue& paper) {
  if (!paper.key().empty()) return paper.key();
  for (const std::string_view key : kIdKeys) {
    const std::optional<json::JsonValue> value = paper.find(key);
    if (value && !value->text().empty()) return value->text();
  }
  return {};
}

/// Whether a member, with its key in small letters, tells nothing but the paper's id.
bool is_id(const json::JsonValue& member, std::string_view key) {
  return key == "arxiv_id" || key == "arxivid" || (key == "id" && stated_id(member.text()));
}

std::string kind_of(const json::JsonValue& value) {
  return std::string(json_kind_name(value.kind()));
}

SpotlightKind spotlight_kind(std::string_view name) {
  if (name == "new_frontier") return SpotlightKind::NewFrontier;
  if (name == "daily_hot") return SpotlightKind::DailyHot;
  return SpotlightKind::Other;
}

class OldReader {
 public:
  OldReader(const json::JsonTree& tree, SourceKind kind, Diagnostics& problems)
      : tree_(tree), kind_(kind), problems_(problems) {}

  std::optional<Found> run(std::optional<Day> day) {
    const json::JsonValue root = tree_.root();
    const std::optional<json::JsonValue> meta = root.find("meta");
    if (kind_ != SourceKind::OutputJson && meta) day = date_of(*meta, day);
    if (!day) {
      problems_.error({tree_.path(), 0, 0},
                      "the day is not known; name the file like 2026-02-27-output.json");
      return std::nullopt;
    }
    Found found{.kind = kind_, .what = {}, .digest = Digest{.date = *day}};
    found.digest.path = tree_.path();
    if (kind_ == SourceKind::OutputJson) {
      if (!read_papers(root, found)) return std::nullopt;
      return found;
    }
    check_schema(root);
    if (meta && kind_ == SourceKind::DailyPapers) read_usage(*meta, found.digest);
    const std::optional<json::JsonValue> papers = root.find("papers");
    if (papers && !read_papers(*papers, found)) return std::nullopt;
    if (kind_ == SourceKind::DailyPapers) {
      order_by_topic(root, found);
    } else {
      mark_spotlights(root, found);
    }
    keep_rest(root, found.digest);
    return found;
  }

 private:
  void error(const json::JsonValue& value, std::string message) {
    tree_.error(value.where(), std::move(message), problems_);
  }
  void warning(const json::JsonValue& value, std::string message) {
    tree_.warning(value.where(), std::move(message), problems_);
  }

  void check_schema(const json::JsonValue& root) {
    const std::int64_t known = kind_ == SourceKind::DailyPapers ? 2 : 1;
    const std::optional<json::JsonValue> version = root.find("schema_version");
    if (!version || version->integer().value_or(0) <= known) return;
    warning(*version, "schema version " + std::to_string(*version->integer()) +
                          " is not known; the file is read as version " + std::to_string(known));
  }

  std::optional<Day> date_of(const json::JsonValue& meta, std::optional<Day> named) {
    const std::optional<json::JsonValue> value = meta.find("date");
    if (!value) return named;
    const std::optional<Day> date = Day::parse(value->text());
    if (!date) {
      error(*value, "'date' should be a day like \"2026-02-27\"");
      return named;
    }
    if (named && *named != *date) {
      warning(*value, "the file is named for " + named->str() + " but says " + date->str() +
                          ", which is taken");
    }
    return date;
  }

  /// The member as text; when it is something else it is reported, and kept in `extra`.
  std::string text_of(const json::JsonValue& value, json::CompactObject& extra) {
    if (value.is(json::JsonKind::Text)) return text::clean(value.text());
    if (!value.is(json::JsonKind::Null)) {
      error(value, "'" + text::clean(value.key()) + "' should be text, not " + kind_of(value));
      extra.add_raw(value.key(), compact_json(value));
    }
    return {};
  }

  /// A list of texts. One text is parted by `split`, and an author may be an object with a name; a
  /// list that says more than the texts is kept in `extra`.
  std::vector<std::string> texts_of(const json::JsonValue& list, json::CompactObject& extra,
                                    std::vector<std::string> (*split)(std::string_view)) {
    std::vector<std::string> texts;
    if (list.is(json::JsonKind::Text)) return split(text::clean(list.text()));
    if (list.is(json::JsonKind::Null)) return texts;
    bool all_told = list.is(json::JsonKind::List);
    if (!all_told) {
      error(list,
            "'" + text::clean(list.key()) + "' should be a list of text, not " + kind_of(list));
    } else {
      for (const json::JsonValue value : list) {
        const std::optional<json::JsonValue> name = value.find("name");
        const bool named = name && name->is(json::JsonKind::Text);
        all_told = all_told && (value.is(json::JsonKind::Text) || (named && value.size() == 1));
        if (value.is(json::JsonKind::Text) || named) {
          texts.push_back(text::clean_line(named ? name->text() : value.text()));
        } else {
          error(value, "this should be text, not " + kind_of(value));
        }
      }
    }
    if (!all_told) extra.add_raw(list.key(), compact_json(list));
    return texts;
  }

  /// A score; one that was written as text ("8") is taken too, any other is kept in `extra`.
  std::optional<double> score_of(const json::JsonValue& value, double most,
                                 json::CompactObject& extra) {
    if (is_empty(value)) return std::nullopt;
    const std::optional<double> score =
        value.is(json::JsonKind::Number) ? value.number() : stated_score(value.text());
    if (score && *score >= 0 && *score <= most) return score;
    error(value, text::clean(value.key()) + " should be a number from 0 to " +
                     json::json_number(most) + "; it is kept in 'extra'");
    extra.add_raw(value.key(), compact_json(value));
    return std::nullopt;
  }

  /// False when there are no papers at all: better no day than an empty one. Papers stand in an
  /// object by id, or in a list where each tells its id.
  bool read_papers(const json::JsonValue& papers, Found& found) {
    const bool listed = papers.is(json::JsonKind::List) && papers.size() > 0;
    if (!papers.is(json::JsonKind::Object) && !listed) {
      error(papers, "the papers should be an object by id, not " + kind_of(papers));
      return false;
    }
    std::set<ArxivId> ids;
    for (const json::JsonValue paper : papers) {
      const std::optional<StatedId> stated = id_of(paper);
      if (!stated) continue;
      const ArxivId& id = stated->id;
      if (!ids.insert(id).second) {
        warning(paper, "the paper " + id.str() + " stands twice; the first is taken");
        continue;
      }
      Entry entry{.id = id};
      entry.version = stated->version;
      if (!read_paper(paper, entry, found)) continue;
      found.digest.papers.push_back(std::move(entry));
      found.lines.emplace(id, paper.where().line);
    }
    return true;
  }

  std::optional<StatedId> id_of(const json::JsonValue& paper) {
    if (!paper.is(json::JsonKind::Object)) {
      error(paper, "a paper should be an object, not " + kind_of(paper));
      return std::nullopt;
    }
    std::optional<StatedId> id = stated_id(id_text(paper));
    if (!id) {
      error(paper, "'" + text::clean(id_text(paper).substr(0, 40)) +
                       "' is not an arXiv id; the paper is left out");
      return std::nullopt;
    }
    for (const std::string_view key : kIdKeys) {
      const std::optional<json::JsonValue> value = paper.find(key);
      if (!value || value->text().empty()) continue;
      const std::optional<StatedId> stated = stated_id(value->text());
      if (!stated || stated->id != id->id) {
        warning(*value, "the paper stands under " + id->id.str() + " but says " +
                            text::clean(value->text().substr(0, 40)) + "; the first is taken");
      } else if (id->version == 0) {
        id->version = stated->version;
      }
    }
    return id;
  }

  /// What the members of a paper are gathered in.
  struct Members {
    OldPaper old;
    std::string primary;               ///< topic
    std::vector<std::string> matched;  ///< topics
    json::CompactObject extra;
    std::set<std::string> seen;  ///< keys in small letters
  };

  /// Keys are told whatever their case; one that stands twice so, or is not ours, goes to `extra`.
  void read_member(const json::JsonValue& member, Entry& entry, Members& into) {
    const std::string key = lower_ascii(member.key());
    const bool first = into.seen.insert(key).second;
    if (!first) {
      into.extra.add_raw(member.key(), compact_json(member));
    } else if (key == "title") {
      into.old.title = text_of(member, into.extra);
    } else if (key == "authors") {
      into.old.authors = texts_of(member, into.extra, split_names);
    } else if (key == "abstract") {
      into.old.abstract = text_of(member, into.extra);
    } else if (key == "comment") {
      into.old.comment = text_of(member, into.extra);
    } else if (key == "relevance") {
      entry.relevance = score_of(member, 10, into.extra);
    } else if (key == "novelty") {
      entry.novelty = score_of(member, 10, into.extra);
    } else if (key == "score") {
      entry.score = score_of(member, 1000, into.extra);
    } else if (key == "categories") {
      entry.categories = texts_of(member, into.extra, split_at_commas);
    } else if (key == "primary_topic_id") {
      into.primary = text::clean_line(text_of(member, into.extra));
    } else if (key == "matched_topic_ids") {
      into.matched = texts_of(member, into.extra, split_at_commas);
    } else if (key == "hotspot_paper_comment" && kind_ == SourceKind::HotspotPapers) {
      entry.spotlight.comment = text_of(member, into.extra);
    } else if (!is_id(member, key) && !is_empty(member)) {
      into.extra.add_raw(member.key(), compact_json(member));
    }
  }

  bool read_paper(const json::JsonValue& paper, Entry& entry, Found& found) {
    Members members;
    for (const json::JsonValue member : paper) read_member(member, entry, members);
    if (text::clean_line(members.old.title).empty()) {
      error(paper, "the paper " + entry.id.str() + " has no title; it is left out");
      return false;
    }
    if (!entry.score && entry.relevance && entry.novelty)
      entry.score = *entry.relevance + *entry.novelty;
    if (!members.primary.empty()) entry.topics.push_back(members.primary);
    for (std::string& topic : members.matched) {
      if (!topic.empty() &&
          std::find(entry.topics.begin(), entry.topics.end(), topic) == entry.topics.end()) {
        entry.topics.push_back(std::move(topic));
      }
    }
    const Authors authors = settle(std::move(members.old), entry);
    if (authors == Authors::Mended) found.mended.insert(entry.id);
    if (authors == Authors::Doubtful) found.doubtful.insert(entry.id);
    entry.extra_json = members.extra.str();
    return true;
  }

  void read_usage(const json::JsonValue& meta, Digest& digest) {
    const std::optional<json::JsonValue> usage = meta.find("usage");
    if (!usage) return;
    const auto count = [&](std::string_view key) -> std::optional<std::int64_t> {
      const std::optional<json::JsonValue> value = usage->find(key);
      if (!value || value->is(json::JsonKind::Null)) return std::nullopt;
      const std::optional<std::int64_t> number =
          value->is(json::JsonKind::Text) ? read_count(value->text()) : value->integer();
      if (number && *number >= 0) return number;
      error(*value, "'" + std::string(key) + "' should be a whole number from 0");
      return std::nullopt;
    };
    const auto cost = [&](std::string_view key) -> std::optional<double> {
      const std::optional<json::JsonValue> value = usage->find(key);
      if (!value || value->is(json::JsonKind::Null)) return std::nullopt;
      if (value->is(json::JsonKind::Number) && value->number() >= 0) return value->number();
      if (const std::optional<double> read = read_cost(value->text())) return read;
      error(*value, "'" + std::string(key) + "' should be a number from 0");
      return std::nullopt;
    };
    if (const std::optional<json::JsonValue> model = usage->find("model")) {
      if (!model->is(json::JsonKind::Text) && !model->is(json::JsonKind::Null))
        error(*model, "'model' should be text, not " + kind_of(*model));
      digest.model = text::clean_line(model->text());
    }
    digest.usage.prompt_tokens = count("prompt_tokens");
    digest.usage.completion_tokens = count("completion_tokens");
    digest.usage.prompt_cost = cost("prompt_cost");
    digest.usage.completion_cost = cost("completion_cost");
    digest.counts.announced = count("total_arxiv_papers");
    digest.counts.scanned = count("total_scanned_papers");
    digest.counts.selected = count("total_relevant_papers");
  }

  /// Papers in the order of their places; those without one behind, in file order.
  static void sort_by_place(const std::map<ArxivId, std::size_t>& place,
                            std::vector<Entry>& papers) {
    const auto rank = [&](const Entry& entry) {
      const auto at = place.find(entry.id);
      return at == place.end() ? place.size() : at->second;
    };
    std::stable_sort(papers.begin(), papers.end(),
                     [&](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
  }

  /// Calls `take(section, id)` for each paper that the sections of `key` name.
  void each_in_sections(const json::JsonValue& root, std::string_view key, const Found& found,
                        const std::function<void(const json::JsonValue&, const ArxivId&)>& take) {
    const std::optional<json::JsonValue> sections = root.find(key);
    if (!sections || !sections->is(json::JsonKind::List)) return;
    for (const json::JsonValue section : *sections) {
      const std::optional<json::JsonValue> ids = section.find("paper_ids");
      if (!ids || !ids->is(json::JsonKind::List)) continue;
      for (const json::JsonValue value : *ids) {
        const std::optional<StatedId> id = stated_id(value.text());
        if (id && found.lines.count(id->id) > 0) {
          take(section, id->id);
        } else {
          warning(value, "the section names '" + text::clean(value.text().substr(0, 40)) +
                             "', which is not among the papers");
        }
      }
    }
  }

  /// The page's order: topic by topic; papers that no section names stay behind, in file order.
  void order_by_topic(const json::JsonValue& root, Found& found) {
    std::map<ArxivId, std::size_t> place;
    each_in_sections(root, "topic_sections", found, [&](const json::JsonValue&, const ArxivId& id) {
      place.try_emplace(id, place.size());
    });
    const std::optional<json::JsonValue> sections = root.find("topic_sections");
    found.by_topic = sections && sections->is(json::JsonKind::List) && sections->size() > 0;
    sort_by_place(place, found.digest.papers);
  }

  /// Kind and label come from the section that lists the paper; the order too.
  void mark_spotlights(const json::JsonValue& root, Found& found) {
    std::map<ArxivId, std::size_t> place;
    std::map<ArxivId, std::pair<SpotlightKind, std::string>> marks;
    each_in_sections(
        root, "sections", found, [&](const json::JsonValue& section, const ArxivId& id) {
          const std::optional<json::JsonValue> kind = section.find("kind");
          const std::optional<json::JsonValue> label = section.find("label");
          place.try_emplace(id, place.size());
          marks.try_emplace(id, spotlight_kind(kind ? kind->text() : std::string_view()),
                            label ? text::clean_line(label->text()) : std::string());
        });
    for (Entry& entry : found.digest.papers) {
      const auto mark = marks.find(entry.id);
      entry.spotlight.kind = mark == marks.end() ? SpotlightKind::Other : mark->second.first;
      if (mark != marks.end()) entry.spotlight.label = mark->second.second;
    }
    sort_by_place(place, found.digest.papers);
  }

  /// All of the file that is not a paper and not told by other fields, under the file's kind.
  void keep_rest(const json::JsonValue& root, Digest& digest) {
    json::CompactObject kept;
    for (const json::JsonValue member : root) {
      const std::string_view key = member.key();
      if (key == "papers" || is_empty(member)) continue;
      if (key == "meta") {
        json::CompactObject meta;
        for (const json::JsonValue fact : member) {
          if (fact.key() != "date" && fact.key() != "usage" && !is_empty(fact)) {
            meta.add_raw(fact.key(), compact_json(fact));
          }
        }
        if (!meta.empty()) kept.add_raw("meta", meta.str());
      } else if ((key == "topic_sections" || key == "sections") &&
                 member.is(json::JsonKind::List)) {
        std::string list;
        for (const json::JsonValue section : member) {
          json::CompactObject facts;
          for (const json::JsonValue fact : section) {
            if (fact.key() != "paper_ids") facts.add_raw(fact.key(), compact_json(fact));
          }
          if (facts.empty()) continue;
          list += (list.empty() ? "" : ",") + facts.str();
        }
        if (!list.empty()) kept.add_raw(key, "[" + list + "]");
      } else {
        kept.add_raw(key, compact_json(member));
      }
    }
    json::CompactObject extra;
    if (!kept.empty()) extra.add_raw(source_name(kind_), kept.str());
    digest.extra_json = extra.str();
  }

  const json::JsonTree& tree_;
  const SourceKind kind_;
  Diagnostics& problems_;
};

}  // namespace

std::string_view source_name(SourceKind kind) {
  switch (kind) {
    case SourceKind::OurDigest:
      return "digest";
    case SourceKind::OutputJson:
      return "output_json";
    case SourceKind::DailyPapers:
      return "daily_papers_json";
    case SourceKind::HotspotPapers:
      return "hotspot_papers_json";
    case SourceKind::Markdown:
      return "markdown";
    case SourceKind::Page:
      return "page";
  }
  return "";
}

std::optional<SourceKind> source_named(std::string_view name) {
  for (const SourceKind kind :
       {SourceKind::OurDigest, SourceKind::OutputJson, SourceKind::DailyPapers,
        SourceKind::HotspotPapers, SourceKind::Markdown, SourceKind::Page}) {
    if (source_name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::optional<SourceKind> recognise_json(const json::JsonTree& tree) {
  const json::JsonValue root = tree.root();
  if (!root.is(json::JsonKind::Object) && !root.is(json::JsonKind::List)) return std::nullopt;
  if (root.find("format") || (root.find("date") && root.find("papers")))
    return SourceKind::OurDigest;
  if (root.find("meta") && root.find("papers")) {
    if (root.find("topic_sections") || root.find("topic_order")) return SourceKind::DailyPapers;
    if (root.find("sections")) return SourceKind::HotspotPapers;
    return std::nullopt;
  }
  // A few strange members among papers are told one by one; without papers it is something else.
  bool papers = root.is(json::JsonKind::Object) && root.size() == 0;
  for (const json::JsonValue member : root) {
    papers = papers || (member.is(json::JsonKind::Object) && stated_id(id_text(member)));
  }
  if (!papers) return std::nullopt;
  return SourceKind::OutputJson;
}

std::optional<Found> read_old_json(const json::JsonTree& tree, SourceKind kind,
                                   std::optional<Day> day, Diagnostics& problems) {
  return OldReader(tree, kind, problems).run(day);
}

}  // namespace broadsheet::importer
