#include "scoring/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace broadsheet::scoring {
namespace {

using Json = nlohmann::ordered_json;

Json strings(const std::vector<ArxivId>& ids) {
  Json list = Json::array();
  for (const ArxivId& id : ids) list.push_back(id.str());
  return list;
}

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

std::string line_of(const JournalEntry& entry) {
  Json verdicts = Json::array();
  for (const Verdict& verdict : entry.verdicts) {
    verdicts.push_back({verdict.id.str(), verdict.relevance, verdict.novelty, verdict.topic,
                        verdict.comment});
  }
  const Json line = {{"stage", entry.stage == Stage::Titles ? "titles" : "abstracts"},
                     {"prompt", entry.prompt},
                     {"model", entry.model},
                     {"asked", strings(entry.asked)},
                     {"verdicts", std::move(verdicts)},
                     {"dropped", strings(entry.dropped)},
                     {"trouble", entry.trouble},
                     {"has_usage", entry.has_usage},
                     {"tokens", {entry.prompt_tokens, entry.completion_tokens, entry.cached_tokens}},
                     {"bytes", entry.bytes},
                     {"costs", {entry.prompt_cost, entry.completion_cost, entry.cached_cost}}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

JournalEntry entry_of(const Json& line) {
  JournalEntry entry;
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

[[noreturn]] void fail(const fs::path& path) {
  throw Error(ErrorKind::Io, {.path = display_path(path)},
              std::string("cannot be written: ") + std::strerror(errno));
}

}  // namespace

fs::path journal_path(const fs::path& root, Day day) {
  return root / ".broadsheet" / "score" / (day.str() + ".jsonl");
}

std::vector<JournalEntry> read_journal(const fs::path& path) {
  std::vector<JournalEntry> entries;
  const auto bytes = read_file_if_exists(path);
  if (!bytes) return entries;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = bytes->find('\n', at);
    if (end == std::string::npos) return entries;  // the last line was cut
    try {
      entries.push_back(entry_of(Json::parse(bytes->begin() + static_cast<std::ptrdiff_t>(at),
                                             bytes->begin() + static_cast<std::ptrdiff_t>(end))));
    } catch (const std::exception&) {
      // Not a line of ours: its papers will be asked for again.
    }
    at = end + 1;
  }
}

void append_journal(const fs::path& path, const JournalEntry& entry) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  // A line that was cut must not spoil the next one.
  const auto old = read_file_if_exists(path);
  std::string line = line_of(entry);
  if (old && !old->empty() && old->back() != '\n') line.insert(line.begin(), '\n');
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) fail(path);
  std::size_t written = 0;
  while (written < line.size()) {
    const auto count = ::write(file, line.data() + written, line.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      ::close(file);
      fail(path);
    }
    written += static_cast<std::size_t>(count);
  }
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  if (!synced) fail(path);
}

}  // namespace broadsheet::scoring
