#include "base/log.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/numbers.h"
#include "base/utf8.h"

namespace broadsheet {

namespace {

Output g_output = Output::All;

}  // namespace

void set_output(Output output) { g_output = output; }

void say(std::string_view line) {
  if (g_output == Output::All) warn(line);
}

void warn(std::string_view line) {
  const std::string safe = terminal_text(line);
  std::fwrite(safe.data(), 1, safe.size(), stderr);
  std::fputc('\n', stderr);
}

void print(std::string_view text) {
  if (g_output == Output::All) print_result(text);
}

void print_result(std::string_view text) { print_styled(terminal_text(text, Tabs::Keep)); }

void print_styled(std::string_view text) {
  if (g_output != Output::None) std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_json(std::string_view json) {
  const std::string safe = terminal_json(json);
  std::fwrite(safe.data(), 1, safe.size(), stdout);
}

Progress::Progress(std::string task, std::int64_t total)
    : task_(std::move(task)),
      total_(total),
      terminal_(g_output == Output::All && ::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_draw_(start_) {}

Progress::~Progress() { clear(); }

void Progress::advance(std::int64_t steps) {
  done_ += steps;
  draw();
}

void Progress::note(std::string text) { note_ = std::move(text); }

void Progress::finish(std::string_view summary) {
  clear();
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start_;
  say(task_ + ": " + std::string(summary) + " (" + duration_text(time) + ")");
}

void Progress::draw() {
  if (!terminal_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_draw_ < std::chrono::milliseconds(50)) return;
  last_draw_ = now;
  drawn_ = true;
  std::string line = "\r\033[K" + task_ + "  ";
  if (total_ > 0) {
    constexpr int kCells = 28;
    const double share = std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_));
    const int full = static_cast<int>(share * kCells);
    line += "[" + std::string(static_cast<std::size_t>(full), '#') +
            std::string(static_cast<std::size_t>(kCells - full), '-') + "]  ";
    line += grouped(done_) + "/" + grouped(total_);
    const std::chrono::duration<double> spent = now - start_;
    if (done_ > 0 && spent.count() > 1) {
      line += "  " + duration_text(spent * ((1 - share) / share)) + " left";
    }
  } else {
    line += grouped(done_);
  }
  if (!note_.empty()) line += "  " + note_;
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

std::string duration_text(std::chrono::duration<double> time) {
  const double seconds = time.count();
  if (seconds < 60) return fixed_decimals(seconds, seconds < 10 ? 2 : 1) + " s";
  const long whole = std::lround(seconds);
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string counted(std::size_t count, std::string_view noun) {
  std::string text = grouped(count) + " ";
  return text.append(noun).append(count == 1 ? "" : "s");
}

}  // namespace broadsheet
