#include "scoring/llm/chat.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "json/document.h"
#include "json/writer.h"
#include "net/retry.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

using MaybeNode = std::optional<json::Node>;

std::string scalar_of(const json::Node& object, std::string_view key) {
  const MaybeNode value = object.find(key);
  if (!value) return {};
  return value->is(json::Kind::Number) ? json::to_line(value->value()) : std::string(value->text());
}

std::optional<std::int64_t> count_of(const json::Node& object, std::string_view key) {
  const MaybeNode value = object.find(key);
  const std::optional<std::int64_t> count = value ? value->integer() : std::nullopt;
  // A count beyond any context is an error and must not become a cost.
  if (!count || *count < 0 || *count > 1000000000) return std::nullopt;
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

std::optional<double> wait_in(const json::Node& error, std::string_view message) {
  if (const MaybeNode details = error.find("details"); details && details->is(json::Kind::List)) {
    for (const json::Node detail : *details) {
      const std::string delay = " " + std::string(detail.text_of("retryDelay"));
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

// The error object, wherever this server puts it.
MaybeNode error_in(const json::Node& body) {
  const bool wrapped = body.is(json::Kind::List) && body.begin() != body.end();
  const json::Node root = wrapped ? *body.begin() : body;
  if (const MaybeNode error = root.find("error"); error && !error->is(json::Kind::Null)) {
    return error;
  }
  if (root.text_of("object") == "error") return root;
  return std::nullopt;
}

void read_error(const json::Node& error, int status, ChatAnswer& answer) {
  const std::string message(error.is(json::Kind::Text) ? error.text() : error.text_of("message"));
  answer.stated_error = true;
  answer.error = mask_keys(text::shorten(text::collapse_space(text::clean_utf8(message)), 300));
  answer.error_code = scalar_of(error, "code");
  answer.error_type = error.text_of("type");
  answer.parameter = error.text_of("param");
  answer.asked_wait_seconds = wait_in(error, message);
  answer.trouble = kind_of_error(status, answer);
}

void read_usage(const json::Node& body, ChatUsage& usage) {
  const MaybeNode stated = body.find("usage");
  if (!stated || !stated->is(json::Kind::Object)) return;
  usage.prompt_tokens = count_of(*stated, "prompt_tokens");
  usage.completion_tokens = count_of(*stated, "completion_tokens");
  usage.total_tokens = count_of(*stated, "total_tokens");
  if (const MaybeNode details = stated->find("prompt_tokens_details")) {
    usage.cached_tokens = count_of(*details, "cached_tokens");
  }
  if (usage.cached_tokens && usage.prompt_tokens && *usage.cached_tokens > *usage.prompt_tokens) {
    usage.cached_tokens = usage.prompt_tokens;
  }
}

/// A message, or a piece of one from a server that streams (`delta`).
void read_message(const json::Node& choice, ChatAnswer& answer) {
  if (const std::string_view reason = choice.text_of("finish_reason"); !reason.empty())
    answer.finish_reason = reason;
  MaybeNode message = choice.find("message");
  if (!message) message = choice.find("delta");
  if (!message) return;
  answer.refusal += message->text_of("refusal");
  for (const char* key : {"reasoning_content", "reasoning"}) {
    if (!message->text_of(key).empty()) answer.has_reasoning = true;
  }
  const MaybeNode content = message->find("content");
  if (!content) return;
  if (content->is(json::Kind::Text)) {
    answer.has_content = true;
    answer.content += content->text();
  } else if (content->is(json::Kind::List)) {
    answer.has_content = true;
    for (const json::Node part : *content) answer.content += part.text_of("text");
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
  json::Object body = {
      {"model", request.model},
      {"messages", json::List{json::Object{{"role", "system"}, {"content", request.system}},
                              json::Object{{"role", "user"}, {"content", request.user}}}}};
  if (request.temperature) body.add("temperature", *request.temperature);
  if (request.max_tokens) {
    body.add(request.new_limit_name ? "max_completion_tokens" : "max_tokens", *request.max_tokens);
  }
  return json::to_line(body);
}

namespace {

/// Usage, and the first choice, of a response or of one piece of a stream.
void read_body(const json::Node& body, ChatAnswer& answer) {
  read_usage(body, answer.usage);
  const MaybeNode choices = body.find("choices");
  if (!choices || !choices->is(json::Kind::List) || choices->size() == 0) return;
  answer.choices = std::max(answer.choices, static_cast<int>(choices->size()));
  read_message(*choices->begin(), answer);
}

/// Whether the body is a stream of server-sent events. Some servers always send one.
/// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
bool is_stream(std::string_view body) {
  body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
  return body.starts_with("data:") || body.starts_with("event:") || body.starts_with(":");
}

/// A stream without its last event is cut: finish_reason is "length".
void read_stream(std::string_view body, int status, ChatAnswer& answer) {
  bool ended = false;
  while (!body.empty()) {
    std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    if (!line.starts_with("data:")) continue;
    line.remove_prefix(5);
    const std::string_view data = trimmed(line);
    if (data == "[DONE]") {
      ended = true;
      break;
    }
    const auto event = json::Document::parse(data);
    if (!event || !event->root().is(json::Kind::Object)) continue;
    if (const MaybeNode error = error_in(event->root())) return read_error(*error, status, answer);
    read_body(event->root(), answer);
  }
  if (!ended && answer.finish_reason.empty()) answer.finish_reason = "length";
}

}  // namespace

ChatAnswer read_chat(const net::Reply& reply) {
  ChatAnswer answer;
  if (reply.trouble != net::Trouble::None) {
    answer.trouble = net::is_passing(reply) ? ChatTrouble::Passing : ChatTrouble::Other;
    answer.error = reply.what;
    return answer;
  }
  if (reply.ok() && is_stream(reply.body)) {
    read_stream(reply.body, reply.status, answer);
    return answer;
  }
  const auto document = json::Document::parse(reply.body);
  if (!document ||
      (!document->root().is(json::Kind::Object) && !document->root().is(json::Kind::List))) {
    answer.error = reply.body.empty() ? "empty response" : "a response that is not JSON";
    answer.trouble = reply.ok() ? ChatTrouble::Passing : kind_of_error(reply.status, answer);
    return answer;
  }
  const json::Node body = document->root();
  if (const MaybeNode error = error_in(body)) {
    read_error(*error, reply.status, answer);
    return answer;
  }
  if (!reply.ok()) {
    answer.error = "HTTP " + std::to_string(reply.status);
    answer.trouble = kind_of_error(reply.status, answer);
    return answer;
  }
  read_body(body, answer);
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
