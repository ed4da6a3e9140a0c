#pragma once
// One exchange with an OpenAI-compatible server: the body sent, and what came back. Pure.
// Source: https://platform.openai.com/docs/api-reference/chat, and what Azure, Gemini, llama.cpp,
// Ollama and vLLM answer in its place.

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
  std::optional<double> temperature{};  ///< not sent when empty: some models refuse it
  std::optional<int> max_tokens{};      ///< not sent when empty
  bool new_limit_name = false;          ///< send max_completion_tokens in place of max_tokens
};

/// The JSON body of the request.
std::string to_json(const ChatRequest& request);

/// What a failed exchange means for the next step.
enum class ChatTrouble {
  None,
  Passing,      ///< busy, overloaded, broken line: ask again later
  TooLong,      ///< more than the model can take: ask for fewer papers
  Filtered,     ///< the server refuses this text: ask for fewer papers
  Unsupported,  ///< a parameter the model does not know; `parameter` names it
  Quota,        ///< money or plan used up: asking again does not help
  Key,          ///< the key is missing or refused
  Model,        ///< no such model
  Other,
};

/// Token counts of one exchange. Nothing: the server did not say.
struct ChatUsage {
  std::optional<std::int64_t> prompt_tokens{};      ///< cached ones included
  std::optional<std::int64_t> completion_tokens{};  ///< as stated
  std::optional<std::int64_t> total_tokens{};
  std::optional<std::int64_t> cached_tokens{};  ///< part of prompt_tokens

  /// What is billed as completion: where the total is more than both parts, the rest was thinking.
  std::optional<std::int64_t> billed_completion() const;
};

struct ChatAnswer {
  ChatTrouble trouble = ChatTrouble::None;
  std::string content{};        ///< of the first choice; parts joined; may be empty
  bool has_content = false;     ///< false: null or absent
  std::string finish_reason{};  ///< "stop", "length", "content_filter", "tool_calls"; or empty
  std::string refusal{};
  bool has_reasoning = false;  ///< stood apart from the content
  int choices = 0;
  ChatUsage usage{};
  bool stated_error = false;  ///< the server itself said that it failed, so it bills nothing
  std::string error{};        ///< the server's sentence, shortened, keys masked
  std::string error_code{};   ///< text or number as text
  std::string error_type{};
  std::string parameter{};                     ///< with Unsupported
  std::optional<double> asked_wait_seconds{};  ///< when the body says when to ask again
};

/// Reads any reply: an answer, an error object in any of the known shapes (also under HTTP 200), a
/// proxy's page, an empty body. A truncated, unreadable 200 is Passing. Never throws.
ChatAnswer read_chat(const net::Reply& reply);

/// "sk-…" and other long tokens in a text replaced by "***", so that no message holds a key.
std::string mask_keys(std::string_view text);

}  // namespace broadsheet::scoring
