#include "topics/topic_map.h"

#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace broadsheet::topics {
namespace {

bool is_letter(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// Whether `word` stands in `text` on its own: "moe" in "a moe model", not in "moeller".
bool holds_word(std::string_view text, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) {
      return true;
    }
  }
  return false;
}

/// The first words of a comment, folded, where many scorers name the topic; empty when nothing sets
/// them apart within 80 bytes.
std::string lead_of(std::string_view folded) {
  std::size_t end = std::string_view::npos;
  for (const std::string_view mark : {":", " - ", " — "}) end = std::min(end, folded.find(mark));
  if (end == std::string_view::npos || end > 80) return "";
  std::string_view lead = folded.substr(0, end);
  for (const std::string_view start : {"matches ", "matched ", "criterion "}) {
    if (lead.starts_with(start)) lead.remove_prefix(start.size());
  }
  return text::collapse_space(lead.substr(0, lead.find('(')));
}

/// "model architecture/efficiency and theory" as its parts.
std::vector<std::string> parts_of(const std::string& lead) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= lead.size()) {
    std::size_t end = lead.size(), size = 0;
    for (const std::string_view mark : {"/", "+", ",", "&", " and "}) {
      const std::size_t at = lead.find(mark, begin);
      if (at < end) {
        end = at;
        size = mark.size();
      }
    }
    parts.push_back(text::collapse_space(std::string_view(lead).substr(begin, end - begin)));
    if (end == lead.size()) break;
    begin = end + size;
  }
  return parts;
}

void add(std::vector<std::string>& ids, const std::string& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

}  // namespace

TopicMap::TopicMap(const config::Config& config, const Library& library) {
  for (const config::TopicConfig& topic : config.topics) {
    Topic folded{.id = topic.id, .keywords = {}};
    for (const std::string& word : topic.keywords) folded.keywords.push_back(text::fold(word));
    topics_.push_back(std::move(folded));
    id_by_name_.emplace(text::fold(topic.id), topic.id);
    id_by_name_.emplace(text::fold(topic.label), topic.id);
    for (const std::string& alias : topic.aliases) id_by_name_.emplace(text::fold(alias), topic.id);
  }
  for (const Digest& digest : library.digests()) {
    for (const Entry& entry : digest.papers) known_.emplace(&entry, find(entry));
  }
}

std::vector<std::string> TopicMap::ids(const Entry& entry) const {
  const auto known = known_.find(&entry);
  return known != known_.end() ? known->second : find(entry);
}

std::vector<std::string> TopicMap::find(const Entry& entry) const {
  std::vector<std::string> ids;
  if (topics_.empty()) return ids;
  const auto add_named = [&](const std::string& folded) {
    const auto named = id_by_name_.find(folded);
    if (named != id_by_name_.end()) add(ids, named->second);
  };
  for (const std::string& name : entry.topics) add_named(text::fold(name));
  if (!ids.empty()) return ids;

  const std::string comment = text::fold(entry.comment);
  const std::string lead = lead_of(comment);
  if (!lead.empty()) {
    add_named(lead);
    if (ids.empty()) {
      for (const std::string& part : parts_of(lead)) add_named(part);
    }
    if (!ids.empty()) return ids;
  }
  const auto add_by_keywords = [&](const std::string& text, std::size_t needed) {
    std::vector<std::pair<std::size_t, const Topic*>> hits;
    for (const Topic& topic : topics_) {
      const auto held = static_cast<std::size_t>(
          std::count_if(topic.keywords.begin(), topic.keywords.end(),
                        [&](const std::string& word) { return holds_word(text, word); }));
      if (held >= needed) hits.emplace_back(held, &topic);
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& hit : hits) add(ids, hit.second->id);
  };
  if (!lead.empty()) add_by_keywords(lead, 1);
  if (ids.empty()) add_by_keywords(text::fold(entry.title) + " " + comment, 2);
  return ids;
}

}  // namespace broadsheet::topics
