#pragma once
// The stem that groups the written forms of a word.

#include <memory>
#include <string>
#include <string_view>

namespace broadsheet::index {

/// Porter's first algorithm, as Xapian ships it. A final 's is taken off before, and British
/// spellings are turned American: "newton's" has the stem of "newton", "optimisation" with
/// "optimization". One per thread.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  /// @param form  folded
  /// @return      never empty for a form that is not
  std::string stem(std::string_view form) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::index
