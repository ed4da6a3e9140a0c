#pragma once
// What a run reports while it works: progress to stderr, results to stdout.

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// What is written besides problems (`warn`) and JSON.
enum class Output {
  All,
  Results,  ///< --quiet: what the command was asked for (`print_result`), no news
  None,     ///< --json of commands that have news to tell
};
void set_output(Output output);

/// A line to stderr, with newline, as terminal_text shows it. For news; only with Output::All.
void say(std::string_view line);

/// A line to stderr about a problem, as terminal_text shows it, with any Output.
void warn(std::string_view line);

/// What a run did, to stdout, as terminal_text shows it, with its tabs; only with Output::All.
void print(std::string_view text);

/// What the command was asked for, such as a list of problems: as `print`, not with
/// Output::None.
void print_result(std::string_view text);

/// As `print_result`, for text whose escape sequences are ours: those of its parts that are not
/// must have gone through terminal_text.
void print_styled(std::string_view text);

/// A result in JSON to stdout, as terminal_json shows it.
void print_json(std::string_view json);

/// One long piece of work. On a terminal a bar that redraws at most 20 times a second and is
/// gone when the work is; elsewhere one plain line at the end. All to stderr.
///
///     reading digests  [#########---------------]  58/155  1.2 s left
class Progress {
 public:
  /// @param total  steps to do, 0 when unknown
  Progress(std::string task, std::int64_t total);
  ~Progress();  ///< clears the bar if `finish` was not called
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::int64_t steps = 1);
  /// Text after the counts: a rate, a cost.
  void note(std::string text);
  /// Clears the bar and prints "task: summary (0.12 s)".
  void finish(std::string_view summary);

 private:
  void draw();
  void clear();

  std::string task_;
  std::int64_t total_;
  std::int64_t done_ = 0;
  std::string note_;
  bool terminal_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_draw_;
};

/// "0.12 s", "3 min 20 s".
std::string duration_text(std::chrono::duration<double> time);

/// "12,345".
std::string grouped(std::int64_t number);
std::string grouped(std::integral auto number) {
  return grouped(static_cast<std::int64_t>(number));
}

/// "3 errors", "1 error", "4,395 papers".
std::string counted(std::size_t count, std::string_view noun);

}  // namespace broadsheet
