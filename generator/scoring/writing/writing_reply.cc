#include "scoring/writing/writing_reply.h"

#include <algorithm>
#include <optional>
#include <set>

#include "json/loose.h"
#include "scoring/llm/reply_fields.h"
#include "scoring/llm/reply_text.h"
#include "scoring/writing/writing_prompt.h"

namespace broadsheet::scoring {
namespace {

// Characters.
constexpr std::size_t kLongestPart = 1500;
constexpr std::size_t kLongestSentence = 600;
constexpr std::size_t kLongestReason = 400;

constexpr std::size_t kMostSentences = 8;

using Kind = json::LooseValue::Kind;

bool is_words(const json::LooseValue& value) {
  return value.kind == Kind::Text || value.kind == Kind::Bare;
}

// All objects in a value, outer ones first.
template <typename Take>
void each_object(const json::LooseValue& value, const Take& take) {
  if (value.kind == Kind::Object) take(value);
  if (value.kind != Kind::Object && value.kind != Kind::Array) return;
  for (const json::LooseValue& item : value.items) each_object(item, take);
}

// std::nullopt if a part is missing.
std::optional<std::vector<SummaryPart>> parts_in(const json::LooseValue& object,
                                                 std::span<const config::PartConfig> parts,
                                                 const std::vector<std::string>& keys) {
  std::vector<SummaryPart> read;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string key = plain_key(keys[i]);
    const json::LooseValue* value = member(object, {key});
    if (value == nullptr || !is_words(*value)) return std::nullopt;
    std::string text = read_words(value, kLongestPart);
    if (text.empty()) continue;
    read.push_back(
        {.label = parts[i].label, .text = std::move(text), .language = parts[i].language});
  }
  return read;
}

std::vector<PaperId> ids_in(const json::LooseValue* value, const std::set<PaperId>& known) {
  std::vector<PaperId> ids;
  const auto add = [&](const json::LooseValue& item) {
    const auto id = read_id(item);
    if (id && known.contains(*id) && std::find(ids.begin(), ids.end(), *id) == ids.end()) {
      ids.push_back(*id);
    }
  };
  if (value == nullptr) return ids;
  if (value->kind == Kind::Array) {
    for (const json::LooseValue& item : value->items) add(item);
  } else {
    add(*value);
  }
  return ids;
}

void read_spotlight(const json::LooseValue* list, const std::set<PaperId>& known, std::size_t most,
                    Overview& overview) {
  if (list == nullptr || list->kind != Kind::Array) return;
  std::set<PaperId> taken;
  for (const json::LooseValue& item : list->items) {
    if (overview.spotlight.size() == most) return;
    const json::LooseValue* id_value = item.kind == Kind::Object ? id_of(item) : &item;
    const auto id = id_value != nullptr ? read_id(*id_value) : std::nullopt;
    if (!id || !known.contains(*id) || !taken.insert(*id).second) continue;
    const json::LooseValue* reason =
        item.kind == Kind::Object ? member(item, {"reason", "comment", "why"}) : nullptr;
    overview.spotlight.emplace_back(*id, read_words(reason, kLongestReason));
  }
}

void read_editorial(const json::LooseValue* list, const std::set<PaperId>& known,
                    Overview& overview) {
  if (list == nullptr || list->kind != Kind::Array) return;
  for (const json::LooseValue& item : list->items) {
    if (overview.editorial.size() == kMostSentences) return;
    if (item.kind != Kind::Object) continue;
    EditorialSentence sentence{
        .text = read_words(member(item, {"text", "sentence"}), kLongestSentence),
        .papers = ids_in(member(item, {"papers", "ids", "arxivids", "arxivid"}), known)};
    if (sentence.text.empty() || sentence.papers.empty()) continue;
    overview.editorial.push_back(std::move(sentence));
  }
}

std::string text_at(const json::List& list, std::size_t at) {
  const std::string* text = at < list.size() ? list[at].text() : nullptr;
  return text != nullptr ? *text : std::string();
}

// The lists in member `key` of an object.
std::vector<const json::List*> lists_in(const json::Value& value, std::string_view key) {
  std::vector<const json::List*> lists;
  const json::Value* found = value.object() != nullptr ? value.object()->find(key) : nullptr;
  if (found == nullptr || found->list() == nullptr) return lists;
  for (const json::Value& item : *found->list()) {
    if (item.list() != nullptr) lists.push_back(item.list());
  }
  return lists;
}

}  // namespace

ReadParts read_parts(std::string_view text, std::span<const PaperId> asked,
                     std::span<const config::PartConfig> parts) {
  const std::set<PaperId> known(asked.begin(), asked.end());
  const std::vector<std::string> keys = part_keys(parts);
  ReadParts read;
  std::set<PaperId> uncertain;
  for (const json::LooseValue& whole : json::loose_objects(answer_text(text))) {
    each_object(whole, [&](const json::LooseValue& object) {
      const json::LooseValue* id_value = id_of(object);
      const auto id = id_value != nullptr ? read_id(*id_value) : std::nullopt;
      if (!id || !known.contains(*id)) return;
      auto found = parts_in(object, parts, keys);
      if (!found) return;
      const auto [at, is_new] = read.parts.try_emplace(*id, *found);
      if (!is_new && at->second != *found) uncertain.insert(*id);
    });
  }
  for (const PaperId& id : uncertain) read.parts.erase(id);
  read.conflicts = uncertain.size();
  read.missing = known.size() - read.parts.size();
  return read;
}

Overview read_overview(std::string_view text, std::span<const PaperId> asked, std::size_t most) {
  const std::set<PaperId> known(asked.begin(), asked.end());
  Overview overview;
  for (const json::LooseValue& whole : json::loose_objects(answer_text(text))) {
    each_object(whole, [&](const json::LooseValue& object) {
      Overview read;
      read_spotlight(member(object, {"spotlight", "spotlights"}), known, most, read);
      read_editorial(member(object, {"editorial"}), known, read);
      if (read != Overview{}) overview = std::move(read);
    });
  }
  return overview;
}

json::Value to_json(const PartsByPaper& parts) {
  json::List list;
  for (const auto& [id, of_paper] : parts) {
    json::List one = {id.str()};
    for (const SummaryPart& part : of_paper) {
      one.push_back(json::List{part.label, part.text, part.language});
    }
    list.push_back(std::move(one));
  }
  return json::Object{{"parts", std::move(list)}};
}

json::Value to_json(const Overview& overview) {
  json::List spotlight, editorial;
  for (const auto& [id, reason] : overview.spotlight) {
    spotlight.push_back(json::List{id.str(), reason});
  }
  for (const EditorialSentence& sentence : overview.editorial) {
    json::List one = {sentence.text};
    for (const PaperId& id : sentence.papers) one.push_back(id.str());
    editorial.push_back(std::move(one));
  }
  return json::Object{{"spotlight", std::move(spotlight)}, {"editorial", std::move(editorial)}};
}

PartsByPaper parts_of(const json::Value& value) {
  PartsByPaper parts;
  for (const json::List* one : lists_in(value, "parts")) {
    const auto id = PaperId::parse(text_at(*one, 0));
    if (!id) continue;
    std::vector<SummaryPart>& of_paper = parts[*id];
    for (std::size_t i = 1; i < one->size(); ++i) {
      const json::List* part = (*one)[i].list();
      if (part == nullptr) continue;
      of_paper.push_back(
          {.label = text_at(*part, 0), .text = text_at(*part, 1), .language = text_at(*part, 2)});
    }
  }
  return parts;
}

Overview overview_of(const json::Value& value) {
  Overview overview;
  for (const json::List* one : lists_in(value, "spotlight")) {
    if (const auto id = PaperId::parse(text_at(*one, 0))) {
      overview.spotlight.emplace_back(*id, text_at(*one, 1));
    }
  }
  for (const json::List* one : lists_in(value, "editorial")) {
    EditorialSentence sentence{.text = text_at(*one, 0), .papers = {}};
    for (std::size_t i = 1; i < one->size(); ++i) {
      if (const auto id = PaperId::parse(text_at(*one, i))) sentence.papers.push_back(*id);
    }
    if (!sentence.papers.empty()) overview.editorial.push_back(std::move(sentence));
  }
  return overview;
}

}  // namespace broadsheet::scoring
