#pragma once
// Texts as sequences of words, and a table that finds phrases in them.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/tokenize.h"

namespace broadsheet::topics {

/// The words of a text after folding, in order. "and" is left out, so that "A and B", "A & B" and
/// "A/B" have the same words.
class WordSequence {
 public:
  explicit WordSequence(std::string_view text);

  std::size_t size() const { return spans_.size(); }
  std::string_view word(std::size_t at) const { return spans_[at].in(folded_); }
  const text::WordSpan& span(std::size_t at) const { return spans_[at]; }
  const std::string& folded() const { return folded_; }

  /// Whether punctuation, "and" or an end of the text separates word `at` from the one before it;
  /// `at` may be size(). A hyphen within a word does not separate.
  bool separated_before(std::size_t at) const;

  /// The words from `at` to the end, each followed by a space.
  std::string_view from(std::size_t at) const {
    return std::string_view(joined_).substr(offsets_[at]);
  }

 private:
  std::string folded_;
  std::vector<text::WordSpan> spans_;
  std::string joined_;
  std::vector<std::size_t> offsets_;  ///< of each word in joined_
};

/// Phrases of one or more words, each with a value. A lookup costs one hash of a word.
class PhraseTable {
 public:
  struct Match {
    std::size_t words = 0;  ///< length of the phrase; 0: nothing matches
    std::size_t value = 0;
  };

  /// A phrase without words is ignored; of equal phrases the first one counts.
  void add(std::string_view phrase, std::size_t value);

  /// The longest phrase that begins at word `at`.
  Match longest(const WordSequence& words, std::size_t at) const;

  /// Calls `found(value)` for each phrase that begins at any word, shorter ones included.
  template <typename Found>
  void each(const WordSequence& words, const Found& found) const {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto candidates = by_first_word_.find(std::string(words.word(at)));
      if (candidates == by_first_word_.end()) continue;
      for (const Phrase& phrase : candidates->second) {
        if (words.from(at).starts_with(phrase.text)) found(phrase.value);
      }
    }
  }

 private:
  struct Phrase {
    std::string text;  ///< words, each followed by a space
    std::size_t words = 0;
    std::size_t value = 0;
  };
  std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;  ///< longest first
};

}  // namespace broadsheet::topics
