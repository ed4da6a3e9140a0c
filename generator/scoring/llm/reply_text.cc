#include "scoring/llm/reply_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

constexpr std::size_t kMaxReply = 8 << 20;   // bytes, reasoning included
constexpr std::size_t kMaxAnswer = 1 << 20;  // bytes; the answer to a batch is far shorter
constexpr std::size_t kMaxAttributes = 200;  // bytes between a tag's name and its end

// How a family of wrappers is written: before the name, before the closing name, at the end.
struct Brackets {
  std::string_view open, close, end;
};
constexpr std::array<Brackets, 3> kBrackets = {{
    {"<", "</", ">"},
    {"[", "[/", "]"},
    {"◁", "◁/", "▷"},
}};
constexpr std::string_view kDetails =
    "details";  // reasoning only if its summary is about reasoning
constexpr std::array<std::string_view, 19> kNames = {
    "think",  "thinking",   "thought",      "thoughts",        "reasoning",
    "reason", "analysis",   "reflection",   "scratchpad",      kDetails,
    "draft",  "seed:think", "deliberation", "inner_monologue", "chain_of_thought",
    "cot",    "internal",   "rationale",    "planning"};

// Wrappers whose two ends are fixed texts.
struct Pair {
  std::string_view open, close;
};
constexpr std::array<Pair, 6> kPairs = {{
    {"<|begin_of_thought|>", "<|end_of_thought|>"},
    {"<|start_thinking|>", "<|end_thinking|>"},
    {"<|think|>", "<|/think|>"},
    {"<|thinking|>", "<|/thinking|>"},
    {"<unused94>", "<unused95>"},
    {"<|channel>thought", "<channel|>"},
}};

constexpr std::string_view kFinalChannel = "<|channel|>final";
constexpr std::string_view kMessage = "<|message|>";

std::size_t after_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_space(text[at])) ++at;
  return at;
}

// One past the tag that begins at `at`: "<name>", "<name attribute>", "<name >".
std::optional<std::size_t> tag_end(std::string_view text, std::size_t at, std::string_view open,
                                   std::string_view name, std::string_view end) {
  if (!text.substr(at).starts_with(open)) return std::nullopt;
  at += open.size();
  if (!text.substr(at).starts_with(name)) return std::nullopt;
  at += name.size();
  if (text.substr(at).starts_with(end)) return at + end.size();
  if (at >= text.size() || !is_ascii_space(text[at])) return std::nullopt;
  const std::string_view attributes = text.substr(at, kMaxAttributes);
  const std::size_t found = attributes.substr(0, attributes.find('\n')).find(end);
  if (found == std::string_view::npos) return std::nullopt;
  return at + found + end.size();
}

// Whether the summary of a <details> element, which begins at `at`, announces reasoning.
bool is_summary_of_reasoning(std::string_view text, std::size_t at) {
  std::string_view summary = text.substr(at, kMaxAttributes);
  summary = summary.substr(0, summary.find("</summary>"));
  for (const std::string_view word : {"reason", "think", "thought", "draft", "analysis"}) {
    if (summary.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// One past the closing tag that comes first after `at`.
std::optional<std::size_t> after_close(std::string_view text, std::size_t at,
                                       const Brackets& brackets, std::string_view name) {
  const std::string close = std::string(brackets.close) + std::string(name);
  while ((at = text.find(close, at)) != std::string_view::npos) {
    if (const auto end = tag_end(text, at, brackets.close, name, brackets.end)) return end;
    at += close.size();
  }
  return std::nullopt;
}

// If a wrapper opens at `at`: one past its end, which is the end of the text if it is not closed.
std::optional<std::size_t> wrapper_end(std::string_view text, std::size_t at) {
  for (const Pair& pair : kPairs) {
    if (!text.substr(at).starts_with(pair.open)) continue;
    const std::size_t close = text.find(pair.close, at);
    return close == std::string_view::npos ? text.size() : close + pair.close.size();
  }
  for (const Brackets& brackets : kBrackets) {
    if (!text.substr(at).starts_with(brackets.open)) continue;
    for (const std::string_view name : kNames) {
      const auto open = tag_end(text, at, brackets.open, name, brackets.end);
      if (open && name == kDetails && !is_summary_of_reasoning(text, *open)) continue;
      if (open) return after_close(text, *open, brackets, name).value_or(text.size());
    }
  }
  return std::nullopt;
}

// One past a closing tag at `at`; std::nullopt if there is none.
std::optional<std::size_t> close_end(std::string_view text, std::size_t at) {
  for (const Pair& pair : kPairs) {
    if (text.substr(at).starts_with(pair.close)) return at + pair.close.size();
  }
  for (const Brackets& brackets : kBrackets) {
    for (const std::string_view name : kNames) {
      if (name == kDetails) continue;
      if (const auto end = tag_end(text, at, brackets.close, name, brackets.end)) return end;
    }
  }
  return std::nullopt;
}

// The text after the marker of the final channel; std::nullopt if there are no channels.
std::optional<std::string_view> final_channel(std::string_view text) {
  if (const auto at = text.rfind(kFinalChannel); at != std::string_view::npos) {
    const std::size_t message = text.find(kMessage, at);
    if (message != std::string_view::npos) return text.substr(message + kMessage.size());
  }
  const std::string_view rest = text.substr(after_space(text, 0));
  if (rest.starts_with("<|channel|>analysis")) return std::string_view();
  // The same format, its markers removed by the server.
  constexpr std::string_view kBareFinal = "assistantfinal";
  if (rest.starts_with("analysis")) {
    if (const auto at = text.rfind(kBareFinal); at != std::string_view::npos) {
      return text.substr(at + kBareFinal.size());
    }
  }
  return std::nullopt;
}

std::string without_reasoning(std::string_view text) {
  if (const auto answer = final_channel(text)) return std::string(*answer);
  const std::string lowered = lower_ascii(text);  // tags are found in any case
  const auto may_be_tag = [&](std::size_t at) {
    return lowered[at] == '<' || lowered[at] == '[' || lowered[at] == kBrackets[2].open.front();
  };
  std::string answer;
  std::size_t begin = 0;  // of what may be answer
  bool at_start = true;   // of the reply or of a line, wrappers and white space aside
  for (std::size_t at = 0; at < lowered.size();) {
    if (at_start && may_be_tag(at)) {
      if (const auto end = wrapper_end(lowered, at)) {
        answer.append(text.substr(begin, at - begin));
        begin = at = *end;
        continue;
      }
    }
    // A closing tag alone: the server has removed the opening one.
    const bool may_close =
        at_start || (at > 0 && (lowered[at - 1] == '}' || lowered[at - 1] == '`'));
    if (may_close && may_be_tag(at)) {
      if (const auto end = close_end(lowered, at)) {
        answer.clear();
        begin = at = *end;
        at_start = true;
        continue;
      }
    }
    if (lowered[at] == '\n') {
      at_start = true;
    } else if (!is_ascii_space(lowered[at])) {
      at_start = false;
    }
    ++at;
  }
  return answer.append(text.substr(begin));
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(from, at)) != std::string::npos;) {
    result.append(text, at, next - at).append(to);
    at = next + from.size();
  }
  text = result.append(text, at);
}

}  // namespace

std::string answer_text(std::string_view reply) {
  if (reply.starts_with("\xEF\xBB\xBF")) reply.remove_prefix(3);
  const std::string answer = without_reasoning(reply.substr(0, kMaxReply));
  std::string text = text::clean_utf8(text::cut_utf8(answer, kMaxAnswer));
  if (text.find("{&quot;") != std::string::npos || text.find("{ &quot;") != std::string::npos) {
    replace_all(text, "&quot;", "\"");
    replace_all(text, "&#39;", "'");
    replace_all(text, "&lt;", "<");
    replace_all(text, "&gt;", ">");
    replace_all(text, "&amp;", "&");
  }
  return text;
}

}  // namespace broadsheet::scoring
