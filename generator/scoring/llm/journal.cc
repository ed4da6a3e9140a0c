#include "scoring/llm/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/descriptor.h"

namespace broadsheet::scoring {
namespace {

using Json = nlohmann::json;                 // for reading: finds keys in logarithmic time
using OrderedJson = nlohmann::ordered_json;  // for writing

ArxivId id_of(const Json& value) {
  const auto id = ArxivId::parse(value.get<std::string>());
  if (!id) throw std::invalid_argument("not an arXiv identifier");
  return *id;
}

std::vector<ArxivId> ids_of(const Json& list) {
  std::vector<ArxivId> ids;
  for (const Json& value : list) ids.push_back(id_of(value));
  return ids;
}

OrderedJson json_of(const JournalEntry& entry) {
  OrderedJson verdicts = OrderedJson::array();
  for (const Verdict& verdict : entry.verdicts) {
    verdicts.push_back(
        {verdict.id.str(), verdict.relevance, verdict.novelty, verdict.topic, verdict.comment});
  }
  return {{"request", entry.request},
          {"stage", entry.stage == Stage::Titles ? "titles" : "abstracts"},
          {"prompt", entry.prompt},
          {"model", entry.model},
          {"asked", texts_of(entry.asked)},
          {"verdicts", std::move(verdicts)},
          {"dropped", texts_of(entry.dropped)},
          {"trouble", entry.trouble},
          {"has_usage", entry.has_usage},
          {"tokens", {entry.prompt_tokens, entry.completion_tokens, entry.cached_tokens}},
          {"bytes", entry.bytes},
          {"costs", {entry.prompt_cost, entry.completion_cost, entry.cached_cost}}};
}

JournalEntry entry_of(const Json& line) {
  JournalEntry entry;
  entry.request = line.value("request", std::int64_t{0});
  entry.stage = line.at("stage") == "titles" ? Stage::Titles : Stage::Abstracts;
  entry.prompt = line.at("prompt");
  entry.model = line.at("model");
  entry.asked = ids_of(line.at("asked"));
  for (const Json& verdict : line.at("verdicts")) {
    entry.verdicts.push_back({.id = id_of(verdict.at(0)),
                              .relevance = verdict.at(1).get<double>(),
                              .novelty = verdict.at(2).get<double>(),
                              .topic = verdict.at(3).get<std::string>(),
                              .comment = verdict.at(4).get<std::string>()});
  }
  entry.dropped = ids_of(line.at("dropped"));
  entry.trouble = line.at("trouble");
  entry.has_usage = line.at("has_usage");
  entry.prompt_tokens = line.at("tokens").at(0);
  entry.completion_tokens = line.at("tokens").at(1);
  entry.cached_tokens = line.at("tokens").at(2);
  entry.bytes = line.at("bytes");
  entry.prompt_cost = line.at("costs").at(0);
  entry.completion_cost = line.at("costs").at(1);
  entry.cached_cost = line.at("costs").at(2);
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

void append_line(const fs::path& path, const OrderedJson& json) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (file.get() < 0) fail(path, errno);
  std::string line = json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
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
      const Json line = Json::parse(std::string_view(*bytes).substr(at, end - at));
      if (line.contains("sent")) {
        const auto number = line.at("sent").get<std::int64_t>();
        open[number] = line.at("guess").get<double>();
        journal.requests = std::max(journal.requests, number);
      } else if (line.contains("unpaid")) {
        open.erase(line.at("unpaid").get<std::int64_t>());
      } else {
        journal.answers.push_back(entry_of(line));
        open.erase(journal.answers.back().request);
      }
    } catch (const std::exception&) {
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
  OrderedJson line;
  line["sent"] = request;
  line["guess"] = estimated_cost;
  append_line(path, line);
}

void append_unpaid(const fs::path& path, std::int64_t request) {
  OrderedJson line;
  line["unpaid"] = request;
  append_line(path, line);
}

void append_answer(const fs::path& path, const JournalEntry& entry) {
  append_line(path, json_of(entry));
}

}  // namespace broadsheet::scoring
