#pragma once
// A user without special rights, for tests of permissions that root would pass.

#include <unistd.h>

namespace broadsheet::test {

/// While it lives, root acts as another user; other users stay what they are.
class Unprivileged {
 public:
  Unprivileged() {
    if (is_root_ && ::seteuid(65534) != 0) ::_exit(99);
  }
  ~Unprivileged() {
    if (is_root_ && ::seteuid(0) != 0) ::_exit(99);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool is_root_ = ::geteuid() == 0;
};

}  // namespace broadsheet::test
