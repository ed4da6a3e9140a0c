#include "app/deliver/record.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <random>
#include <string_view>
#include <vector>

#include "app/deliver/sha256.h"
#include "base/descriptor.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/marked_point.h"
#include "model/utc_text.h"

namespace broadsheet::app {
namespace {

constexpr std::string_view kSaltLine = "salt";
constexpr std::size_t kHashDigits = 32;
constexpr std::size_t kSaltDigits = 32;
// Above this size the record is written again with the latest state of each delivery of the newest
// days.
constexpr std::size_t kLongRecord = 1 << 20;
constexpr int kDaysKept = 400;

constexpr std::array<std::string_view, 4> kStateNames = {"sending", "sent", "refused", "failed"};

std::string new_salt() {
  std::random_device random;
  std::string salt;
  while (salt.size() < kSaltDigits) salt += hex(std::uint64_t{random()} << 32, 8);
  return salt;
}

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    fields.emplace_back(line.substr(at, tab - at));
    at = tab + 1;
  }
  return fields;
}

template <typename Id>
std::string line_of(const Id& id, DeliveryState state, const std::string& time) {
  const auto& [day, kind, hash] = id;
  return day.str() + "\t" + kind + "\t" + hash + "\t" +
         std::string(kStateNames[static_cast<std::size_t>(state)]) + "\t" + time + "\n";
}

}  // namespace

DeliveryRecord::DeliveryRecord(const fs::path& state_folder)
    : file_(state_folder / "deliveries.tsv") {
  const std::optional<std::string> bytes = read_file_if_exists(file_);
  if (!bytes) {
    salt_ = new_salt();
    rewrite();
    return;
  }
  const std::size_t complete = bytes->rfind('\n') + 1;  // 0 if there is no line
  read(bytes->substr(0, complete));
  if (complete < bytes->size() || bytes->size() > kLongRecord) rewrite();
}

void DeliveryRecord::read(const std::string& bytes) {
  int number = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find('\n', at);
    const std::vector<std::string> fields = fields_of(std::string_view(bytes).substr(at, end - at));
    at = end + 1;
    ++number;
    if (number == 1 && fields.size() == 2 && fields[0] == kSaltLine &&
        is_hex(fields[1], kSaltDigits)) {
      salt_ = fields[1];
      continue;
    }
    const auto day = Day::parse(fields[0]);
    const auto state = fields.size() == 5
                           ? std::find(kStateNames.begin(), kStateNames.end(), fields[3])
                           : kStateNames.end();
    if (number == 1 || !day || state == kStateNames.end() || !is_hex(fields[2], kHashDigits)) {
      break;
    }
    states_[{*day, fields[1], fields[2]}] = {
        static_cast<DeliveryState>(state - kStateNames.begin()), fields[4]};
    if (at == bytes.size()) return;
  }
  if (number == 1 && !salt_.empty()) return;
  throw Error(ErrorKind::Content, {.path = display_path(file_), .line = std::max(number, 1)},
              "this line is damaged, so it is not known what was sent; restore the file, or delete "
              "it to start a new record");
}

void DeliveryRecord::rewrite() {
  std::string text = std::string(kSaltLine) + "\t" + salt_ + "\n";
  if (!states_.empty()) {
    const Day newest = std::get<Day>(states_.rbegin()->first);
    std::erase_if(states_, [newest](const auto& one) {
      return std::get<Day>(one.first).plus(kDaysKept) < newest;
    });
    for (const auto& [id, state] : states_) text += line_of(id, state.first, state.second);
  }
  write_file_atomically(file_, text);
  flush_file_system(file_);  // the name, too
}

DeliveryRecord::Id DeliveryRecord::id_of(const DeliveryKey& key) const {
  return {key.day, key.kind, sha256_hex(salt_ + key.recipient).substr(0, kHashDigits)};
}

std::optional<DeliveryState> DeliveryRecord::find(const DeliveryKey& key) const {
  const auto found = states_.find(id_of(key));
  if (found == states_.end()) return std::nullopt;
  return found->second.first;
}

void DeliveryRecord::put(const DeliveryKey& key, DeliveryState state,
                         std::chrono::system_clock::time_point time) {
  const Id id = id_of(key);
  const std::string text = utc_text(time);
  const Descriptor file(::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (file.get() < 0) throw_file_error(file_, "cannot be written", errno);
  if (const int reason = write_all(file, line_of(id, state, text)); reason != 0) {
    throw_file_error(file_, "cannot be written", reason);
  }
  if (::fsync(file.get()) != 0) throw_file_error(file_, "cannot be written", errno);
  states_[id] = {state, text};
  marked_point("delivery recorded");
}

}  // namespace broadsheet::app
