#include "scoring/llm/reply.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "json/loose.h"
#include "scoring/llm/reply_fields.h"
#include "scoring/llm/reply_text.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

constexpr std::size_t kMaxComment = 2000;  // characters
constexpr std::size_t kMaxRejected = 100;

// A score from 1 to 10; std::nullopt for anything else.
std::optional<double> read_score(const json::LooseValue* value) {
  if (value == nullptr || value->kind == json::LooseValue::Kind::Array ||
      value->kind == json::LooseValue::Kind::Object) {
    return std::nullopt;
  }
  std::string text = text::collapse_space(value->text);
  if (const auto slash = text.find('/'); slash != std::string::npos) {
    if (text::collapse_space(text.substr(slash + 1)) != "10") return std::nullopt;
    text = text::collapse_space(text.substr(0, slash));
  }
  double score = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), score);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!(score >= 1 && score <= 10)) return std::nullopt;
  return score;
}

class Collector {
 public:
  explicit Collector(std::span<const PaperId> asked) : asked_(asked.begin(), asked.end()) {}

  // `key` is the key of the value: some models key objects by id.
  void take(const json::LooseValue& value, const std::string& key) {
    if (value.kind == json::LooseValue::Kind::Object) {
      const json::LooseValue* id = id_of(value);
      if (id != nullptr) return take_object(value, *id);
      const json::LooseValue key_as_id{.kind = json::LooseValue::Kind::Text, .text = key};
      if (read_id(key_as_id) && member(value, {"relevance", "novelty"}) != nullptr) {
        return take_object(value, key_as_id);
      }
      for (std::size_t i = 0; i < value.items.size(); ++i) take(value.items[i], value.keys[i]);
    } else if (value.kind == json::LooseValue::Kind::Array) {
      for (const json::LooseValue& item : value.items) take(item, {});
    }
  }

  // An object that names these papers could not be read: which verdict it has is unknown.
  void add_unreadable(std::string_view text) {
    for (const PaperId& id : asked_) {
      if (text.find(id.str()) != std::string_view::npos) uncertain_.insert(id);
    }
  }

  // Whether a paper with a verdict is named by another object.
  bool has_repeated() const {
    return std::any_of(found_.begin(), found_.end(), [&](const auto& one) {
      return one.second.times > 1 || uncertain_.contains(one.first);
    });
  }

  // Only verdicts that were given more than once remain.
  void drop_single() {
    for (const auto& [id, found] : found_) {
      if (found.times == 1) uncertain_.insert(id);
    }
  }

  ReadReply result(std::span<const PaperId> asked) {
    for (const PaperId& id : order_) {
      if (uncertain_.contains(id)) {
        ++reply_.conflicts;
      } else {
        reply_.verdicts.push_back(std::move(found_.at(id).verdict));
      }
    }
    for (const PaperId& id : asked) {
      if (!found_.contains(id) || uncertain_.contains(id)) reply_.missing.push_back(id);
    }
    return std::move(reply_);
  }

 private:
  void take_object(const json::LooseValue& object, const json::LooseValue& id_value) {
    const auto id = read_id(id_value);
    const bool is_asked = id && asked_.contains(*id);
    const json::LooseValue* const relevance_value = member(object, {"relevance", "relevancescore"});
    const json::LooseValue* const novelty_value = member(object, {"novelty", "noveltyscore"});
    const auto relevance = read_score(relevance_value);
    const auto novelty = read_score(novelty_value);
    if (!is_asked || !relevance || !novelty || has_double_keys(object)) {
      if (is_asked && (relevance_value != nullptr || novelty_value != nullptr)) {
        uncertain_.insert(*id);
      }
      if (reply_.rejected.size() < kMaxRejected) {
        reply_.rejected.push_back(
            id ? id->str()
               : text::shorten(text::clean_utf8(text::collapse_space(id_value.text)), 60));
      }
      return;
    }
    Verdict verdict{
        .id = *id,
        .relevance = *relevance,
        .novelty = *novelty,
        .topic = read_words(member(object, {"topic", "criterion", "primarytopic", "primarytopicid",
                                            "matchedtopic", "matchedcriterion"}),
                            100),
        .comment = read_words(member(object, {"comment", "reason"}), kMaxComment)};
    if (holds_other_scores(object, verdict)) uncertain_.insert(*id);
    const auto [at, is_new] = found_.try_emplace(*id, Found{.verdict = verdict, .times = 0});
    Found& found = at->second;
    ++found.times;
    if (is_new) {
      order_.push_back(*id);
    } else if (found.verdict.relevance != verdict.relevance ||
               found.verdict.novelty != verdict.novelty || found.verdict.topic != verdict.topic) {
      uncertain_.insert(*id);
    }
    found.verdict = std::move(verdict);
  }

  // Whether an object within the verdict, such as "revised", has another relevance and
  // novelty.
  static bool holds_other_scores(const json::LooseValue& object, const Verdict& verdict) {
    return std::any_of(object.items.begin(), object.items.end(), [&](const json::LooseValue& item) {
      if (item.kind == json::LooseValue::Kind::Object) {
        const auto* const relevance = member(item, {"relevance", "relevancescore"});
        const auto* const novelty = member(item, {"novelty", "noveltyscore"});
        if (relevance != nullptr && novelty != nullptr &&
            (read_score(relevance) != verdict.relevance ||
             read_score(novelty) != verdict.novelty)) {
          return true;
        }
      }
      return holds_other_scores(item, verdict);
    });
  }

  // Two scores under one name: either could be meant, or two objects were joined.
  static bool has_double_keys(const json::LooseValue& object) {
    std::set<std::string> seen;
    for (const std::string& key : object.keys) {
      if (!seen.insert(plain_key(key)).second) return true;
    }
    return false;
  }

  struct Found {
    Verdict verdict;  // the last one
    int times = 0;
  };

  std::set<PaperId> asked_;
  std::map<PaperId, Found> found_;
  std::vector<PaperId> order_;   // of found_
  std::set<PaperId> uncertain_;  // what their verdicts are
  ReadReply reply_;
};

// The part of the text between two objects that begins with an object which could not be read.
std::string_view unreadable_object(std::string_view between) {
  for (std::size_t at = 0; (at = between.find('{', at)) != std::string_view::npos; ++at) {
    std::size_t next = at + 1;
    while (next < between.size() && is_ascii_space(between[next])) ++next;
    if (next < between.size() && (between[next] == '"' || between[next] == '\'')) {
      return between.substr(at);
    }
  }
  return {};
}

bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) {
    return is_ascii_letter(byte) || static_cast<unsigned char>(byte) >= 0x80;
  });
}

}  // namespace

ReadReply read_reply(std::string_view text, std::span<const PaperId> asked, bool is_cut) {
  const std::string answer = answer_text(text);
  const std::string_view whole = answer;
  Collector collector(asked);
  std::size_t end = 0;  // of the last object
  for (const json::LooseValue& object : json::loose_objects(answer)) {
    collector.add_unreadable(unreadable_object(whole.substr(end, object.begin - end)));
    collector.take(object, {});
    end = object.end;
  }
  const std::string_view rest = whole.substr(end);
  const std::string_view cut_object = unreadable_object(rest);
  collector.add_unreadable(cut_object);
  const bool goes_on = has_words(rest.substr(0, rest.size() - cut_object.size()));
  if (is_cut && (goes_on || collector.has_repeated())) collector.drop_single();
  return collector.result(asked);
}

std::vector<PaperId> read_dropped(std::string_view text, std::span<const PaperId> asked) {
  const std::set<PaperId> known(asked.begin(), asked.end());
  std::optional<std::vector<PaperId>> dropped;
  for (const json::LooseValue& list : json::loose_lists(answer_text(text))) {
    std::set<PaperId> named;
    bool has_ids = list.items.empty();
    for (const json::LooseValue& item : list.items) {
      const auto id = read_id(item);
      has_ids = has_ids || id;
      if (id && known.contains(*id)) named.insert(*id);
    }
    if (!has_ids) continue;  // "as in [3]"
    std::vector<PaperId> ids(named.begin(), named.end());
    if (dropped && *dropped != ids) return {};
    dropped = std::move(ids);
  }
  return dropped.value_or(std::vector<PaperId>());
}

}  // namespace broadsheet::scoring
