#pragma once
// How close papers are to a reader's own library: cosines of weighted words.

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/stem.h"

namespace broadsheet::index {

/// A text to rank or to learn from; plain Unicode.
struct PaperText {
  std::string title;
  std::string abstract;
  std::vector<std::string> authors{};  ///< may be empty; only the closeness to a library needs them
};

/// A paper of the reader's own library.
struct LibraryPaper {
  PaperText paper;
  int weight = 1;  ///< counts as so many papers; below 0: not wanted
};

/// What a paper has in common with the library.
struct Closeness {
  double value = 0;     ///< -1 to 1; 0: nothing in common, below 0: closer to what is not wanted
  double centroid = 0;  ///< likewise, by the mean of the library alone
  double authors = 0;   ///< 0 to 1: how often its authors are in the library
  std::optional<std::size_t> nearest{};  ///< index of the most similar wanted paper
  double similarity = 0;                 ///< to that paper, 0 to 1
};

/// A word that characterises the library.
struct LibraryTerm {
  std::string word;  ///< the form that is most frequent in it
  double weight = 0;
};

/// The library as vectors of tf-idf. A title counts three times; the length of each vector is 1.
/// Authors are the same if their full names are; those with initials alone do not count. Cost:
/// linear in the words of all texts, and for each paper that is compared in the uses of its words
/// by the library. Source: Salton and Buckley, Term-weighting approaches, 1988.
class LibraryProfile {
 public:
  /// @param library     must outlive the profile
  /// @param background  further texts, for the frequency of words only; those to be compared are
  ///                    among them, or words that only they have do not count
  LibraryProfile(std::span<const LibraryPaper> library, std::span<const PaperText> background);

  Closeness closeness(const PaperText& paper) const;

  /// The words with the largest weight, best first; those of unwanted papers count against it.
  std::vector<LibraryTerm> terms(std::size_t most) const;

 private:
  using Term = std::size_t;
  using Counts = std::map<Term, double>;
  using Vector = std::vector<std::pair<Term, double>>;
  struct Use {
    std::size_t paper;
    double weight;
  };

  template <typename Visit>
  void each_word(const PaperText& paper, const Visit& visit) const;
  Counts learn(const PaperText& paper);
  Vector vector_of(const Counts& counts) const;

  std::span<const LibraryPaper> library_;
  Stemmer stemmer_;
  std::map<std::string, Term, std::less<>> terms_;
  std::vector<std::map<std::string, std::size_t>>
      forms_;                      ///< by term: written forms of the library
  std::vector<double> frequency_;  ///< by term: texts that have it
  double texts_ = 0;
  std::vector<std::vector<Use>> uses_;  ///< by term: papers of the library
  std::vector<double> wanted_;          ///< by term: the mean of wanted papers, of length 1
  std::vector<double> unwanted_;        ///< likewise
  std::map<std::string, int> authors_;  ///< by folded name: weights of their papers
};

/// A full name as it is compared; empty if it has no given name but initials.
std::string author_key(std::string_view name);

/// Whether a folded word is of use: at least three letters, no number, not a plain word.
bool is_topical_word(std::string_view form);

}  // namespace broadsheet::index
