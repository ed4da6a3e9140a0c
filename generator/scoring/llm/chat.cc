#include "scoring/llm/chat.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "net/retry.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

using Json = nlohmann::json;  // finds keys in logarithmic time

const Json* find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::string text_of(const Json* value) {
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::string scalar_of(const Json* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  return value->is_number() ? value->dump() : std::string();
}

std::optional<std::int64_t> count_of(const Json* value) {
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  const auto count = value->get<std::int64_t>();
  // A count beyond any context is an error and must not become a cost.
  if (count < 0 || count > 1000000000) return std::nullopt;
  return count;
}

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

// The number after `mark` with its unit: "try again in 490ms", "retry after 26 seconds".
std::optional<double> wait_after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(at + mark.size());
  double value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc() || !(value >= 0)) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (rest.starts_with("ms")) return value / 1000;
  if (rest.starts_with("m")) return value * 60;
  if (rest.starts_with("h")) return value * 3600;
  if (rest.starts_with("s") || rest.starts_with(" second")) return value;
  return std::nullopt;
}

std::optional<double> wait_in(const Json& error, std::string_view message) {
  if (const Json* details = find(error, "details"); details != nullptr && details->is_array()) {
    for (const Json& detail : *details) {
      const std::string delay = " " + text_of(find(detail, "retryDelay"));
      if (const auto wait = wait_after(delay, " ")) return wait;
    }
  }
  for (const std::string_view mark : {"try again in ", "retry after ", "retry in "}) {
    if (const auto wait = wait_after(message, mark)) return wait;
  }
  return std::nullopt;
}

ChatTrouble kind_of_error(int status, const ChatAnswer& answer) {
  const std::string& code = answer.error_code;
  const std::string& type = answer.error_type;
  const std::string& message = answer.error;
  if (code == "insufficient_quota" || type == "insufficient_quota" ||
      code == "billing_not_active" || status == 402) {
    return ChatTrouble::Quota;
  }
  if (code == "context_length_exceeded" || type == "exceed_context_size_error" || status == 413 ||
      contains(message, "maximum context length") || contains(message, "context size")) {
    return ChatTrouble::TooLong;
  }
  if (code == "content_filter" || code == "content_policy_violation") return ChatTrouble::Filtered;
  if (code == "unsupported_parameter" || code == "unsupported_value") {
    return ChatTrouble::Unsupported;
  }
  if (status == 401 || status == 403 || code == "invalid_api_key") return ChatTrouble::Key;
  if (status == 404 || code == "model_not_found") return ChatTrouble::Model;
  net::Reply judged;
  judged.status = status;
  if (net::is_passing(judged)) return ChatTrouble::Passing;
  // An error with HTTP 200 comes from a proxy and has the real status as its code.
  int number = 0;
  std::from_chars(code.data(), code.data() + code.size(), number);
  judged.status = number;
  if (status == 200 && (number == 0 || net::is_passing(judged))) return ChatTrouble::Passing;
  return ChatTrouble::Other;
}

// The error object, wherever this server puts it; nullptr when there is none.
const Json* error_in(const Json& body) {
  const Json* root = &body;
  if (body.is_array() && !body.empty()) root = &body[0];
  if (const Json* error = find(*root, "error"); error != nullptr && !error->is_null()) return error;
  if (text_of(find(*root, "object")) == "error") return root;
  return nullptr;
}

void read_error(const Json& error, int status, ChatAnswer& answer) {
  const std::string message =
      error.is_string() ? error.get<std::string>() : text_of(find(error, "message"));
  answer.stated_error = true;
  answer.error = mask_keys(text::shorten(text::collapse_space(text::clean_utf8(message)), 300));
  answer.error_code = scalar_of(find(error, "code"));
  answer.error_type = text_of(find(error, "type"));
  answer.parameter = text_of(find(error, "param"));
  answer.asked_wait_seconds = wait_in(error, message);
  answer.trouble = kind_of_error(status, answer);
}

void read_usage(const Json& body, ChatUsage& usage) {
  const Json* stated = find(body, "usage");
  if (stated == nullptr) return;
  usage.prompt_tokens = count_of(find(*stated, "prompt_tokens"));
  usage.completion_tokens = count_of(find(*stated, "completion_tokens"));
  usage.total_tokens = count_of(find(*stated, "total_tokens"));
  if (const Json* details = find(*stated, "prompt_tokens_details")) {
    usage.cached_tokens = count_of(find(*details, "cached_tokens"));
  }
  if (usage.cached_tokens && usage.prompt_tokens && *usage.cached_tokens > *usage.prompt_tokens) {
    usage.cached_tokens = usage.prompt_tokens;
  }
}

void read_message(const Json& choice, ChatAnswer& answer) {
  answer.finish_reason = text_of(find(choice, "finish_reason"));
  const Json* message = find(choice, "message");
  if (message == nullptr) return;
  answer.refusal = text_of(find(*message, "refusal"));
  for (const char* key : {"reasoning_content", "reasoning"}) {
    if (!text_of(find(*message, key)).empty()) answer.has_reasoning = true;
  }
  const Json* content = find(*message, "content");
  if (content == nullptr) return;
  if (content->is_string()) {
    answer.has_content = true;
    answer.content = content->get<std::string>();
  } else if (content->is_array()) {
    answer.has_content = true;
    for (const Json& part : *content) answer.content += text_of(find(part, "text"));
  }
}

}  // namespace

std::optional<std::int64_t> ChatUsage::billed_completion() const {
  if (!completion_tokens) return std::nullopt;
  if (total_tokens && prompt_tokens) {
    return std::max(*completion_tokens, *total_tokens - *prompt_tokens);
  }
  return completion_tokens;
}

std::string to_json(const ChatRequest& request) {
  nlohmann::ordered_json body = {{"model", request.model},
                                 {"messages",
                                  {{{"role", "system"}, {"content", request.system}},
                                   {{"role", "user"}, {"content", request.user}}}}};
  if (request.temperature) body["temperature"] = *request.temperature;
  if (request.max_tokens) {
    body[request.new_limit_name ? "max_completion_tokens" : "max_tokens"] = *request.max_tokens;
  }
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ChatAnswer read_chat(const net::Reply& reply) {
  ChatAnswer answer;
  if (reply.trouble != net::Trouble::None) {
    answer.trouble = net::is_passing(reply) ? ChatTrouble::Passing : ChatTrouble::Other;
    answer.error = reply.what;
    return answer;
  }
  // No depth limit is needed: the parser does not recurse.
  const Json body = Json::parse(reply.body, nullptr, false);
  if (body.is_discarded() || (!body.is_object() && !body.is_array())) {
    answer.error = reply.body.empty() ? "empty response" : "a response that is not JSON";
    answer.trouble = reply.ok() ? ChatTrouble::Passing : kind_of_error(reply.status, answer);
    return answer;
  }
  if (const Json* error = error_in(body)) {
    read_error(*error, reply.status, answer);
    return answer;
  }
  if (!reply.ok()) {
    answer.error = "HTTP " + std::to_string(reply.status);
    answer.trouble = kind_of_error(reply.status, answer);
    return answer;
  }
  read_usage(body, answer.usage);
  if (const Json* choices = find(body, "choices"); choices != nullptr && choices->is_array()) {
    answer.choices = static_cast<int>(choices->size());
    if (!choices->empty()) read_message((*choices)[0], answer);
  }
  return answer;
}

std::string mask_keys(std::string_view text) {
  std::string masked;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto is_word = [&](std::size_t i) {
      const char c = text[i];
      return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '*';
    };
    std::size_t end = at;
    while (end < text.size() && is_word(end)) ++end;
    const std::string_view word = text.substr(at, end - at);
    const bool has_digit = word.find_first_of("0123456789") != std::string_view::npos;
    if (word.starts_with("sk-") || (word.size() >= 32 && has_digit)) {
      masked += "***";
    } else {
      masked += word;
    }
    if (end < text.size()) masked += text[end++];
    at = end;
  }
  return masked;
}

}  // namespace broadsheet::scoring
