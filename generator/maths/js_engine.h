#pragma once
// The door to the JavaScript engine that runs KaTeX. Which one depends on the KaTeX of the system:
// Debian 12 has one in ECMAScript 5, for Duktape (js_engine_duktape.cc); Debian 13 one in
// ECMAScript 6, for QuickJS (js_engine_quickjs.cc), which Debian 12 does not have.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::maths {

/// One global scope without any access to files, network or clock. Not for two threads at once.
class JsEngine {
 public:
  /// @param memory  bytes the scripts may hold; beyond them they fail
  explicit JsEngine(std::size_t memory);
  ~JsEngine();
  JsEngine(const JsEngine&) = delete;
  JsEngine& operator=(const JsEngine&) = delete;

  /// Runs a script. False when it cannot be read or throws.
  /// @param source  UTF-8, followed by a NUL
  bool run(std::string_view source);

  /// What the global function `name` gives for a text (UTF-8) and a switch, as valid UTF-8; nothing
  /// when it throws or gives no text.
  std::optional<std::string> call(const char* name, const std::string& text, bool on);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::maths
