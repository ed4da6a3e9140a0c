#pragma once
// What every fuzz target shares. A target is one file here with one FUZZ block: it gets any bytes
// as `text` and calls one reader of them. Build and run: ./dev fuzz TARGET; seeds: corpus/TARGET/.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "base/error.h"

namespace broadsheet::fuzz {

/// A broken promise of the reader is a finding.
inline void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

using Reader = void (*)(const std::string&);

/// All targets of the program by name, where it is not libFuzzer's (tests/bench/growth).
inline std::map<std::string, Reader>& readers() {
  static std::map<std::string, Reader> all;
  return all;
}

inline bool add_reader(const char* file, Reader reader) {
  return readers().emplace(std::filesystem::path(file).stem().string(), reader).second;
}

}  // namespace broadsheet::fuzz

#ifdef BROADSHEET_GROWTH

#define FUZZ(text)                                                                             \
  static void fuzz_one(const std::string&);                                                    \
  [[maybe_unused]] static const bool added = broadsheet::fuzz::add_reader(__FILE__, fuzz_one); \
  static void fuzz_one(const std::string&(text))

#else

/// Error is how readers refuse a text; any other exception ends the run.
#define FUZZ(text)                                                                     \
  static void fuzz_one(const std::string&);                                            \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) { \
    try {                                                                              \
      fuzz_one(std::string(reinterpret_cast<const char*>(bytes), size));               \
    } catch (const broadsheet::Error&) {                                               \
      return 0;                                                                        \
    }                                                                                  \
    return 0;                                                                          \
  }                                                                                    \
  static void fuzz_one(const std::string&(text))

#endif
