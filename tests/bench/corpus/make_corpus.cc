// Makes papers for the growth benches: JSON lines in document order, as write_index reads them.
//
//     make_corpus COUNT [SEED] > papers.jsonl
//
// Says on standard error how many different words there are, and Heaps' exponent of the last nine
// tenths of the papers.
//
// No text of real papers: words are made of syllables, but for those of the benchmark's queries,
// which have about the frequencies and the company they have in a real archive. What follows the
// real ones:
//   - lengths: 10 words a title, 5 authors, 25 words a comment, 190 an abstract;
//   - frequencies by Zipf's law, function words a third of all;
//   - new words by Heaps' law: 194 n^0.62 different words in n papers, as in 9,556 real ones, about
//   half of them seen once;
//   - 120 topics with words of their own, so that words of one topic meet, and eleven phrases;
//   - 35 papers a day at first, as many as fill twelve years later; scores 13 to 19, mostly 15
//   to 17.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "model/calendar.h"

namespace {

// SplitMix64: the same numbers on every machine. Source: Steele, Lea, Flood, 2014.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>(unit() * static_cast<double>(n));
  }

 private:
  std::uint64_t state_;
};

// Rank 0 to n - 1 with a probability of about 1 / (rank + shift).
std::size_t zipf(Random& random, std::size_t n, double shift) {
  const double top = std::log((static_cast<double>(n) + shift) / shift);
  const double rank = shift * std::exp(random.unit() * top) - shift;
  return std::min(n - 1, static_cast<std::size_t>(rank));
}

std::string made_word(std::uint64_t number) {
  static const char* const kHeads[] = {"b",  "c",  "d",  "f",  "g",  "h", "k", "l",
                                       "m",  "n",  "p",  "r",  "s",  "t", "v", "st",
                                       "tr", "pl", "gr", "ch", "sp", "qu"};
  static const char* const kHearts[] = {"a", "e", "i", "o", "u", "a", "e", "i", "ea", "io"};
  static const char* const kTails[] = {"",  "",  "n",  "r",  "l",  "s", "t",
                                       "m", "c", "nd", "rt", "ns", "x"};
  Random random(number * 2 + 1);
  std::string word;
  for (std::size_t left = 2 + random.below(3); left > 0; --left) {
    word += kHeads[random.below(std::size(kHeads))];
    word += kHearts[random.below(std::size(kHearts))];
    word += kTails[random.below(std::size(kTails))];
  }
  return word;
}

// One of up to three forms that the word has.
std::string inflected(std::uint64_t number, Random& random) {
  static const char* const kEndings[] = {"ed", "ing", "er", "ation", "al", "ly", "ness"};
  std::string word = made_word(number);
  const double u = random.unit();
  if (u < .2 && number % 2 == 0)
    word += "s";
  else if (u > .92 && number % 4 == 1)
    word += kEndings[number % std::size(kEndings)];
  return word;
}

// How many different words n papers have. Source: fitted to 57,467 written forms of 9,556 papers.
double heaps(double n) { return 194 * std::pow(n, 0.62); }

// Different words, by their hashes.
class Seen {
 public:
  void add(const std::string& word) {
    if (size_ * 2 >= slots_.size()) grow();
    const std::uint64_t hash = std::hash<std::string>{}(word) | 1;
    std::uint64_t& slot = find(hash);
    if (slot == 0) ++size_;
    slot = hash;
  }
  std::size_t size() const { return size_; }

 private:
  std::uint64_t& find(std::uint64_t hash) {
    std::size_t at = hash >> 1 & (slots_.size() - 1);
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    std::vector<std::uint64_t> old(std::max<std::size_t>(1U << 16, slots_.size() * 2));
    std::swap(old, slots_);
    for (const std::uint64_t hash : old) {
      if (hash != 0) find(hash) = hash;
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t size_ = 0;
};

struct Share {
  const char* word;
  double papers;  // the share of papers that hold it
  int topic;      // where it is at home; -1: everywhere
};

// Words of the queries that are measured, as common as in an archive of 4,512 papers.
constexpr Share kShares[] = {
    {"model", .66, -1},      {"models", .65, -1},      {"state", .22, -1},
    {"space", .18, -1},      {"features", .14, -1},    {"low", .15, -1},
    {"rank", .09, -1},       {"adaptation", .09, -1},  {"language", .42, -1},
    {"attention", .26, -1},  {"linear", .12, -1},      {"learning", .5, -1},
    {"training", .5, -1},    {"transformer", .13, -1}, {"transformers", .11, -1},
    {"transfer", .045, -1},  {"reward", .1, -1},       {"mixture", .067, 0},
    {"experts", .057, 0},    {"expert", .048, 0},      {"kv", .047, 1},
    {"cache", .05, 1},       {"caching", .012, 1},     {"quantization", .066, 2},
    {"quantized", .024, 2},  {"lecun", .004, 3},       {"sparse", .11, 4},
    {"autoencoder", .03, 4}, {"autoencoders", .03, 4}, {"muon", .006, 5},
    {"optimizer", .05, 5},   {"optimizers", .03, 5},   {"speculative", .02, 6},
    {"decoding", .07, 6},    {"grokking", .005, 7}};

// Words that stand together, with the share of papers that have them so.
constexpr Share kPhrases[] = {{"language models", .1, -1},
                              {"large language models", .23, -1},
                              {"state of the art", .14, -1},
                              {"mixture of experts", .045, 0},
                              {"kv cache", .045, 1},
                              {"linear attention", .012, -1},
                              {"low-rank adaptation", .02, -1},
                              {"state space model", .01, -1},
                              {"sparse autoencoder", .006, 4},
                              {"muon optimizer", .003, 5},
                              {"speculative decoding", .017, 6}};

constexpr const char* kFunctionWords[] = {
    "the", "of", "and", "to",   "a",  "in", "for", "we", "that", "is",    "with", "on", "this",
    "by",  "as", "are", "from", "an", "be", "our", "it", "or",   "which", "can",  "at"};
constexpr std::size_t kTopics = 120;
constexpr std::size_t kTopicWords = 90;
constexpr std::size_t kGeneralWords = 5000;

class Corpus {
 public:
  Corpus(std::size_t count, std::uint64_t seed) : count_(count), random_(seed) {}

  void write() {
    const auto days_of_work = std::max<std::size_t>(1, std::min<std::size_t>(count_ / 35, 3130));
    broadsheet::Day day(2014, 1, 1);
    std::size_t done = 0;
    for (std::size_t d = 0; d < days_of_work; ++d, day = day.plus(1)) {
      while (day.is_weekend()) day = day.plus(1);
      const std::size_t end = count_ * (d + 1) / days_of_work;
      std::vector<int> scores;
      for (std::size_t i = done; i < end; ++i) scores.push_back(score());
      std::sort(scores.rbegin(), scores.rend());
      for (const int s : scores) paper(done++, day, s);
    }
    std::cerr << count_ << " papers, " << seen_.size() << " words";
    if (tenth_ > 0)
      std::cerr << ", Heaps' exponent "
                << std::log10(static_cast<double>(seen_.size()) / static_cast<double>(tenth_));
    std::cerr << "\n";
  }

 private:
  int score() {
    const double u = random_.unit();
    return u < .03 ? 19 : u < .1 ? 18 : u < .35 ? 17 : u < .75 ? 16 : u < .95 ? 15 : 14;
  }

  // New as long as there are fewer words than Heaps' law has.
  std::string rare_word(std::size_t number) {
    if (rare_ < 100 || static_cast<double>(seen_.size()) < heaps(static_cast<double>(number + 1))) {
      return made_word(1000000 + rare_++);
    }
    // Half of the words are never taken again.
    const std::size_t old = random_.below(rare_);
    return made_word(1000000 + (old & ~std::size_t{1}));
  }

  // So many of `most` are known by now.
  std::size_t known(double share, std::size_t most) const {
    return std::min(most,
                    10 + static_cast<std::size_t>(share * heaps(static_cast<double>(number_))));
  }

  std::string content_word(std::size_t topic) {
    const double u = random_.unit();
    if (u < .45) return inflected(zipf(random_, known(.1, kGeneralWords), 20), random_);
    return inflected(100000 + topic * kTopicWords + zipf(random_, known(.0025, kTopicWords), 5),
                     random_);
  }

  void add(std::string& text, const std::string& word) {
    if (!text.empty()) text += ' ';
    text += word;
    seen_.add(word);
  }

  std::string words(std::size_t n, std::size_t topic, double function_words) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) {
      add(text, random_.unit() < function_words
                    ? kFunctionWords[zipf(random_, std::size(kFunctionWords), 1)]
                    : content_word(topic));
    }
    return text;
  }

  std::string person() {
    static const char* const kGiven[] = {"Ada",  "Wei",  "Ana",  "Li",   "Tom",  "Mia",
                                         "Jun",  "Eva",  "Noor", "Ivan", "Yuki", "Omar",
                                         "Lena", "Hugo", "Sara", "Kai"};
    std::string surname = made_word(50000000 + zipf(random_, known(.25, count_), 60));
    seen_.add(surname);
    surname[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(surname[0])));
    return std::string(kGiven[random_.below(std::size(kGiven))]) + " " + surname;
  }

  void paper(std::size_t number, const broadsheet::Day& day, int score) {
    number_ = number;
    if (number == count_ / 10) tenth_ = seen_.size();
    const std::size_t topic = zipf(random_, kTopics, 30);
    std::string title = words(8 + random_.below(5), topic, .3);
    std::string comment = words(20 + random_.below(10), topic, .33);
    std::string abstract = words(150 + random_.below(60), topic, .35);
    for (const Share& share : kShares) {
      const bool home = share.topic < 0 || static_cast<std::size_t>(share.topic) == topic;
      // At home half of the papers hold the word; elsewhere the rest of its share.
      const double here = share.topic < 0 ? share.papers : home ? .5 : share.papers * .6;
      if (random_.unit() >= here) continue;
      for (std::size_t times = 1 + random_.below(3); times > 0; --times) add(abstract, share.word);
      if (random_.unit() < .25) add(comment, share.word);
      if (random_.unit() < .12) add(title, share.word);
    }
    for (const Share& share : kPhrases) {
      if (random_.unit() >= share.papers) continue;
      add(random_.unit() < .1 ? title : abstract, share.word);
      if (random_.unit() < .4) add(abstract, share.word);
    }
    for (int i = 0; i < kRare; ++i) add(abstract, rare_word(number));
    std::string authors;
    for (std::size_t left = 2 + random_.below(6); left > 0; --left) {
      authors += (authors.empty() ? "\"" : ",\"") + person() + "\"";
    }
    std::printf(
        "{\"id\":\"%02zu%02zu.%05zu\",\"day\":\"%s\",\"score\":%d,\"title\":\"%s\",\"authors\":[%s]"
        ",\"comment\":\"%s\","
        "\"abstract\":\"%s\",\"topics\":[\"topic-%zu\"],\"categories\":[\"cs.%s\"]}\n",
        10 + number / 1200000, 1 + number / 100000 % 12, number % 100000, day.str().c_str(), score,
        title.c_str(), authors.c_str(), comment.c_str(), abstract.c_str(), topic % 8,
        topic % 3 == 0   ? "LG"
        : topic % 3 == 1 ? "CL"
                         : "AI");
  }

  static constexpr int kRare = 8;
  std::size_t count_;
  Random random_;
  Seen seen_;
  std::size_t number_ = 0;  // of the paper at hand
  std::size_t rare_ = 0;
  std::size_t tenth_ = 0;  // words of the first tenth of the papers
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: make_corpus COUNT [SEED] > papers.jsonl\n";
    return 2;
  }
  const std::size_t count = std::strtoull(argv[1], nullptr, 10);
  Corpus(count, argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1).write();
  return 0;
}
