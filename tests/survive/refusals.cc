// Preloaded into a program: the system refuses threads, the disk fails, or the disk is slow.
//
//   REFUSE_THREADS  how many more threads the system starts; after them pthread_create fails
//   REFUSE_FLUSHES  how many more flushes succeed; after them all of them fail
//   DISK_DELAY_MS   how long each flush and each rename takes
//
// Without these variables nothing is changed.

#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace {

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// Whether the call is one of the first that `variable` allows.
bool allowed(const char* variable, std::atomic<int>& calls) {
  const char* text = ::getenv(variable);
  return text == nullptr || calls++ < std::atoi(text);
}

void wait_for_disk() {
  if (const char* text = ::getenv("DISK_DELAY_MS")) {
    ::usleep(1000 * static_cast<useconds_t>(std::atoi(text)));
  }
}

int flush(const char* name, int file) {
  static std::atomic<int> calls{0};
  wait_for_disk();
  if (allowed("REFUSE_FLUSHES", calls)) return real<int(int)>(name)(file);
  errno = EIO;
  return -1;
}

}  // namespace

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*),
                   void* argument) noexcept {
  static std::atomic<int> calls{0};
  if (!allowed("REFUSE_THREADS", calls)) return EAGAIN;
  return real<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create")(
      thread, attributes, work, argument);
}
int fsync(int file) { return flush("fsync", file); }
int fdatasync(int file) { return flush("fdatasync", file); }
int syncfs(int file) noexcept { return flush("syncfs", file); }
int rename(const char* from, const char* to) noexcept {
  wait_for_disk();
  return real<int(const char*, const char*)>("rename")(from, to);
}
}
