#include "scoring/llm/reply_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "json/loose.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

constexpr std::size_t kMaxReply = 8 << 20;   // bytes, reasoning included
constexpr std::size_t kMaxAnswer = 1 << 20;  // bytes; the answer to a batch is far shorter
constexpr std::size_t kMaxName = 40;         // bytes of a tag's name
constexpr std::size_t kMaxAttributes = 200;  // bytes between a tag's name and its end
constexpr std::size_t kMaxAbsent = 100;      // closing texts that were searched for in vain

// How a family of wrappers is written: before the name, before the closing name, at the end.
struct Brackets {
  std::string_view open, close, end;
  bool has_attributes;
};
constexpr std::array<Brackets, 4> kBrackets = {{
    {"<", "</", ">", true},
    {"&lt;", "&lt;/", "&gt;", true},
    {"[", "[/", "]", false},
    {"◁", "◁/", "▷", true},
}};
constexpr std::string_view kFence = "```";
// Reasoning only if its summary is about reasoning.
constexpr std::string_view kDetails = "details";
// A word of a wrapper's name that begins so is about reasoning.
constexpr std::array<std::string_view, 15> kStems = {
    "think",     "thought",  "reason",    "analysis", "reflect", "scratch", "draft", "deliberat",
    "monologue", "internal", "rationale", "plan",     "chain",   "cot",     "step"};
// A wrapper with such a word in its name is the answer: "<final_thoughts>".
constexpr std::array<std::string_view, 5> kAnswers = {"answer", "final", "output", "result",
                                                      "verdict"};

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

constexpr std::string_view kStart = "<|start|>";
constexpr std::string_view kChannel = "<|channel|>";
constexpr std::string_view kFinalChannel = "<|channel|>final";
constexpr std::string_view kMessage = "<|message|>";

std::size_t after_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_space(text[at])) ++at;
  return at;
}

bool is_name_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-' || c == ':';
}

// Whether `words` are about reasoning: "chain-of-thought", "Thinking Process".
bool names_reasoning(std::string_view words) {
  bool found = false;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && is_ascii_letter(words[end])) ++end;
    const std::string_view word = words.substr(at, end - at);
    const auto begins_word = [&](std::string_view stem) { return word.starts_with(stem); };
    if (std::any_of(kAnswers.begin(), kAnswers.end(), begins_word)) return false;
    found = found || std::any_of(kStems.begin(), kStems.end(), begins_word);
    at = end + 1;
  }
  return found;
}

struct Tag {
  std::string_view name;
  std::size_t end;  // one past it
};

// The tag at `at`: "<name>", "<name attribute>", "<name >".
std::optional<Tag> tag_at(std::string_view text, std::size_t at, std::string_view open,
                          const Brackets& brackets) {
  if (!text.substr(at).starts_with(open)) return std::nullopt;
  at += open.size();
  std::size_t end = at;
  while (end < text.size() && end - at < kMaxName && is_name_byte(text[end])) ++end;
  const std::string_view name = text.substr(at, end - at);
  if (name.empty()) return std::nullopt;
  if (text.substr(end).starts_with(brackets.end)) return Tag{name, end + brackets.end.size()};
  if (!brackets.has_attributes || end >= text.size() || !is_ascii_space(text[end])) {
    return std::nullopt;
  }
  const std::string_view attributes = text.substr(end, kMaxAttributes);
  const std::size_t found = attributes.substr(0, attributes.find('\n')).find(brackets.end);
  if (found == std::string_view::npos) return std::nullopt;
  return Tag{name, end + found + brackets.end.size()};
}

// Whether the summary of a <details> element, which begins at `at`, announces reasoning.
bool is_summary_of_reasoning(std::string_view text, std::size_t at) {
  const std::string_view summary = text.substr(at, kMaxAttributes);
  return names_reasoning(summary.substr(0, summary.find("</summary>")));
}

// One past the fence of `text` that begins at `at`, with the fences inside it.
std::optional<std::size_t> fence_end(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, line_end - at);
    line.remove_prefix(after_space(line, 0));
    if (line.starts_with(kFence)) {
      line.remove_prefix(kFence.size());
      depth += after_space(line, 0) == line.size() ? -1 : 1;
      if (depth == 0) return line_end;
    }
    at = line_end + 1;
  }
  return std::nullopt;
}

// Finds the wrappers of reasoning in a text in lower case.
class Wrappers {
 public:
  explicit Wrappers(std::string_view text) : text_(text) {}

  bool may_begin(std::size_t at) const {
    return std::string_view("<[&`\xE2").find(text_[at]) != std::string_view::npos;
  }

  // If a wrapper opens at `at`: one past its end. One that is not closed extends to the end of the
  // text, but only if it opens a line.
  std::optional<std::size_t> end_of(std::size_t at, bool at_line_start) {
    const auto unclosed = at_line_start ? std::optional(text_.size()) : std::nullopt;
    for (const Pair& pair : kPairs) {
      if (!text_.substr(at).starts_with(pair.open)) continue;
      const std::size_t close = find(pair.close, at);
      return close == std::string_view::npos ? unclosed : close + pair.close.size();
    }
    if (at_line_start && text_.substr(at).starts_with(kFence)) {
      const std::string_view info = text_.substr(at + kFence.size(), kMaxName);
      if (!names_reasoning(info.substr(0, info.find('\n')))) return std::nullopt;
      return fence_end(text_, at).value_or(text_.size());
    }
    for (const Brackets& brackets : kBrackets) {
      const auto tag = tag_at(text_, at, brackets.open, brackets);
      if (!tag) continue;
      const bool is_reasoning = tag->name == kDetails ? is_summary_of_reasoning(text_, tag->end)
                                                      : names_reasoning(tag->name);
      if (!is_reasoning) return std::nullopt;
      const auto end = after_close(tag->end, brackets, tag->name);
      return end ? end : unclosed;
    }
    return std::nullopt;
  }

  // One past a closing tag at `at`; std::nullopt if there is none.
  std::optional<std::size_t> close_end(std::size_t at) const {
    for (const Pair& pair : kPairs) {
      if (text_.substr(at).starts_with(pair.close)) return at + pair.close.size();
    }
    for (const Brackets& brackets : kBrackets) {
      const auto tag = tag_at(text_, at, brackets.close, brackets);
      if (tag && names_reasoning(tag->name)) return tag->end;
    }
    return std::nullopt;
  }

 private:
  // One past the closing tag that comes first after `at`.
  std::optional<std::size_t> after_close(std::size_t at, const Brackets& brackets,
                                         std::string_view name) {
    const std::string close = std::string(brackets.close) + std::string(name);
    while ((at = find(close, at)) != std::string_view::npos) {
      const auto tag = tag_at(text_, at, brackets.close, brackets);
      if (tag && tag->name == name) return tag->end;
      at += close.size();
    }
    return std::nullopt;
  }

  // text_.find, which does not search twice for what is not there: hostile text must not cost more
  // than its length times a constant.
  std::size_t find(std::string_view what, std::size_t at) {
    if (absent_.size() >= kMaxAbsent || absent_.contains(what)) return std::string_view::npos;
    const std::size_t found = text_.find(what, at);
    if (found == std::string_view::npos) absent_.emplace(what);
    return found;
  }

  std::string_view text_;
  std::set<std::string, std::less<>> absent_;  // after some place that has been passed
};

// The text after the marker of the final channel; std::nullopt if there are no channels.
std::optional<std::string_view> final_channel(std::string_view text) {
  if (const auto at = text.rfind(kFinalChannel); at != std::string_view::npos) {
    const std::size_t message = text.find(kMessage, at);
    if (message != std::string_view::npos) return text.substr(message + kMessage.size());
  }
  std::string_view rest = text.substr(after_space(text, 0));
  if (rest.starts_with(kStart)) rest.remove_prefix(kStart.size());
  // The same format, its markers removed by the server, has no space between the words.
  constexpr std::string_view kAssistant = "assistant";
  constexpr std::string_view kBareFinal = "assistantfinal";
  if (rest.starts_with(kAssistant)) rest.remove_prefix(kAssistant.size());
  if (rest.starts_with(kChannel)) return std::string_view();
  for (const std::string_view channel : {"analysis", "commentary"}) {
    if (!rest.starts_with(channel)) continue;
    if (const auto at = text.rfind(kBareFinal); at != std::string_view::npos) {
      return text.substr(at + kBareFinal.size());
    }
    const char next = rest.size() > channel.size() ? rest[channel.size()] : ' ';
    if (is_ascii_letter(next) || next == '{' || next == '[') return std::string_view();
  }
  return std::nullopt;
}

// The reply without its reasoning. Tags inside of whole objects are words of the answer.
std::string without_reasoning(std::string_view text) {
  if (const auto answer = final_channel(text)) return std::string(*answer);
  const std::string lowered = lower_ascii(text);  // tags are found in any case
  const std::vector<json::LooseValue> objects = json::loose_objects(text);
  auto object = objects.begin();
  Wrappers wrappers(lowered);
  std::string answer;
  std::size_t begin = 0;      // of what may be answer
  bool at_line_start = true;  // wrappers, white space and signs of Markdown aside
  for (std::size_t at = 0; at < lowered.size();) {
    while (object != objects.end() && object->end <= at) ++object;
    if (object != objects.end() && object->begin <= at) {
      at = object->end;
      at_line_start = false;
      continue;
    }
    if (wrappers.may_begin(at)) {
      if (const auto end = wrappers.end_of(at, at_line_start)) {
        answer.append(text.substr(begin, at - begin));
        begin = at = *end;
        continue;
      }
      // A closing tag alone: the server has removed the opening one.
      if (const auto end = wrappers.close_end(at)) {
        answer.clear();
        begin = at = *end;
        at_line_start = true;
        continue;
      }
    }
    if (lowered[at] == '\n') {
      at_line_start = true;
    } else if (!is_ascii_space(lowered[at]) &&
               std::string_view("*_#>`").find(lowered[at]) == std::string_view::npos) {
      at_line_start = false;
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
  std::string text(reply.substr(0, kMaxReply));
  if (text.find("{&quot;") != std::string::npos || text.find("{ &quot;") != std::string::npos) {
    replace_all(text, "&quot;", "\"");
    replace_all(text, "&#39;", "'");
    replace_all(text, "&lt;", "<");
    replace_all(text, "&gt;", ">");
    replace_all(text, "&amp;", "&");
  }
  return text::clean_utf8(text::cut_utf8(without_reasoning(text), kMaxAnswer));
}

}  // namespace broadsheet::scoring
