#pragma once
// One day as it stands in content/: what was announced, how it was scored, what was chosen.
// The file format is docs/content.md; its reader and writer are ingest/digest_json.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/arxiv_id.h"
#include "model/calendar.h"

namespace broadsheet {

enum class DayStatus {
  Complete,  ///< every scanned paper has a verdict (there may be no selected one)
  Partial,   ///< some papers were left without a verdict; the reason names them
  Failed,    ///< the scorer gave no verdict at all
};

enum class ChosenBy { Model, FollowedAuthor, Recommender };

enum class SpotlightKind { None, NewFrontier, DailyHot, Other };

/// As digests and the JSON of the site name them, in the order of the enumerators.
inline constexpr std::array<std::string_view, 3> kDayStatusNames = {"complete", "partial",
                                                                    "failed"};
inline constexpr std::array<std::string_view, 3> kChosenByNames = {"model", "author",
                                                                   "recommender"};
inline constexpr std::array<std::string_view, 4> kSpotlightKindNames = {"none", "new_frontier",
                                                                        "daily_hot", "other"};

constexpr std::string_view name_of(DayStatus status) {
  return kDayStatusNames[static_cast<std::size_t>(status)];
}
constexpr std::string_view name_of(ChosenBy chooser) {
  return kChosenByNames[static_cast<std::size_t>(chooser)];
}
constexpr std::string_view name_of(SpotlightKind kind) {
  return kSpotlightKindNames[static_cast<std::size_t>(kind)];
}

/// A paper set apart from its day's list. Kept in the day, marked.
struct Spotlight {
  SpotlightKind kind = SpotlightKind::None;
  std::string label = {};    ///< as the source names it, "Daily Hot"
  std::string comment = {};  ///< why, may be empty
};

/// One paper of one day. Text is Unicode; maths and a few text macros in it stay TeX
/// (tex/text.h turns them into marks when a page is made).
struct Entry {
  ArxivId id;
  int version = 0;  ///< 0: unknown
  std::string title = {};
  std::vector<std::string> authors = {};  ///< in order, "Given Family"
  std::string abstract = {};
  std::vector<std::string> categories = {};  ///< primary first; often empty in imported digests
  std::string comment = {};                  ///< the scorer's reason; not arXiv's comment field
  std::optional<double> relevance = {};      ///< 1 to 10
  std::optional<double> novelty = {};        ///< 1 to 10
  std::optional<double> score = {};          ///< relevance + novelty unless config says otherwise
  ChosenBy chosen_by = ChosenBy::Model;
  std::vector<std::string> topics =
      {};  ///< topic ids of config.yaml or labels as found, best first
  Spotlight spotlight = {};
  std::string doi = {};                ///< may be empty
  std::string journal_reference = {};  ///< may be empty
  std::string author_comment = {};     ///< arXiv's comment field ("12 pages"); may be empty
  std::string licence = {};            ///< URL; may be empty
  std::string announce_type = {};      ///< new, cross, replace, replace-cross; may be empty
  std::string source_json = {};  ///< JSON object: fields as published where they differ; or empty
  std::string extra_json = {};   ///< JSON object: whatever was found and has no field; or empty
};

/// What the scorer used. Costs are US dollars. Nothing: the source does not say.
struct Usage {
  std::optional<std::int64_t> prompt_tokens = {};  ///< cached ones included
  std::optional<std::int64_t> completion_tokens = {};
  std::optional<std::int64_t> cached_tokens = {};  ///< part of prompt_tokens
  std::optional<double> prompt_cost = {};
  std::optional<double> completion_cost = {};
  std::optional<double> cached_cost = {};  ///< part of prompt_cost

  std::optional<std::int64_t> total_tokens() const;  ///< nothing unless both parts are known
  std::optional<double> total_cost() const;
};

/// How many papers were there at each step. Nothing: the source does not say.
struct Counts {
  std::optional<std::int64_t> announced = {};
  std::optional<std::int64_t> scanned = {};
  std::optional<std::int64_t> selected = {};
};

/// What the scorer said of one scanned paper, chosen or not. Lets cut-offs change without new
/// scoring.
struct Verdict {
  ArxivId id;
  double relevance = 0;
  double novelty = 0;
  std::string topic = {};    ///< may be empty
  std::string comment = {};  ///< may be empty
};

/// Where the digest of a day stands below content/: "2026-07/2026-07-14.json".
std::string digest_file(Day day);

/// The day whose digest stands there; nothing when `file` is no such path.
std::optional<Day> day_of_digest_file(std::string_view file);

struct Digest {
  Day date;
  DayStatus status = DayStatus::Complete;
  std::string status_reason = {};  ///< empty when complete
  std::string model = {};          ///< "gpt-5"; empty when unknown
  Usage usage = {};
  Counts counts = {};
  std::string prompt = {};  ///< name of the prompt in content/prompts/ without ".md"; or empty
  bool sample = false;      ///< shipped with the program, not a real run
  std::vector<Entry> papers = {};  ///< in reading order, spotlighted ones included; ids unique
  std::vector<std::string> unanswered = {};  ///< ids without a verdict, when partial
  std::vector<Verdict> verdicts = {};  ///< of all scanned papers, by id; empty in imported digests
  std::string extra_json = {};  ///< JSON object: whatever was found and has no field; or empty
  std::string path = {};        ///< the file it was read from, for messages; not part of the format
};

}  // namespace broadsheet
