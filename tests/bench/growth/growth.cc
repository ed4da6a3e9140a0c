// How the time of every reader grows with its input. The readers are the fuzz targets
// (tests/fuzz/TARGET.cc), their inputs the seeds (tests/fuzz/corpus/TARGET/) with a part repeated
// until the text has 1, 2, 4 and 8 times the size.
//
//     growth SEEDS [TARGET...]
//
// Prints a line for each reader and one for each text whose time grows faster than documented in
// docs/reliability.md; then the exit code is 1.

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "fuzz/fuzz.h"
#include "support/processor_time.h"

using namespace broadsheet;

namespace {

constexpr std::size_t kSize = 16'000;  // bytes at size 1
constexpr std::array<std::size_t, 4> kTimes = {1, 2, 4, 8};
constexpr int kWindows = 24;          // parts of each seed
constexpr double kNoise = 0.04;       // seconds; shorter times tell nothing
constexpr double kMostGrowth = 1.35;  // exponent; 1 is linear, 2 quadratic

/// A text that contains `part` repeatedly.
struct Pump {
  std::string before, part, after;
  std::string of_size(std::size_t size) const {
    std::string text = before;
    while (text.size() + after.size() < size) text += part;
    return text + after;
  }
};

/// Parts that opened, separated or escaped something in some reader.
constexpr std::array kParts = {
    "[",       "{\"a\":", "(",  "{",     "<b>",     "<!--", "&amp;",  "&",     "$",        "\\",
    "\\frac{", "`",       "**", "![[](", "[[](",    "> ",   "* ",     "- ",    "#",        "\"",
    "\\\"",    "'",       ",",  "|a",    "\n",      "\n\n", " ",      "a, ",   "\xC3\xA9", "\xFF",
    "{{#a}}",  "{{{",     "*",  "a*",    "http://", "1",    "![[]()", "---\n", "a: b\n"};

std::vector<Pump> pumps_of(const std::string& seed) {
  std::mt19937 random(11);
  std::vector<Pump> pumps = {{"", seed, ""}};
  if (seed.empty()) return pumps;
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (int i = 0; i < kWindows; ++i) {
    const std::size_t begin = below(seed.size());
    const std::size_t size = 1 + below(std::min<std::size_t>(seed.size() - begin, 300));
    pumps.push_back({seed.substr(0, begin), seed.substr(begin, size), seed.substr(begin + size)});
  }
  for (const char* part : kParts) {
    const std::size_t at = below(seed.size() + 1);
    pumps.push_back({seed.substr(0, at), part, seed.substr(at)});
  }
  return pumps;
}

std::string current;  // what a reader reads, for a broken promise

void write_current(int) {
  write_file_atomically("growth-broken", current);
  std::fprintf(stderr, "the text is in growth-broken\n");
  std::_Exit(3);
}

double seconds_of(fuzz::Reader read, const std::string& text, int runs) {
  double best = 1e9;
  current = text;
  for (int run = 0; run < runs; ++run) {
    const test::ProcessorTime time;
    try {
      read(text);
    } catch (const Error&) {
      // The reader refuses the text.
    }
    best = std::min(best, time.seconds());
  }
  return best;
}

struct Growth {
  std::array<double, kTimes.size()> seconds{};
  double exponent() const { return std::log(seconds.back() / seconds[1]) / std::log(4); }
  bool is_too_fast() const { return seconds.back() > kNoise && exponent() > kMostGrowth; }
};

Growth measure(fuzz::Reader read, const Pump& pump, int runs) {
  Growth growth;
  for (std::size_t i = 0; i < kTimes.size(); ++i) {
    growth.seconds[i] = seconds_of(read, pump.of_size(kSize * kTimes[i]), runs);
  }
  return growth;
}

/// Whether a text that seems to grow too fast still does at four times the size: the times of small
/// texts depend on caches, and on what else the machine does.
bool grows_on(fuzz::Reader read, const Pump& pump) {
  const double before = seconds_of(read, pump.of_size(kSize * kTimes.back()), 5);
  const double after = seconds_of(read, pump.of_size(kSize * kTimes.back() * 4), 3);
  return std::log(after / before) / std::log(4) > kMostGrowth;
}

std::string printable(const std::string& text) {
  std::string shown;
  for (const char byte : text.substr(0, 60)) {
    const bool plain = byte >= ' ' && byte < 127;
    char code[5];
    std::snprintf(code, sizeof code, "\\x%02X", static_cast<unsigned char>(byte));
    shown += plain ? std::string(1, byte) : std::string(code);
  }
  return shown;
}

/// @return how many texts grow faster than documented
int check_reader(const std::string& name, fuzz::Reader read, const fs::path& seeds) {
  int texts = 0, failures = 0;
  double slowest = 0;
  for (const std::string& file : list_files(seeds / name)) {
    for (const Pump& pump : pumps_of(read_file(seeds / name / file))) {
      ++texts;
      Growth growth = measure(read, pump, 1);
      if (growth.is_too_fast()) growth = measure(read, pump, 5);  // rather than a busy moment
      slowest = std::max(slowest, growth.seconds.back());
      if (!growth.is_too_fast() || !grows_on(read, pump)) continue;
      ++failures;
      std::printf("%s/%s: exponent %.2f, repeated '%s': %.3f %.3f %.3f %.3f s\n", name.c_str(),
                  file.c_str(), growth.exponent(), printable(pump.part).c_str(), growth.seconds[0],
                  growth.seconds[1], growth.seconds[2], growth.seconds[3]);
    }
  }
  std::printf("%-16s %5d texts  slowest %6.3f s for %zu kB  %d too fast\n", name.c_str(), texts,
              slowest, kSize * kTimes.back() / 1000, failures);
  std::fflush(stdout);
  return failures;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: growth SEEDS [TARGET...]\n");
    return 2;
  }
  const std::vector<std::string> wanted(argv + 2, argv + argc);
  std::signal(SIGABRT, write_current);
  int failures = 0;
  for (const auto& [name, read] : fuzz::readers()) {
    if (!wanted.empty() && std::ranges::find(wanted, name) == wanted.end()) continue;
    failures += check_reader(name, read, argv[1]);
  }
  return failures == 0 ? 0 : 1;
}
