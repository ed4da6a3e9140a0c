#pragma once
// An open file by its number, closed in time, and its bytes read and written whole.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// Closes the descriptor when it goes. A number below 0 is none, as `get` returns it.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }
  /// Closes it now. 0, or errno: a full disk may be reported only here.
  int close();

 private:
  int number_;
};

/// Writes all bytes at the position of the file. 0, or errno; a part of the bytes may then be
/// written.
int write_all(const Descriptor& file, std::string_view bytes);

/// The bytes from the file's begin to its end; nothing, with errno, when they cannot be read.
std::optional<std::string> read_all(const Descriptor& file);

}  // namespace broadsheet
