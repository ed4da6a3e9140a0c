#include "content/digest_json.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "json/shapes.h"
#include "json/tree.h"
#include "json/writer.h"
#include "text/cleanup.h"

namespace broadsheet::content {
namespace {

constexpr double kMostScore = 1000;

using Names = json::JsonShapes::Names;

const Names kDayKeys = {"format", "date",     "status", "status_reason", "sample",
                        "model",  "usage",    "counts", "prompt",        "unanswered",
                        "papers", "verdicts", "extra"};
const Names kUsageKeys = {"prompt_tokens",   "completion_tokens",   "cached_tokens",
                          "prompt_cost_usd", "completion_cost_usd", "cached_cost_usd"};
const Names kCountKeys = {"announced", "scanned", "selected"};
const Names kPaperKeys = {"id",
                          "version",
                          "title",
                          "authors",
                          "abstract",
                          "categories",
                          "comment",
                          "relevance",
                          "novelty",
                          "score",
                          "chosen_by",
                          "topics",
                          "spotlight",
                          "doi",
                          "journal_reference",
                          "author_comment",
                          "licence",
                          "announce_type",
                          "source",
                          "extra"};
const Names kSpotlightKeys = {"kind", "label", "comment"};
const Names kStatuses(kDayStatusNames.begin(), kDayStatusNames.end());
const Names kChoosers(kChosenByNames.begin(), kChosenByNames.end());
const Names kSpotlightKinds(kSpotlightKindNames.begin(), kSpotlightKindNames.end());
const Names kAnnounceTypes = {"new", "cross", "replace", "replace-cross"};

bool is_prompt_name(std::string_view name) {
  if (name.empty() || name.size() > 100 || name.front() == '.') return false;
  for (const char c : name) {
    const bool sign = c == '-' || c == '_' || c == '.';
    if (!sign && !is_ascii_letter(c) && !is_ascii_digit(c)) return false;
  }
  return true;
}

class Reader : private json::JsonShapes {
 public:
  Reader(const json::JsonTree& tree, Diagnostics& problems)
      : json::JsonShapes(tree, problems), tree_(tree) {}

  std::optional<Digest> run() {
    const json::JsonValue root = tree_.root();
    if (!root.is(json::JsonKind::Object)) {
      error(root, "a digest is an object, not " + std::string(json_kind_name(root.kind())));
      return std::nullopt;
    }
    if (!check_format(root)) return std::nullopt;
    const std::optional<Day> date = read_date(root);
    Digest digest{.date = date.value_or(Day(1, 1, 1))};
    digest.path = tree_.path();
    read_day(root, digest);
    tell_rest();
    if (errors() > 0) return std::nullopt;
    return digest;
  }

 private:
  bool check_format(const json::JsonValue& root) {
    const std::optional<json::JsonValue> format = root.find("format");
    if (!format) {
      error(root, "the key 'format' is missing; digests of this version say \"format\": 1");
      return false;
    }
    const std::optional<std::int64_t> number = format->integer();
    if (!number || *number < 1) {
      error(*format, "'format' should be the number 1");
      return false;
    }
    if (*number > kFormatVersion) {
      error(*format, "format " + std::to_string(*number) + " is newer than this program reads (" +
                         std::to_string(kFormatVersion) + "); use a newer broadsheet");
      return false;
    }
    return true;
  }

  std::optional<Day> read_date(const json::JsonValue& root) {
    const std::optional<json::JsonValue> value = root.find("date");
    if (!value) {
      error(root, "the key 'date' is missing");
      return std::nullopt;
    }
    if (!expect(*value, json::JsonKind::Text)) return std::nullopt;
    const std::optional<Day> date = Day::parse(value->text());
    if (!date)
      error(*value, "'date' should be an existing day as \"2026-07-14\", not " +
                        json::quoted(value->text()));
    return date;
  }

  void read_day(const json::JsonValue& root, Digest& digest) {
    json::CompactObject extra;
    if (const auto found = root.find("extra"); found && found->is(json::JsonKind::Object)) {
      for (const json::JsonValue member : *found) extra.add_raw(member.key(), compact_json(member));
    }
    const std::vector<bool> seen =
        each_member(root, kDayKeys, &extra, [&](const json::JsonValue& member, std::size_t key) {
          const std::string& name = kDayKeys[key];
          if (name == "status") {
            digest.status = static_cast<DayStatus>(read_choice(member, kStatuses));
          } else if (name == "status_reason") {
            digest.status_reason = read_text(member);
          } else if (name == "sample") {
            digest.sample = expect(member, json::JsonKind::Bool) && member.boolean();
          } else if (name == "model") {
            digest.model = read_line(member, text::kMaxNameBytes);
          } else if (name == "usage") {
            read_usage(member, digest.usage);
          } else if (name == "counts") {
            read_counts(member, digest.counts);
          } else if (name == "prompt") {
            digest.prompt = read_prompt(member);
          } else if (name == "unanswered") {
            digest.unanswered = read_lines(member, "an id without a verdict");
          } else if (name == "papers") {
            read_papers(member, digest.papers);
          } else if (name == "verdicts") {
            read_verdicts(member, digest.verdicts);
          } else if (name == "extra") {
            expect(member, json::JsonKind::Object);
          }
        });
    if (!seen[*json::index_of("papers", kDayKeys)])
      error(root, "the key 'papers' is missing; a day without papers says []");
    digest.extra_json = extra.str();
  }

  std::string read_prompt(const json::JsonValue& value) {
    if (!expect(value, json::JsonKind::Text) || value.text().empty()) return {};
    if (is_prompt_name(value.text())) return std::string(value.text());
    error(value, "a prompt is named by letters, digits, '-', '_' and '.', not " +
                     json::quoted(value.text()));
    return {};
  }

  void read_usage(const json::JsonValue& value, Usage& usage) {
    if (!expect(value, json::JsonKind::Object)) return;
    each_member(value, kUsageKeys, nullptr, [&](const json::JsonValue& member, std::size_t key) {
      constexpr double kMostCost = 1e9;
      switch (key) {
        case 0:
          usage.prompt_tokens = read_count(member);
          break;
        case 1:
          usage.completion_tokens = read_count(member);
          break;
        case 2:
          usage.cached_tokens = read_count(member);
          break;
        case 3:
          usage.prompt_cost = read_number(member, 0, kMostCost);
          break;
        case 4:
          usage.completion_cost = read_number(member, 0, kMostCost);
          break;
        default:
          usage.cached_cost = read_number(member, 0, kMostCost);
      }
    });
  }

  void read_counts(const json::JsonValue& value, Counts& counts) {
    if (!expect(value, json::JsonKind::Object)) return;
    each_member(value, kCountKeys, nullptr, [&](const json::JsonValue& member, std::size_t key) {
      (key == 0   ? counts.announced
       : key == 1 ? counts.scanned
                  : counts.selected) = read_count(member);
    });
  }

  std::optional<ArxivId> read_id(const json::JsonValue& value, std::string_view what) {
    if (!expect(value, json::JsonKind::Text)) return std::nullopt;
    const std::optional<ArxivId> id = ArxivId::parse(value.text());
    if (!id)
      error(value, json::quoted(value.text()) + " is not an arXiv id; " + std::string(what) +
                       " has one like 2607.01234");
    return id;
  }

  void read_papers(const json::JsonValue& list, std::vector<Entry>& papers) {
    if (!expect(list, json::JsonKind::List)) return;
    std::set<ArxivId> ids;
    for (const json::JsonValue value : list) {
      if (!value.is(json::JsonKind::Object)) {
        error(value, "a paper is an object, not " + std::string(json_kind_name(value.kind())));
        continue;
      }
      const std::optional<json::JsonValue> id_value = value.find("id");
      if (!id_value) error(value, "the paper has no 'id'");
      const std::optional<ArxivId> id = id_value ? read_id(*id_value, "a paper") : std::nullopt;
      if (id && !ids.insert(*id).second)
        error(*id_value, "the paper " + id->str() + " stands twice in this day");
      Entry entry{.id = id.value_or(*ArxivId::parse("0704.0001"))};
      if (id) entry.version = ArxivId::version_of(id_value->text());
      read_paper(value, entry);
      papers.push_back(std::move(entry));
    }
  }

  void read_paper(const json::JsonValue& value, Entry& entry) {
    json::CompactObject extra;
    if (const auto found = value.find("extra"); found && found->is(json::JsonKind::Object)) {
      for (const json::JsonValue member : *found) extra.add_raw(member.key(), compact_json(member));
    }
    const std::vector<bool> seen =
        each_member(value, kPaperKeys, &extra, [&](const json::JsonValue& member, std::size_t key) {
          const std::string& name = kPaperKeys[key];
          if (name == "version") {
            const std::optional<std::int64_t> version = read_count(member);
            if (version && *version > 9999)
              error(member, "version " + std::to_string(*version) + " is too large");
            if (version && *version <= 9999) entry.version = static_cast<int>(*version);
          } else if (name == "title") {
            entry.title = read_line(member, text::kMaxTitleBytes);
            if (entry.title.empty() && member.is(json::JsonKind::Text))
              error(member, "the title is empty");
          } else if (name == "authors") {
            entry.authors = read_lines(member, "an author");
          } else if (name == "abstract") {
            entry.abstract = read_text(member);
          } else if (name == "categories") {
            entry.categories = read_lines(member, "a category");
          } else if (name == "comment") {
            entry.comment = read_text(member);
          } else if (name == "relevance") {
            entry.relevance = read_number(member, 0, 10);
          } else if (name == "novelty") {
            entry.novelty = read_number(member, 0, 10);
          } else if (name == "score") {
            entry.score = read_number(member, 0, kMostScore);
          } else if (name == "chosen_by") {
            entry.chosen_by = static_cast<ChosenBy>(read_choice(member, kChoosers));
          } else if (name == "topics") {
            entry.topics = read_lines(member, "a topic");
          } else if (name == "spotlight") {
            read_spotlight(member, entry.spotlight);
          } else if (name == "doi") {
            entry.doi = read_line(member, text::kMaxNameBytes);
          } else if (name == "journal_reference") {
            entry.journal_reference = read_line(member, text::kMaxTitleBytes);
          } else if (name == "author_comment") {
            entry.author_comment = read_text(member);
          } else if (name == "licence") {
            entry.licence = read_line(member, text::kMaxNameBytes);
          } else if (name == "announce_type") {
            entry.announce_type = kAnnounceTypes[read_choice(member, kAnnounceTypes)];
          } else if (name == "source") {
            entry.source_json = read_object(member);
          } else if (name == "extra") {
            expect(member, json::JsonKind::Object);
          }
        });
    if (!seen[*json::index_of("title", kPaperKeys)]) error(value, "the paper has no 'title'");
    if (!seen[*json::index_of("authors", kPaperKeys)])
      error(value, "the paper has no 'authors'; unknown ones are []");
    entry.extra_json = extra.str();
  }

  void read_spotlight(const json::JsonValue& value, Spotlight& spotlight) {
    if (!expect(value, json::JsonKind::Object)) return;
    spotlight.kind = SpotlightKind::Other;
    each_member(
        value, kSpotlightKeys, nullptr, [&](const json::JsonValue& member, std::size_t key) {
          if (key == 0) {
            spotlight.kind = static_cast<SpotlightKind>(read_choice(member, kSpotlightKinds));
          } else if (key == 1) {
            spotlight.label = read_line(member, text::kMaxNameBytes);
          } else {
            spotlight.comment = read_text(member);
          }
        });
  }

  void read_verdicts(const json::JsonValue& list, std::vector<Verdict>& verdicts) {
    if (!expect(list, json::JsonKind::List)) return;
    for (const json::JsonValue value : list) {
      if (!value.is(json::JsonKind::List) || value.size() < 3 || value.size() > 5) {
        error(value, "a verdict is a list: id, relevance, novelty, topic, comment");
        continue;
      }
      auto part = value.begin();
      const std::optional<ArxivId> id = read_id(*part, "a verdict");
      Verdict verdict{.id = id.value_or(*ArxivId::parse("0704.0001"))};
      const std::optional<double> relevance = read_number(*++part, 0, 10);
      const std::optional<double> novelty = read_number(*++part, 0, 10);
      verdict.relevance = relevance.value_or(0);
      verdict.novelty = novelty.value_or(0);
      if (++part != value.end()) {
        verdict.topic = read_line(*part, text::kMaxNameBytes);
        if (++part != value.end()) verdict.comment = read_text(*part);
      }
      verdicts.push_back(std::move(verdict));
    }
  }

  const json::JsonTree& tree_;
};

}  // namespace

std::optional<Digest> parse_digest(std::string_view bytes, const std::string& path,
                                   Diagnostics& problems) {
  const std::optional<json::JsonTree> tree =
      json::JsonTree::parse(std::string(bytes), path, problems);
  if (!tree) return std::nullopt;
  return Reader(*tree, problems).run();
}

}  // namespace broadsheet::content
