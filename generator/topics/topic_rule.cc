#include "topics/topic_rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace broadsheet::topics {
namespace {

constexpr std::size_t kLongestHead = 140;    // bytes after folding
constexpr std::size_t kQuotedWithin = 2000;  // bytes of a comment that are searched for names

void add(std::size_t topic, std::vector<std::size_t>& found) {
  if (std::find(found.begin(), found.end(), topic) == found.end()) found.push_back(topic);
}

bool is_criterion(std::string_view word) {
  return word.starts_with("criteri") || word == "topic" || word == "topics";
}

/// Words before the first name: "Strongly matches the criterion ...".
bool is_introduction(std::string_view word) {
  constexpr std::array<std::string_view, 11> kWords = {"strongly", "strong",  "closely", "directly",
                                                       "clearly",  "matches", "matched", "match",
                                                       "with",     "for",     "the"};
  return is_criterion(word) || std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// A range of words; `end` is one past the last.
struct Head {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The head of a comment; std::nullopt if no colon or dash ends it.
std::optional<Head> head_of(const WordSequence& words) {
  Head head;
  while (head.begin < words.size() && is_introduction(words.word(head.begin))) ++head.begin;
  if (head.begin == words.size()) return std::nullopt;
  const std::size_t start = words.span(head.begin).begin;
  std::size_t end = std::string::npos;
  for (const std::string_view mark : {":", " - ", " \xE2\x80\x94 "}) {
    end = std::min(end, words.folded().find(mark, start));
  }
  if (end == std::string::npos || end - start > kLongestHead) return std::nullopt;
  head.end = head.begin;
  while (head.end < words.size() && words.span(head.end).begin < end) ++head.end;
  return head;
}

std::optional<std::size_t> number_of(std::string_view word) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

bool is_quote(const std::string& text, std::size_t at) {
  return at < text.size() && (text[at] == '\'' || text[at] == '"');
}

}  // namespace

TopicEvidence evidence_of(const Entry& entry) {
  return {.named = entry.topics,
          .comment = entry.comment,
          .title = entry.title,
          .abstract = entry.abstract};
}

TopicRule::TopicRule(std::span<const config::TopicConfig> topics) {
  for (const config::TopicConfig& topic : topics) {
    const std::size_t place = ids_.size();
    ids_.push_back(topic.id);
    names_.add(topic.id, place);
    names_.add(topic.label, place);
    for (const std::string& alias : topic.aliases) names_.add(alias, place);
    for (const std::string& keyword : topic.keywords) {
      keywords_.add(keyword, topic_of_keyword_.size());
      topic_of_keyword_.push_back(place);
    }
    for (const std::string& keyword : topic.negative_keywords) {
      negative_.add(keyword, negative_topics_.size());
      negative_topics_.push_back(place);
    }
  }
}

std::vector<std::string> TopicRule::ids(const TopicEvidence& evidence) const {
  if (ids_.empty()) return {};
  const Found named = by_names(evidence);
  return ids_of(named.empty() ? by_keywords(evidence) : named);
}

std::vector<std::string> TopicRule::named_ids(const TopicEvidence& evidence) const {
  return ids_.empty() ? std::vector<std::string>() : ids_of(by_names(evidence));
}

TopicRule::Found TopicRule::by_names(const TopicEvidence& evidence) const {
  Found found;
  for (const std::string& name : evidence.named) add_named(name, found);
  if (!found.empty()) return found;
  const WordSequence comment(evidence.comment.substr(0, kQuotedWithin));
  if (const std::optional<Head> head = head_of(comment)) {
    add_listed(comment, head->begin, head->end, found);
  }
  if (found.empty()) add_quoted(comment, found);
  return found;
}

void TopicRule::add_named(const std::string& name, Found& found) const {
  const WordSequence words(name);
  if (words.size() == 0) return;
  const PhraseTable::Match whole = names_.longest(words, 0);
  if (whole.words == words.size()) return add(whole.value, found);

  std::size_t begin = 0;
  while (begin + 1 < words.size() &&
         (is_introduction(words.word(begin)) || number_of(words.word(begin)))) {
    ++begin;
  }
  const std::size_t before = found.size();
  add_listed(words, begin, words.size(), found);
  if (found.size() > before) return;
  std::size_t first = 0;
  while (first + 1 < words.size() && is_criterion(words.word(first))) ++first;
  const std::optional<std::size_t> number = number_of(words.word(first));
  if (number && *number >= 1 && *number <= ids_.size()) add(*number - 1, found);
}

void TopicRule::add_listed(const WordSequence& words, std::size_t begin, std::size_t end,
                           Found& found) const {
  bool is_list = false;  // a text that begins with a name; any other may be a sentence
  for (std::size_t at = begin; at < end;) {
    const PhraseTable::Match match = names_.longest(words, at);
    const std::size_t next = at + match.words;
    if (match.words == 0 || next > end) {
      ++at;
      continue;
    }
    const bool begins = at == begin || words.separated_before(at);
    const bool ends = next == end || words.separated_before(next) || is_criterion(words.word(next));
    const bool counts = (begins && ends) || ((is_list || at == begin) && (ends || match.words > 1));
    if (counts) {
      add(match.value, found);
      is_list = is_list || at == begin;
    }
    at = counts ? next : at + 1;
  }
}

void TopicRule::add_quoted(const WordSequence& comment, Found& found) const {
  for (std::size_t at = 0; at < comment.size();) {
    const PhraseTable::Match match = names_.longest(comment, at);
    if (match.words < 2) {
      ++at;
      continue;
    }
    const std::size_t next = at + match.words;
    const std::size_t begin = comment.span(at).begin;
    const bool quoted = begin > 0 && is_quote(comment.folded(), begin - 1) &&
                        is_quote(comment.folded(), comment.span(next - 1).end);
    if (quoted || (next < comment.size() && comment.word(next).starts_with("criteri"))) {
      add(match.value, found);
    }
    at = next;
  }
}

TopicRule::Found TopicRule::by_keywords(const TopicEvidence& evidence) const {
  constexpr int kEnough = 4;
  const WordSequence comment(evidence.comment), title(evidence.title), abstract(evidence.abstract);
  std::vector<bool> barred(ids_.size(), false);
  for (const WordSequence* words : {&comment, &title, &abstract}) {
    negative_.each(*words, [&](std::size_t keyword) { barred[negative_topics_[keyword]] = true; });
  }
  std::vector<int> points_of_keyword(topic_of_keyword_.size(), 0);
  const auto count = [&](const WordSequence& words, int points) {
    keywords_.each(words, [&](std::size_t keyword) {
      points_of_keyword[keyword] = std::max(points_of_keyword[keyword], points);
    });
  };
  const auto topics_with_enough = [&] {
    std::vector<int> points(ids_.size(), 0);
    for (std::size_t keyword = 0; keyword < topic_of_keyword_.size(); ++keyword) {
      points[topic_of_keyword_[keyword]] += points_of_keyword[keyword];
    }
    Found found;
    for (std::size_t topic = 0; topic < ids_.size(); ++topic) {
      if (points[topic] >= kEnough && !barred[topic]) found.push_back(topic);
    }
    std::stable_sort(found.begin(), found.end(),
                     [&](std::size_t a, std::size_t b) { return points[a] > points[b]; });
    return found;
  };

  if (const std::optional<Head> head = head_of(comment); head && head->end > head->begin) {
    const std::size_t begin = comment.span(head->begin).begin;
    const std::size_t end = comment.span(head->end - 1).end;
    count(WordSequence(std::string_view(comment.folded()).substr(begin, end - begin)), kEnough);
    Found found = topics_with_enough();
    if (!found.empty()) return found;
  }
  count(title, 3);
  count(comment, 2);
  count(abstract, 1);
  return topics_with_enough();
}

std::vector<std::string> TopicRule::ids_of(const Found& found) const {
  std::vector<std::string> ids;
  for (const std::size_t topic : found) ids.push_back(ids_[topic]);
  return ids;
}

}  // namespace broadsheet::topics
