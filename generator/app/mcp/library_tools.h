#pragma once
// What a client of `broadsheet mcp` may ask: each answer is JSON.

#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"
#include "json/document.h"
#include "json/value.h"

namespace broadsheet::app {

class LibraryTools {
 public:
  /// Reads content/, and brings the native index up to date. Throws what a build would.
  explicit LibraryTools(const fs::path& root);
  ~LibraryTools();
  LibraryTools(const LibraryTools&) = delete;
  LibraryTools& operator=(const LibraryTools&) = delete;

  /// The tools with their schemas, as tools/list states them.
  static json::List list();

  /// Runs a tool. Throws Error(Usage) for unknown tools and arguments that cannot be.
  std::string call(std::string_view name, const json::Object& arguments);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::app
