// The criterion that a scorer's comment names; see old_paper.h.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "import/formats/old_paper.h"

namespace broadsheet::importer {
namespace {

struct Criterion {
  std::string_view phrase;  ///< lower case
  std::string_view label;
  bool full;  ///< the criterion's own name: certain by itself; a short form needs a separator
              ///< behind it
};

// Longest first, so that a name is not taken for the shorter one it begins with.
constexpr std::array<Criterion, 26> kCriteria = {{
    {"world models, exploration, and open-ended reinforcement learning",
     "World Models, Exploration, and Open-Ended Reinforcement Learning", true},
    {"large-scale training systems and memory efficiency",
     "Large-Scale Training Systems and Memory Efficiency", true},
    {"efficiency, compression, and large-scale training",
     "Efficiency, Compression, and Large-Scale Training", true},
    {"compression, sparsity, and efficient inference",
     "Compression, Sparsity, and Efficient Inference", true},
    {"architecture mechanisms and training dynamics",
     "Architecture Mechanisms and Training Dynamics", true},
    {"representation learning theory and structure", "Representation Learning Theory and Structure",
     true},
    {"memory structures and agent memory systems", "Memory Structures and Agent Memory Systems",
     true},
    {"architecture and training dynamics", "Architecture and Training Dynamics", true},
    {"model compression and efficiency", "Model Compression and Efficiency", true},
    {"model compression & efficiency", "Model Compression and Efficiency", true},
    {"high performance computing", "High Performance Computing", true},
    {"high-performance computing", "High Performance Computing", true},
    {"representation learning", "Representation Learning", true},
    {"large language models", "Large Language Models", true},
    {"model architecture", "Model Architecture", true},
    {"model compression", "Model Compression and Efficiency", true},
    {"emerging trends", "Emerging Trends", true},
    {"model efficiency", "Model Compression and Efficiency", true},
    {"ai for science", "AI for Science", true},
    {"architecture", "Model Architecture", false},
    {"compression", "Model Compression and Efficiency", false},
    {"efficiency", "Model Compression and Efficiency", false},
    {"quantization", "Model Compression and Efficiency", false},
    {"sparsity", "Model Compression and Efficiency", false},
    {"hpc", "High Performance Computing", false},
    {"llms", "Large Language Models", false},
}};

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// What may stand behind a short form: the end, or something that joins or closes.
bool separates(std::string_view rest) {
  if (rest.empty()) return true;
  if (std::string_view("/,+&()'\";").find(rest.front()) != std::string_view::npos) return true;
  for (const std::string_view word :
       {" /", " and ", " &", " +", " (", " criteri", " topic", " -"}) {
    if (rest.starts_with(word)) return true;
  }
  return false;
}

const Criterion* criterion_at(std::string_view text) {
  for (const Criterion& criterion : kCriteria) {
    if (!text.starts_with(criterion.phrase)) continue;
    const std::string_view rest = text.substr(criterion.phrase.size());
    if (!rest.empty() && is_word_char(rest.front())) continue;
    if (criterion.full || separates(rest)) return &criterion;
  }
  return nullptr;
}

void add(std::string_view label, std::vector<std::string>& labels) {
  if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.emplace_back(label);
}

/// The part that may be a label: before the first colon or long dash, lower case, without
/// "matches".
std::optional<std::string> head_of(const std::string& lowered) {
  constexpr std::size_t kLongestHead = 140;
  std::string_view text = lowered;
  for (const std::string_view word :
       {"strongly ", "strong ", "closely ", "directly ", "clearly "}) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  for (const std::string_view word :
       {"matches: ", "match: ", "matches ", "match with ", "match for "}) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    break;
  }
  for (const std::string_view word : {"the ", "criterion ", "criteria ", "criterion: ", "topic "}) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  while (!text.empty() && (text.front() == '\'' || text.front() == '"')) text.remove_prefix(1);
  std::size_t end = text.find(':');
  for (const std::string_view dash : {" \xE2\x80\x94 ", " \xE2\x80\x93 "}) {
    end = std::min(end, text.find(dash));
  }
  if (end == std::string_view::npos || end > kLongestHead) return std::nullopt;
  return std::string(text.substr(0, end));
}

void add_from_head(std::string_view head, std::vector<std::string>& labels) {
  // Only a head that begins with a criterion is a list of criteria; else it is a sentence.
  if (criterion_at(head) == nullptr) return;
  std::size_t at = 0;
  while (at < head.size()) {
    const bool word_begins = at == 0 || !is_word_char(head[at - 1]);
    if (const Criterion* found = word_begins ? criterion_at(head.substr(at)) : nullptr) {
      add(found->label, labels);
      at += found->phrase.size();
    } else {
      ++at;
    }
  }
}

/// 'Model Compression', or "the model compression criterion", anywhere.
void add_named(std::string_view text, std::vector<std::string>& labels) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && is_word_char(text[at - 1])) continue;
    const Criterion* found = criterion_at(text.substr(at));
    if (found == nullptr || !found->full) continue;
    const std::string_view rest = text.substr(at + found->phrase.size());
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool quoted =
        (before == '\'' && rest.starts_with('\'')) || (before == '"' && rest.starts_with('"'));
    if (quoted || rest.starts_with(" criteri")) add(found->label, labels);
    at += found->phrase.size() - 1;
  }
}

}  // namespace

std::vector<std::string> topics_of_comment(std::string_view comment) {
  std::vector<std::string> labels;
  const std::string lowered = lower_ascii(comment.substr(0, 2000));
  if (const std::optional<std::string> head = head_of(lowered)) add_from_head(*head, labels);
  add_named(lowered, labels);
  return labels;
}

}  // namespace broadsheet::importer
