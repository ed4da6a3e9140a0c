#include "topics/phrases.h"

#include <algorithm>
#include <utility>

#include "text/normalize.h"

namespace broadsheet::topics {

WordSequence::WordSequence(std::string_view text) : folded_(text::fold(text)) {
  for (const text::WordSpan& span : text::word_spans(folded_)) {
    if (span.tail || span.in(folded_) == "and") continue;
    spans_.push_back(span);
    offsets_.push_back(joined_.size());
    joined_.append(span.in(folded_)).append(" ");
  }
}

bool WordSequence::separated_before(std::size_t at) const {
  if (at == 0 || at == size()) return true;
  if (spans_[at].tied) return false;
  const std::size_t begin = spans_[at - 1].end;
  if (spans_[at].begin < begin) return false;  // pairs of one run without spaces
  const std::string_view between =
      std::string_view(folded_).substr(begin, spans_[at].begin - begin);
  return between.find_first_not_of(" \t\n") != std::string_view::npos;
}

void PhraseTable::add(std::string_view phrase, std::size_t value) {
  const WordSequence words(phrase);
  if (words.size() == 0) return;
  std::vector<Phrase>& phrases = by_first_word_[std::string(words.word(0))];
  Phrase added{.text = std::string(words.from(0)), .words = words.size(), .value = value};
  const auto place = std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& other) {
    return other.text.size() < added.text.size();
  });
  phrases.insert(place, std::move(added));
}

PhraseTable::Match PhraseTable::longest(const WordSequence& words, std::size_t at) const {
  const auto candidates = by_first_word_.find(std::string(words.word(at)));
  if (candidates == by_first_word_.end()) return {};
  for (const Phrase& phrase : candidates->second) {
    if (words.from(at).starts_with(phrase.text)) return {phrase.words, phrase.value};
  }
  return {};
}

}  // namespace broadsheet::topics
