#pragma once
// The request and the response of an OpenAI-compatible server. Pure.
// Source: https://platform.openai.com/docs/api-reference/chat, and the variants of Azure, Gemini,
// llama.cpp, Ollama and vLLM.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/transport.h"

namespace broadsheet::scoring {

struct ChatRequest {
  std::string model;
  std::string system;
  std::string user;
  std::optional<double> temperature{};  ///< not sent if empty: some models reject it
  std::optional<int> max_tokens{};      ///< not sent if empty
  bool new_limit_name = false;          ///< send max_completion_tokens instead of max_tokens
};

/// The JSON body of the request.
std::string to_json(const ChatRequest& request);

/// What a failed exchange means for the next step.
enum class ChatTrouble {
  None,
  Passing,      ///< busy, overloaded, connection lost: retry later
  TooLong,      ///< more than the model accepts: send fewer papers
  Filtered,     ///< the server refuses this text: send fewer papers
  Unsupported,  ///< a parameter the model does not know; `parameter` names it
  Quota,        ///< credit or plan used up: a retry does not help
  Key,          ///< the key is missing or rejected
  Model,        ///< no such model
  Other,
};

/// Token counts of one exchange; std::nullopt if the server did not report them.
struct ChatUsage {
  std::optional<std::int64_t> prompt_tokens{};      ///< cached ones included
  std::optional<std::int64_t> completion_tokens{};  ///< as reported
  std::optional<std::int64_t> total_tokens{};
  std::optional<std::int64_t> cached_tokens{};  ///< part of prompt_tokens

  /// What is billed as completion: if the total exceeds both parts, the rest was reasoning.
  std::optional<std::int64_t> billed_completion() const;
};

struct ChatAnswer {
  ChatTrouble trouble = ChatTrouble::None;
  std::string content{};        ///< of the first choice; parts joined; may be empty
  bool has_content = false;     ///< false: null or absent
  std::string finish_reason{};  ///< "stop", "length", "content_filter", "tool_calls"; or empty
  std::string refusal{};
  bool has_reasoning = false;  ///< in a member of its own
  int choices = 0;
  ChatUsage usage{};
  bool stated_error = false;  ///< the server reported an error, so it bills nothing
  std::string error{};        ///< the server's message, shortened, keys masked
  std::string error_code{};   ///< text or number as text
  std::string error_type{};
  std::string parameter{};                     ///< with Unsupported
  std::optional<double> asked_wait_seconds{};  ///< from the body
};

/// Reads any reply: a response, an error object in any of the known forms (also with HTTP 200), a
/// proxy's page, an empty body. An unreadable body with HTTP 200 is Passing. Never throws.
ChatAnswer read_chat(const net::Reply& reply);

/// "sk-…" and other long tokens in a text replaced by "***", so that no message holds a key.
std::string mask_keys(std::string_view text);

}  // namespace broadsheet::scoring
