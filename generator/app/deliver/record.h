#pragma once
// .broadsheet/deliveries.tsv: what was sent, to whom, and what is not known to have arrived.
// Format: docs/delivery.md.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "base/files.h"
#include "model/calendar.h"

namespace broadsheet::app {

/// What one recipient gets once.
struct DeliveryKey {
  Day day;
  std::string kind;  ///< "day", "failed"; lower-case letters
  std::string
      recipient;  ///< address or name of a channel, in a form that is the same for equal ones

  friend bool operator==(const DeliveryKey&, const DeliveryKey&) = default;
};

enum class DeliveryState {
  Sending,  ///< the data may have gone out, and the server's response is not known
  Sent,     ///< the server took it
  Refused,  ///< the server will not take it
  Failed,   ///< the server does not have it; may be tried again
};

/// The record. A state is on the disk when `put` returns, so "sending", put before the data goes
/// out, is there after a kill or a power cut. Recipients are kept as salted hashes only. The caller
/// holds the project's lock.
class DeliveryRecord {
 public:
  /// Reads the record, or makes an empty one. A last line that was cut off is removed: its state
  /// was not put. Throws Error(Content) if another line is damaged: what was sent is then unknown.
  explicit DeliveryRecord(const fs::path& state_folder);

  /// std::nullopt: it was never sent.
  std::optional<DeliveryState> find(const DeliveryKey& key) const;

  /// Throws Error(Io); nothing must be sent then.
  void put(const DeliveryKey& key, DeliveryState state, std::chrono::system_clock::time_point time);

 private:
  using Id = std::tuple<Day, std::string, std::string>;  ///< day, kind, hash
  Id id_of(const DeliveryKey& key) const;
  void read(const std::string& bytes);
  void rewrite();

  fs::path file_;
  std::string salt_;
  std::map<Id, std::pair<DeliveryState, std::string>> states_;  ///< with the time
};

}  // namespace broadsheet::app
