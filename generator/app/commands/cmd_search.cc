#include "app/commands/cmd_search.h"

#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "app/build/reader_index.h"
#include "app/project.h"
#include "base/edit_distance.h"
#include "base/error.h"
#include "base/log.h"
#include "base/utf8.h"
#include "index/xapian/xapian_index.h"
#include "json/writer.h"
#include "query/snippet.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kSnippetWords = 36;

/// The options as words of the query language.
std::string query_text(const SearchCommand& command) {
  std::string words = command.query;
  if (command.phrase) {
    std::erase(words, '"');
    words = "\"" + words + "\"";
  }
  if (command.field.empty()) return words;
  const std::string name = command.field + ":";
  if (command.phrase) return name + words;
  if (command.field == "topic" || command.field == "category") {
    std::erase(words, '"');
    return name + "\"" + words + "\"";
  }
  std::string text;  // the name before every word; a quoted part is one
  bool inside = false, begun = false;
  for (const char c : words) {
    if (!inside && c == ' ') {
      begun = false;
    } else if (!begun) {
      text += name;
      begun = true;
    }
    if (c == '"') inside = !inside;
    text += c;
  }
  return text;
}

std::string day_text(int day) {
  std::string digits = std::to_string(day);
  digits.insert(digits.begin(), 8 - std::min<std::size_t>(digits.size(), 8), '0');
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

std::string note_text(const query::QueryNote& note) {
  switch (note.kind) {
    case query::QueryNote::Kind::Corrected: {
      std::string text =
          "no paper contains '" + note.typed + "'; did you mean '" + note.shown + "'";
      for (const std::string& other : note.others) text += ", '" + other + "'";
      return text + "?";
    }
    case query::QueryNote::Kind::Completed:
      return "'" + note.typed + "' also as the beginning of '" + note.shown + "'";
    case query::QueryNote::Kind::Missing:
      return "no paper contains '" + note.typed + "'";
    case query::QueryNote::Kind::Unread:
      return "'" + note.typed + "' was not understood and was left out";
    case query::QueryNote::Kind::Date:
      return "'" + note.typed + "' counts little as a word; '" + note.shown +
             "' limits the search to these days";
    case query::QueryNote::Kind::Absent:
      return "no paper here has a " + note.typed;
    case query::QueryNote::Kind::Expanded:
      return "'" + note.typed + "', also as '" + note.shown + "'; in quotes only as typed";
    case query::QueryNote::Kind::Dropped:
      break;
  }
  return "'" + note.typed + "' was left out, as no paper contains anything similar";
}

// The index has 0 for a paper without a score.
json::Value score_value(double score) { return score > 0 ? json::Value(score) : json::Value(); }

std::string json_text(const query::Answer& answer) {
  json::List results;
  for (const query::SearchResult& result : answer.results) {
    results.push_back(json::Object{{"id", result.id},
                                   {"rank", result.rank},
                                   {"date", day_text(result.day)},
                                   {"score", score_value(result.score)},
                                   {"title", result.title},
                                   {"url", result.url}});
  }
  const json::Object all = {{"total", answer.total},
                            {"with_all", answer.with_all},
                            {"with_any", answer.with_any},
                            {"results", results}};
  return std::move(json::Writer().value(all)).finish();
}

/// Text with the words that were found in bold, on a terminal only.
std::string marked(const std::vector<query::SnippetPart>& parts, bool terminal) {
  std::string text;
  for (const query::SnippetPart& part : parts) {
    const std::string safe = terminal_text(part.text);
    text += part.marked && terminal ? "\033[1m" + safe + "\033[22m" : safe;
  }
  return text;
}

/// "2563 papers found, 279 with all words", or "279 papers with all words, 2563 with any".
std::string totals_text(const query::Answer& answer) {
  const std::string papers = counted(answer.total, "paper");
  if (answer.with_all == answer.with_any) return papers + " found";
  if (answer.total == answer.with_all)
    return papers + " with all words, " + std::to_string(answer.with_any) + " with any";
  const std::string all = answer.with_all > 0 ? std::to_string(answer.with_all) : "none";
  return papers + " found, " + all + " with all words";
}

void print_results(const query::Answer& answer, std::size_t offset) {
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  if (answer.results.empty()) {
    const bool none_with_all = answer.total == 0 && answer.with_any > 0;
    print_result(none_with_all       ? "no paper has all of these words\n"
                 : answer.total == 0 ? "no paper found\n"
                                     : "no more papers\n");
    return;
  }
  std::size_t number = offset;
  for (const query::SearchResult& result : answer.results) {
    print_styled(std::to_string(++number) + ". " +
                 marked(query::mark_words(result.title, answer.words), terminal) + "\n   " +
                 day_text(result.day) + "  " +
                 (result.score > 0 ? "score " + json::number_text(result.score) + "  " : "") +
                 result.id + "  " + terminal_text(result.url) + "\n   " +
                 marked(query::snippet(result.abstract, answer.words, kSnippetWords), terminal) +
                 "\n");
  }
  print_result(totals_text(answer) + "\n");
}

/// What narrows the answer, as it was given: "--from 2026, --topic moe".
std::string limits_text(const SearchCommand& command) {
  std::string text;
  const auto add = [&](const std::string& limit) { text += (text.empty() ? "" : ", ") + limit; };
  if (!command.field.empty()) add("--field " + command.field);
  if (command.phrase) add("--phrase");
  if (command.all == true) add("--all");
  if (!command.from.empty()) add("--from " + command.from);
  if (!command.to.empty()) add("--to " + command.to);
  if (command.min_score) add("--min-score " + json::number_text(*command.min_score));
  if (!command.topic.empty()) add("--topic " + command.topic);
  if (!command.category.empty()) add("--category " + command.category);
  return text;
}

/// After an answer without papers: what may help.
void advise(const SearchCommand& command, const std::vector<config::TopicConfig>& topics,
            std::size_t papers, std::size_t with_any) {
  if (papers == 0)
    return say("there are no papers yet; 'broadsheet import' or 'broadsheet daily' adds some");
  if (!command.topic.empty()) {
    std::vector<std::string> known;
    for (const config::TopicConfig& topic : topics) known.push_back(topic.id);
    const std::string key = query::filter_key(command.topic);
    const bool is_known = std::any_of(
        topics.begin(), topics.end(),
        [&](const config::TopicConfig& topic) { return query::filter_key(topic.id) == key; });
    if (!is_known) {
      std::string text = "config.yaml has no topic '" + command.topic + "'";
      for (const std::string& id : known) text += (id == known.front() ? "; it has " : ", ") + id;
      return say(text + suggestion(nearest_word(command.topic, known)));
    }
  }
  if (with_any > 0) {
    say("with --any: " + counted(with_any, "paper") + " with any of these words");
    return;
  }
  const std::string limits = limits_text(command);
  if (!limits.empty()) say("without " + limits + " there may be results");
}

/// Throws Error(Usage).
void check_command(const SearchCommand& command) {
  const bool empty = command.query.find_first_not_of(" \t") == std::string::npos;
  const bool filtered = !command.from.empty() || !command.to.empty() || command.min_score ||
                        !command.topic.empty() || !command.category.empty();
  if (empty && !filtered) {
    throw Error(ErrorKind::Usage, {}, "the query is empty; 'broadsheet search --help' shows some");
  }
  for (const auto& [name, value] : {std::pair{"--from", &command.from}, {"--to", &command.to}}) {
    if (value->empty() || query::parse_days(*value)) continue;
    throw Error(ErrorKind::Usage, {},
                std::string(name) +
                    " should be a day such as 2026-02-27, a month or a year, not '" + *value + "'");
  }
}

}  // namespace

int run_search(const fs::path& root, const SearchCommand& command) {
  check_command(command);
  const Places places{root};
  Diagnostics unused;  // a slip in the settings must not keep a reader from the last index
  const config::Config config = open_project(root, unused).config;
  if (!refresh_index_for_reading(root)) return 1;
  const index::XapianIndex index = index::XapianIndex::open(places.index());
  const query::SearchOptions options{
      .limit = command.limit,
      .offset = command.offset,
      .sort = command.sort == "date"    ? query::Sort::Date
              : command.sort == "score" ? query::Sort::Score
                                        : query::Sort::Relevance,
      .all = command.all,
      .from = command.from,
      .to = command.to,
      .min_score = command.min_score,
      .topic = command.topic,
      .category = command.category,
      .complete = false,  // the query is finished
  };
  const query::Answer answer = index.search(query_text(command), options);
  for (const query::QueryNote& note : answer.notes) {
    say(note_text(note));
  }
  if (command.json) {
    print_json(json_text(answer));
  } else {
    print_results(answer, command.offset);
  }
  if (answer.total == 0) advise(command, config.topics, index.papers(), answer.with_any);
  return 0;
}

}  // namespace broadsheet::app
