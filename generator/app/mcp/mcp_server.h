#pragma once
// broadsheet mcp: the library for language models, by the Model Context Protocol.
// Source: https://modelcontextprotocol.io/specification/2025-06-18

#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"

namespace broadsheet::app {

/// Answers messages of one client. Days that are added while it runs are seen by the next call.
class McpServer {
 public:
  McpServer(fs::path root, std::string version);
  ~McpServer();
  McpServer(const McpServer&) = delete;
  McpServer& operator=(const McpServer&) = delete;

  /// One message in, one line out, without a line break; empty for a notification. Never throws on
  /// bad input: a message that is none gets an error of JSON-RPC, a tool that fails a result that
  /// says so.
  std::string answer(std::string_view message);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Serves stdin and stdout, a message a line, until stdin ends.
/// @return 0
int run_mcp(const fs::path& root, const std::string& version);

}  // namespace broadsheet::app
