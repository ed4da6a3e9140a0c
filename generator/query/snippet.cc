#include "query/snippet.h"

#include <algorithm>
#include <map>

#include "text/name_forms.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::query {
namespace {

constexpr std::size_t kNoForm = static_cast<std::size_t>(-1);

struct Found {
  std::size_t begin = 0;  // bytes of the source
  std::size_t end = 0;
  std::size_t form = kNoForm;  // which of the forms it is
};

// By begin and end, as origins rise. A character that folds to nothing (a combining mark)
// belongs to the word before it; of one that folds to two words (a/c) the first has no bytes.
std::vector<Found> words_of(std::string_view text, std::span<const std::string> forms) {
  const text::FoldedText folded = text::fold_with_origin(text);
  std::vector<Found> words;
  const auto form_of = [&](std::string_view word) {
    const auto form =
        std::lower_bound(forms.begin(), forms.end(), word,
                         [](const std::string& a, std::string_view b) { return a < b; });
    return form != forms.end() && *form == word ? static_cast<std::size_t>(form - forms.begin())
                                                : kNoForm;
  };
  for (const text::WordSpan& span : text::word_spans(folded.text)) {
    Found word{.begin = folded.origin[span.begin],
               .end = folded.origin[span.end],
               .form = form_of(span.in(folded.text))};
    for (const std::string& other :
         text::name_forms(text.substr(word.begin, word.end - word.begin))) {
      if (word.form == kNoForm) word.form = form_of(other);
    }
    words.push_back(word);
  }
  return words;
}

void append(std::vector<SnippetPart>& parts, std::string_view text, bool marked) {
  if (!text.empty()) parts.push_back({.text = std::string(text), .marked = marked});
}

std::vector<SnippetPart> parts_of(std::string_view text, std::span<const Found> words,
                                  std::size_t begin, std::size_t end) {
  std::vector<SnippetPart> parts;
  for (const Found& word : words) {
    if (word.form == kNoForm) continue;
    const std::size_t start = std::max(begin, word.begin);  // pairs of characters overlap
    if (word.end <= start) continue;
    append(parts, text.substr(begin, start - begin), false);
    append(parts, text.substr(start, word.end - start), true);
    begin = word.end;
  }
  append(parts, text.substr(begin, end - begin), false);
  return parts;
}

// First word of the best window of `size` words.
std::size_t best_window(std::span<const Found> words, std::size_t size) {
  std::map<std::size_t, std::size_t> inside;  // form to how often
  std::size_t total = 0;
  std::size_t best = 0;
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].form != kNoForm) {
      ++inside[words[i].form];
      ++total;
    }
    if (i >= size && words[i - size].form != kNoForm) {
      if (--inside[words[i - size].form] == 0) inside.erase(words[i - size].form);
      --total;
    }
    const std::pair<std::size_t, std::size_t> now{inside.size(), total};
    if (now > most) {
      most = now;
      best = i + 1 > size ? i + 1 - size : 0;
    }
  }
  return best;
}

}  // namespace

std::vector<SnippetPart> mark_words(std::string_view text, std::span<const std::string> forms) {
  return parts_of(text, words_of(text, forms), 0, text.size());
}

std::vector<SnippetPart> snippet(std::string_view text, std::span<const std::string> forms,
                                 std::size_t words) {
  const std::vector<Found> found = words_of(text, forms);
  if (found.size() <= words || words == 0) return parts_of(text, found, 0, text.size());
  // The best window ends in a matched word; move on by a third, so that the word is inside.
  std::size_t first = best_window(found, words - words / 3);
  first = std::min(first > words / 6 ? first - words / 6 : 0, found.size() - words);
  const std::size_t last = first + words - 1;
  const std::size_t begin = first == 0 ? 0 : found[first].begin;
  const std::size_t end = last + 1 == found.size() ? text.size() : found[last].end;
  std::vector<SnippetPart> parts =
      parts_of(text, std::span(found).subspan(first, words), begin, end);
  if (begin > 0) parts.insert(parts.begin(), {.text = "… ", .marked = false});
  if (end < text.size()) parts.push_back({.text = " …", .marked = false});
  return parts;
}

}  // namespace broadsheet::query
