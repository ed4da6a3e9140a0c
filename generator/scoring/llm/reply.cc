#include "scoring/llm/reply.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "json/loose.h"
#include "scoring/llm/reply_text.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

constexpr std::size_t kMaxComment = 2000;  // characters
constexpr std::size_t kMaxRejected = 100;

// "ArXiv_ID" and "arxiv id" are "arxivid".
std::string plain_key(std::string_view key) {
  std::string plain;
  for (const char c : key) {
    if (is_ascii_letter(c) || is_ascii_digit(c)) plain += lower_ascii(c);
  }
  return plain;
}

const json::LooseValue* member(const json::LooseValue& object,
                               std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < object.keys.size(); ++i) {
      if (plain_key(object.keys[i]) == name) return &object.items[i];
    }
  }
  return nullptr;
}

const json::LooseValue* id_of(const json::LooseValue& object) {
  return member(object, {"arxivid", "id", "paperid", "arxiv"});
}

// "arXiv:2504.17830v1", "https://arxiv.org/abs/…", " 2504.17830 ".
std::optional<ArxivId> read_id(const json::LooseValue& value) {
  if (value.kind != json::LooseValue::Kind::Text && value.kind != json::LooseValue::Kind::Bare) {
    return std::nullopt;
  }
  std::string text = text::collapse_space(value.text);
  for (const std::string_view mark : {"/abs/", "/pdf/"}) {
    const auto at = text.find(mark);
    if (at != std::string::npos) text.erase(0, at + mark.size());
  }
  if (text.ends_with(".pdf")) text.resize(text.size() - 4);
  if (plain_key(text.substr(0, 6)) == "arxiv" && text.size() > 6 && text[5] == ':') {
    text = text::collapse_space(text.substr(6));
  }
  return ArxivId::parse(text);
}

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

std::string read_words(const json::LooseValue* value, std::size_t characters) {
  if (value == nullptr) return {};
  if (value->kind == json::LooseValue::Kind::Array) {
    return value->items.empty() ? std::string() : read_words(&value->items[0], characters);
  }
  if (value->kind == json::LooseValue::Kind::Object) return {};
  const std::string words = text::collapse_space(text::clean_utf8(value->text));
  const bool is_nothing =
      value->kind == json::LooseValue::Kind::Bare &&
      (words == "null" || words == "None" || words == "true" || words == "false");
  return is_nothing ? std::string() : text::shorten(words, characters);
}

class Collector {
 public:
  explicit Collector(std::span<const ArxivId> asked) : asked_(asked.begin(), asked.end()) {}

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

  ReadReply result(std::span<const ArxivId> asked) {
    for (const ArxivId& id : order_) {
      if (!conflicting_.contains(id)) reply_.verdicts.push_back(std::move(found_.at(id)));
    }
    for (const ArxivId& id : asked) {
      if (!found_.contains(id) || conflicting_.contains(id)) reply_.missing.push_back(id);
    }
    reply_.conflicts = static_cast<int>(conflicting_.size());
    return std::move(reply_);
  }

 private:
  void take_object(const json::LooseValue& object, const json::LooseValue& id_value) {
    const auto id = read_id(id_value);
    const auto relevance = read_score(member(object, {"relevance", "relevancescore"}));
    const auto novelty = read_score(member(object, {"novelty", "noveltyscore"}));
    const bool doubled = has_double_keys(object);
    if (!id || asked_.count(*id) == 0 || !relevance || !novelty || doubled) {
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
    const auto [found, is_new] = found_.emplace(*id, verdict);
    if (is_new) {
      order_.push_back(*id);
    } else if (found->second.relevance == verdict.relevance &&
               found->second.novelty == verdict.novelty && found->second.topic == verdict.topic) {
      found->second = std::move(verdict);
    } else {
      conflicting_.insert(*id);
    }
  }

  // Two scores under one name: either could be meant, or two objects were joined.
  static bool has_double_keys(const json::LooseValue& object) {
    std::set<std::string> seen;
    for (const std::string& key : object.keys) {
      if (!seen.insert(plain_key(key)).second) return true;
    }
    return false;
  }

  std::set<ArxivId> asked_;
  std::map<ArxivId, Verdict> found_;
  std::vector<ArxivId> order_;  // of found_
  std::set<ArxivId> conflicting_;
  ReadReply reply_;
};

}  // namespace

ReadReply read_reply(std::string_view text, std::span<const ArxivId> asked) {
  const std::string answer = answer_text(text);
  Collector collector(asked);
  for (const json::LooseValue& object : json::loose_objects(answer)) collector.take(object, {});
  return collector.result(asked);
}

std::vector<ArxivId> read_dropped(std::string_view text, std::span<const ArxivId> asked) {
  std::set<ArxivId> known(asked.begin(), asked.end());
  std::vector<ArxivId> dropped;
  for (const json::LooseValue& item : json::first_loose_list(answer_text(text)).items) {
    const auto id = read_id(item);
    if (id && known.erase(*id) == 1) dropped.push_back(*id);
  }
  return dropped;
}

}  // namespace broadsheet::scoring
