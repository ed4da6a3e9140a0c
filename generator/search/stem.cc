// With xapian_*.cc the door to Xapian.
#include "search/stem.h"

#include <xapian.h>

namespace broadsheet::search {

struct Stemmer::State {
  Xapian::Stem porter{"porter"};
};

Stemmer::Stemmer() : state_(std::make_unique<State>()) {}
Stemmer::~Stemmer() = default;

std::string Stemmer::stem(std::string_view form) const {
  std::string_view word = form;
  if (word.size() > 2 && word.ends_with("'s")) word.remove_suffix(2);
  std::string stem = state_->porter(std::string(word));
  return stem.empty() ? std::string(form) : stem;
}

}  // namespace broadsheet::search
