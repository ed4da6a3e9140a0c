#include "index/acronyms.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/ascii.h"
#include "query/query_words.h"
#include "text/normalize.h"
#include "text/tokenize.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kLongest = 12;   // characters of an acronym
constexpr std::size_t kWindow = 120;   // bytes before it that may hold its long form
constexpr std::size_t kMoreWords = 3;  // of a long form than letters
constexpr std::uint32_t kLeastPapers = 3;
constexpr std::uint32_t kLeastShare = 4;  // one in so many of the papers that define the acronym
constexpr std::size_t kMost = 1000;

using Words = std::span<const std::string>;

bool is_letter_or_digit(char c) { return is_ascii_letter(c) || is_ascii_digit(c); }

// "MoE" of "MoEs"; std::nullopt for what is no acronym.
std::optional<std::string_view> acronym_in(std::string_view parenthesis) {
  if (parenthesis.size() < 2 || parenthesis.size() > kLongest ||
      !is_ascii_letter(parenthesis.front()) ||
      !std::all_of(parenthesis.begin(), parenthesis.end(), is_letter_or_digit) ||
      std::count_if(parenthesis.begin(), parenthesis.end(), is_ascii_capital) < 2) {
    return std::nullopt;
  }
  if (parenthesis.ends_with('s')) parenthesis.remove_suffix(1);
  return parenthesis;
}

// Whether the words give the letters: each its first, then perhaps some of its others in order.
bool spells(Words words, std::string_view letters) {
  if (words.empty()) return letters.empty();
  const std::string& word = words.front();
  if (letters.empty() || word.front() != letters.front()) return false;
  std::size_t place = 0;
  for (std::size_t taken = 1;; ++taken) {
    const std::string_view rest = letters.substr(taken);
    for (Words next = words.subspan(1);; next = next.subspan(1)) {
      if (spells(next, rest)) return true;
      if (next.empty() || !query::is_stop_word(next.front())) break;
    }
    if (taken == letters.size()) return false;
    place = word.find(letters[taken], place + 1);
    if (place == std::string::npos) return false;
  }
}

bool are_initials(Words words, std::string_view letters) {
  std::string initials;
  for (const std::string& word : words) {
    if (!query::is_stop_word(word)) initials += word.front();
  }
  return initials == letters;
}

// The words at the end of `words` that an acronym of these letters stands for; empty if none do.
Words long_form(Words words, std::string_view letters) {
  const std::size_t most = std::min(words.size(), letters.size() + kMoreWords);
  Words shortest;
  for (std::size_t count = 2; count <= most; ++count) {
    const Words last = words.last(count);
    if (query::is_stop_word(last.front()) || !spells(last, letters)) continue;
    if (are_initials(last, letters)) return last;
    if (shortest.empty()) shortest = last;
  }
  return shortest;
}

// The words right before a parenthesis, of one clause of a sentence.
std::vector<std::string> words_before(std::string_view text) {
  if (text.size() > kWindow) text.remove_prefix(text.size() - kWindow);
  const std::size_t cut = text.find_last_of(".(),;:");
  if (cut != std::string_view::npos) text.remove_prefix(cut + 1);
  std::vector<std::string> words;
  for (text::Word& word : text::tokenize(text::fold(text))) {
    const bool plain = std::all_of(word.text.begin(), word.text.end(), is_letter_or_digit);
    if (!plain)
      words.clear();
    else
      words.push_back(std::move(word.text));
  }
  return words;
}

std::string joined(Words words, bool singular) {
  std::string text;
  for (const std::string& word : words) {
    text.append(text.empty() ? "" : " ").append(singular ? query::singular(word) : word);
  }
  return text;
}

struct Candidate {
  std::uint32_t papers = 0;
  query::Acronym acronym;
};

}  // namespace

void AcronymMiner::add(const Document& paper) {
  ++papers_;
  for (const std::string* text : {&paper.title, &paper.comment, &paper.abstract}) add_text(*text);
}

void AcronymMiner::add_text(std::string_view text) {
  for (std::size_t open = text.find('('); open != std::string_view::npos;
       open = text.find('(', open + 1)) {
    const std::size_t close = text.substr(0, open + kLongest + 2).find(')', open);
    if (close == std::string_view::npos) continue;
    const auto acronym = acronym_in(text.substr(open + 1, close - open - 1));
    if (!acronym) continue;
    const std::string folded = text::fold(*acronym);
    std::string letters = folded;
    std::erase_if(letters, is_ascii_digit);
    const std::vector<std::string> words = words_before(text.substr(0, open));
    const Words form = letters.size() < 2 ? Words() : long_form(words, letters);
    if (form.empty()) continue;
    Definition& definition = found_[folded][joined(form, true)];
    ++definition.written[joined(form, false)];
    if (definition.last_paper != papers_) ++definition.papers;
    definition.last_paper = papers_;
  }
}

std::vector<query::Acronym> AcronymMiner::acronyms() const {
  std::vector<Candidate> candidates;
  for (const auto& [acronym, definitions] : found_) {
    std::uint32_t all = 0;
    for (const auto& [key, definition] : definitions) all += definition.papers;
    for (const auto& [key, definition] : definitions) {
      if (definition.papers < kLeastPapers || definition.papers * kLeastShare < all) continue;
      const auto written =
          std::max_element(definition.written.begin(), definition.written.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      candidates.push_back({.papers = definition.papers,
                            .acronym = query::parse_acronym(acronym + " " + written->first)});
    }
  }
  const auto more_papers = [](const Candidate& a, const Candidate& b) {
    return a.papers > b.papers;
  };
  std::stable_sort(candidates.begin(), candidates.end(), more_papers);
  candidates.resize(std::min(candidates.size(), kMost));
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.acronym.acronym < b.acronym.acronym; });
  std::vector<query::Acronym> acronyms;
  for (Candidate& candidate : candidates) acronyms.push_back(std::move(candidate.acronym));
  return acronyms;
}

void AcronymMiner::store(StoredWriter& out) const {
  out.number(papers_);
  out.number(found_.size());
  for (const auto& [acronym, definitions] : found_) {
    out.text(acronym);
    out.number(definitions.size());
    for (const auto& [words, definition] : definitions) {
      out.text(words);
      out.number(definition.papers);
      out.number(definition.last_paper);
      out.number(definition.written.size());
      for (const auto& [written, times] : definition.written) {
        out.text(written);
        out.number(times);
      }
    }
  }
}

AcronymMiner AcronymMiner::read(StoredReader& in) {
  AcronymMiner miner;
  miner.papers_ = static_cast<std::uint32_t>(in.number());
  for (std::size_t acronyms = in.count(1); acronyms > 0; --acronyms) {
    auto& definitions = miner.found_[in.text()];
    for (std::size_t left = in.count(1); left > 0; --left) {
      Definition& definition = definitions[in.text()];
      definition.papers = static_cast<std::uint32_t>(in.number());
      definition.last_paper = static_cast<std::uint32_t>(in.number());
      for (std::size_t texts = in.count(1); texts > 0; --texts) {
        const std::string written = in.text();
        definition.written[written] = static_cast<std::uint32_t>(in.number());
      }
    }
  }
  return miner;
}

std::vector<query::Acronym> mine_acronyms(const std::vector<Document>& papers) {
  AcronymMiner miner;
  for (const Document& paper : papers) miner.add(paper);
  return miner.acronyms();
}

}  // namespace broadsheet::index
