#pragma once
// What every fuzz target shares. A target is one file here with one FUZZ block: it gets any bytes
// as `text` and calls one reader of them. Build and run: ./dev fuzz TARGET; seeds: corpus/TARGET/.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/error.h"

namespace broadsheet::fuzz {

/// A broken promise of the reader is a finding.
inline void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace broadsheet::fuzz

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
  static void fuzz_one(const std::string& text)
