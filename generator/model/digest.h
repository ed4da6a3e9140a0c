#pragma once
// One day in content/: what was announced, how it was scored, what was chosen. File format:
// docs/content.md; reader and writer: content/digest_json.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"
#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet {

enum class DayStatus {
  Complete,  ///< every scanned paper has a verdict (there may be no selected one)
  Partial,   ///< some papers have no verdict; the reason states why
  Failed,    ///< the scorer gave no verdict
};

enum class ChosenBy { Model, FollowedAuthor, Recommender };

enum class SpotlightKind { None, NewFrontier, DailyHot, Other };

/// Names in digests and in the JSON of the site, in the order of the enumerators.
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

/// The member of `Digest::extra` that lists the days which the source links to as issues before and
/// after: ["2026-02-12", "2026-02-16"].
inline constexpr const char* kNeighbours = "neighbours";

/// Marks a paper that is highlighted apart from its day's list.
struct Spotlight {
  SpotlightKind kind = SpotlightKind::None;
  std::string label = {};    ///< in the words of the source, "Daily Hot"
  std::string comment = {};  ///< the reason; may be empty
};

/// A labelled part of a summary: "motivation", "method".
struct SummaryPart {
  std::string label;          ///< one of kPartNames, or in the words of the source
  std::string text;           ///< as an abstract
  std::string language = {};  ///< BCP 47, "zh"; empty: the digest's
  friend bool operator==(const SummaryPart&, const SummaryPart&) = default;
};

/// Parts that themes have words for, in the order in which pages show them.
inline constexpr std::array<std::string_view, 16> kPartNames = {
    "tldr",        "background", "problem",      "motivation",  "question",   "method",
    "innovation",  "evidence",   "result",       "findings",    "conclusion", "contribution",
    "limitations", "caveat",     "applications", "affiliations"};

/// A link to code, a project or a poster.
struct PaperLink {
  std::string label;  ///< one of kLinkNames, or in the words of the source
  std::string url;    ///< http or https
  friend bool operator==(const PaperLink&, const PaperLink&) = default;
};

inline constexpr std::array<std::string_view, 8> kLinkNames = {
    "code", "model", "project", "dataset", "demo", "poster", "video", "discussion"};

/// Title and abstract in another language.
struct Translation {
  std::string language;  ///< BCP 47
  std::string title = {};
  std::string abstract = {};
  friend bool operator==(const Translation&, const Translation&) = default;
};

/// The largest value of a rating, and the least below zero.
inline constexpr double kMostRating = 1e6;

/// A rating that is neither relevance nor novelty, or is of another scale than 0 to 10.
struct Rating {
  std::string label;  ///< in the words of the source, "clarity"
  double value = 0;
  std::optional<double> most = {};  ///< the best value of its scale
  friend bool operator==(const Rating&, const Rating&) = default;
};

/// One paper of one day. Text is Unicode; maths and a few text macros in it are TeX, which
/// tex/text.h converts when a page is rendered.
struct Entry {
  PaperId id;
  int version = 0;  ///< 0: unknown
  std::string title = {};
  std::vector<std::string> authors = {};  ///< in order, "Given Family"
  bool others = false;                    ///< there are authors that are not listed
  std::string abstract = {};
  std::string language = {};  ///< of title and abstract, BCP 47; empty: unknown
  std::vector<Translation> translations = {};
  std::vector<std::string> categories = {};  ///< primary first; often empty in imported digests
  std::string comment = {};                  ///< the scorer's reason; not arXiv's comment field
  std::optional<double> relevance = {};      ///< 1 to 10
  std::optional<double> novelty = {};        ///< 1 to 10
  std::optional<double> score = {};  ///< relevance + novelty unless config.yaml has a formula
  std::vector<Rating> ratings = {};
  std::vector<SummaryPart> parts = {};
  std::vector<PaperLink> links = {};
  ChosenBy chosen_by = ChosenBy::Model;
  std::vector<std::string> topics =
      {};                    ///< topic ids of config.yaml or labels as found, best first
  std::string section = {};  ///< above the topics, in the words of the source; may be empty
  Spotlight spotlight = {};
  std::string doi = {};                ///< may be empty
  std::string journal_reference = {};  ///< may be empty
  std::string published = {};          ///< "2024-05-17", "2024-05", "2024"; empty: unknown
  std::string author_comment = {};     ///< arXiv's comment field ("12 pages"); may be empty
  std::string licence = {};            ///< URL; may be empty
  std::string announce_type = {};      ///< new, cross, replace, replace-cross; may be empty
  json::Object source = {};            ///< fields as published, where they differ
  json::Object extra = {};             ///< what was found and has no field
};

/// What the scorer used. Costs are US dollars. std::nullopt: unknown.
struct Usage {
  std::optional<std::int64_t> prompt_tokens = {};  ///< cached ones included
  std::optional<std::int64_t> completion_tokens = {};
  std::optional<std::int64_t> cached_tokens = {};  ///< part of prompt_tokens
  std::optional<double> prompt_cost = {};
  std::optional<double> completion_cost = {};
  std::optional<double> cached_cost = {};  ///< part of prompt_cost
  std::optional<double> stated_cost = {};  ///< the total as the source states it

  /// std::nullopt unless both parts are known.
  std::optional<std::int64_t> total_tokens() const;
  /// The cost of the day, wherever one is shown or added up: the stated total, else the sum of the
  /// parts. A source may round each part and the total by itself.
  std::optional<double> total_cost() const;
  /// Prompt and completion; std::nullopt unless both are known.
  std::optional<double> cost_of_parts() const;
};

/// Numbers of papers at each step. std::nullopt: unknown.
struct Counts {
  std::optional<std::int64_t> announced = {};
  std::optional<std::int64_t> scanned = {};
  std::optional<std::int64_t> selected = {};
};

/// The scorer's verdict on one scanned paper, chosen or not. Kept so that cut-offs can change
/// without new scoring.
struct Verdict {
  PaperId id;
  double relevance = 0;
  double novelty = 0;
  std::string topic = {};    ///< may be empty
  std::string comment = {};  ///< may be empty
  std::string title = {};    ///< of a paper that is not in the digest; empty: not kept
};

/// A sentence of the editor's paragraph, which a language model wrote.
struct EditorialSentence {
  std::string text;             ///< as an abstract
  std::vector<PaperId> papers;  ///< it is about them; at least one
  friend bool operator==(const EditorialSentence&, const EditorialSentence&) = default;
};

/// The path of a day's digest in content/: "2026-07/2026-07-14.json".
std::string digest_file(Day day);

/// The day of such a path; std::nullopt for any other path.
std::optional<Day> day_of_digest_file(std::string_view file);

struct Digest {
  Day date;
  DayStatus status = DayStatus::Complete;
  std::string status_reason = {};  ///< empty if complete
  std::string model = {};          ///< "gpt-5"; empty if unknown
  Usage usage = {};
  Counts counts = {};
  std::string prompt = {};  ///< name of the prompt in content/prompts/ without ".md"; or empty
  bool sample = false;      ///< shipped with the program, not a real day
  std::vector<Entry> papers = {};  ///< in reading order, spotlighted ones included; ids unique
  std::vector<EditorialSentence> editorial = {};  ///< about the day; or empty
  /// About the week and the month of which it is the last issue; or empty.
  std::vector<EditorialSentence> week_editorial = {};
  std::vector<EditorialSentence> month_editorial = {};
  std::vector<std::string> unanswered = {};  ///< ids without a verdict, if partial
  std::vector<Verdict> verdicts = {};  ///< of all scanned papers, by id; empty in imported digests
  json::Object extra = {};             ///< what was found and has no field
  std::string path = {};  ///< the file it was read from, for messages; not part of the format
};

}  // namespace broadsheet
