#include "base/descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace broadsheet {

int Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0 ? 0 : errno;
}

int write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return 0;
}

std::optional<std::string> read_all(const Descriptor& file) {
  std::string bytes;
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  // A folder has an absurd size; reading it then reports what it is.
  constexpr off_t kMostReserved = off_t{1} << 30;
  if (size > 0 && size < kMostReserved) bytes.reserve(static_cast<std::size_t>(size));
  if (size >= 0) ::lseek(file.get(), 0, SEEK_SET);
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got == 0) return bytes;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace broadsheet
