#include "scoring/llm/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <string_view>

#include "base/descriptor.h"
#include "base/error.h"
#include "json/require.h"
#include "json/writer.h"

namespace broadsheet::scoring {
namespace {

PaperId id_of(const json::Node& value) {
  const auto id = PaperId::parse(value.text());
  if (!id) json::reject(value, "not an arXiv identifier");
  return *id;
}

std::vector<PaperId> require_ids(const json::Node& line, std::string_view key) {
  std::vector<PaperId> ids;
  for (const json::Node value : json::require(line, key, json::Kind::List)) {
    ids.push_back(id_of(value));
  }
  return ids;
}

std::vector<json::Node> require_items(const json::Node& list, std::size_t count) {
  const std::vector<json::Node> items(list.begin(), list.end());
  if (items.size() != count) json::reject(list, "expected " + std::to_string(count) + " items");
  return items;
}

json::Object object_of(const JournalEntry& entry) {
  json::List verdicts;
  for (const Verdict& verdict : entry.verdicts) {
    verdicts.push_back(json::List{verdict.id.str(), verdict.relevance, verdict.novelty,
                                  verdict.topic, verdict.comment});
  }
  json::Object object = {
      {"request", entry.request},
      {"stage", kStageNames[static_cast<std::size_t>(entry.stage)]},
      {"prompt", entry.prompt},
      {"model", entry.model},
      {"asked", texts_of(entry.asked)},
      {"verdicts", std::move(verdicts)},
      {"dropped", texts_of(entry.dropped)},
      {"trouble", entry.trouble},
      {"has_usage", entry.has_usage},
      {"tokens", json::List{entry.prompt_tokens, entry.completion_tokens, entry.cached_tokens}},
      {"bytes", entry.bytes},
      {"costs", json::List{entry.prompt_cost, entry.completion_cost, entry.cached_cost}}};
  if (entry.stage == Stage::Parts || entry.stage == Stage::Overview) {
    object.add("written", entry.written);
  }
  return object;
}

JournalEntry entry_of(const json::Node& line) {
  JournalEntry entry;
  entry.request = line.find("request") ? json::require_integer(line, "request") : 0;
  const auto stage = std::find(kStageNames.begin(), kStageNames.end(), line.text_of("stage"));
  if (stage == kStageNames.end()) json::reject(line, "an unknown stage");
  entry.stage = static_cast<Stage>(stage - kStageNames.begin());
  if (const auto written = line.find("written")) entry.written = written->value();
  entry.prompt = json::require_text(line, "prompt");
  entry.model = json::require_text(line, "model");
  entry.asked = require_ids(line, "asked");
  for (const json::Node verdict : json::require(line, "verdicts", json::Kind::List)) {
    const std::vector<json::Node> items = require_items(verdict, 5);
    entry.verdicts.push_back({.id = id_of(items[0]),
                              .relevance = items[1].number(),
                              .novelty = items[2].number(),
                              .topic = std::string(items[3].text()),
                              .comment = std::string(items[4].text())});
  }
  entry.dropped = require_ids(line, "dropped");
  entry.trouble = json::require_text(line, "trouble");
  entry.has_usage = json::require_bool(line, "has_usage");
  const std::vector<json::Node> tokens =
      require_items(json::require(line, "tokens", json::Kind::List), 3);
  entry.prompt_tokens = tokens[0].integer().value_or(0);
  entry.completion_tokens = tokens[1].integer().value_or(0);
  entry.cached_tokens = tokens[2].integer().value_or(0);
  entry.bytes = json::require_integer(line, "bytes");
  const std::vector<json::Node> costs =
      require_items(json::require(line, "costs", json::Kind::List), 3);
  entry.prompt_cost = costs[0].number();
  entry.completion_cost = costs[1].number();
  entry.cached_cost = costs[2].number();
  return entry;
}

[[noreturn]] void fail(const fs::path& path, int reason) {
  throw_file_error(path, "cannot be written", reason);
}

bool ends_within_line(const Descriptor& file) {
  const auto size = ::lseek(file.get(), 0, SEEK_END);
  char last = '\n';
  return size > 0 && ::pread(file.get(), &last, 1, size - 1) == 1 && last != '\n';
}

void append_line(const fs::path& path, const json::Object& object) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (file.get() < 0) fail(path, errno);
  std::string line = json::to_line(object) + "\n";
  // A line that was cut off must not damage the next one.
  if (ends_within_line(file)) line.insert(line.begin(), '\n');
  if (const int reason = write_all(file, line); reason != 0) fail(path, reason);
  if (::fsync(file.get()) != 0) fail(path, errno);
}

}  // namespace

fs::path journal_path(const fs::path& root, Day day) {
  return root / ".broadsheet" / "score" / (day.str() + ".jsonl");
}

Journal read_journal(const fs::path& path) {
  Journal journal;
  const auto bytes = read_file_if_exists(path);
  if (!bytes) return journal;
  std::map<std::int64_t, double> open;  // estimated costs of requests sent, by number
  std::size_t at = 0;
  for (std::size_t end; (end = bytes->find('\n', at)) != std::string::npos; at = end + 1) {
    try {
      const json::Document document =
          json::require_document(bytes->substr(at, end - at), display_path(path));
      const json::Node line = document.root();
      if (line.find("sent")) {
        const std::int64_t number = json::require_integer(line, "sent");
        open[number] = json::require_number(line, "guess");
        journal.requests = std::max(journal.requests, number);
      } else if (line.find("unpaid")) {
        open.erase(json::require_integer(line, "unpaid"));
      } else {
        journal.answers.push_back(entry_of(line));
        open.erase(journal.answers.back().request);
      }
    } catch (const Error&) {
      // A damaged line: its papers will be asked for again.
    }
  }
  for (const auto& [number, guess] : open) {
    ++journal.lost;
    journal.lost_cost += guess;
  }
  return journal;
}

void append_sent(const fs::path& path, std::int64_t request, double estimated_cost) {
  append_line(path, {{"sent", request}, {"guess", estimated_cost}});
}

void append_unpaid(const fs::path& path, std::int64_t request) {
  append_line(path, {{"unpaid", request}});
}

void append_answer(const fs::path& path, const JournalEntry& entry) {
  append_line(path, object_of(entry));
}

}  // namespace broadsheet::scoring
