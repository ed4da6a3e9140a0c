#include "topics/scored_topic.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::topics {
namespace {

// Words of a text, each with a space on either side: " low rank adaptation ".
std::string words_of(const std::string& text) {
  std::string result = " ";
  for (const text::Word& word : text::tokenize(text::fold(text))) result += word.text + " ";
  return result;
}

std::vector<std::string> names_of(const config::TopicConfig& topic) {
  std::vector<std::string> names = {words_of(topic.id), words_of(topic.label)};
  for (const std::string& alias : topic.aliases) names.push_back(words_of(alias));
  return names;
}

int count_of(const std::string& words, const std::string& phrase) {
  if (phrase.size() < 3) return 0;
  int count = 0;
  for (std::size_t at = 0; (at = words.find(phrase, at)) != std::string::npos; ++at) ++count;
  return count;
}

// "criterion 2", "2", "topic 2:": the second topic.
const config::TopicConfig* by_number(const std::string& words,
                                     std::span<const config::TopicConfig> topics) {
  std::string_view rest = words;
  for (const std::string_view lead : {" criterion ", " topic ", " criteria "}) {
    if (rest.starts_with(lead)) rest.remove_prefix(lead.size() - 1);
  }
  rest.remove_prefix(1);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc() || end == rest.data() + rest.size() || *end != ' ') return nullptr;
  return number >= 1 && number <= topics.size() ? &topics[number - 1] : nullptr;
}

}  // namespace

std::string topic_of(const Verdict& verdict, const std::string& title, const std::string& abstract,
                     std::span<const config::TopicConfig> topics) {
  const std::string named = words_of(verdict.topic);
  const std::string comment = words_of(verdict.comment);
  for (const config::TopicConfig& topic : topics) {
    for (const std::string& name : names_of(topic)) {
      if (name.size() > 2 && named == name) return topic.id;
    }
  }
  if (const config::TopicConfig* topic = by_number(named, topics)) return topic->id;
  for (const config::TopicConfig& topic : topics) {
    for (const std::string& name : names_of(topic)) {
      if (name.size() > 2 && (comment.starts_with(name) || named.starts_with(name)))
        return topic.id;
    }
  }
  if (!verdict.topic.empty()) return verdict.topic;
  const std::string title_words = words_of(title);
  const std::string abstract_words = words_of(abstract);
  const config::TopicConfig* best = nullptr;
  int most = 0;
  for (const config::TopicConfig& topic : topics) {
    int points = 0;
    for (const std::string& keyword : topic.keywords) {
      const std::string phrase = words_of(keyword);
      points += 4 * count_of(comment, phrase) + 6 * count_of(title_words, phrase) +
                2 * count_of(abstract_words, phrase);
    }
    if (points > most) {
      most = points;
      best = &topic;
    }
  }
  return best == nullptr ? std::string() : best->id;
}

}  // namespace broadsheet::topics
