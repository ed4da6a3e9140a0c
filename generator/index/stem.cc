// With xapian_*.cc the door to Xapian.
#include "index/stem.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet::index {
namespace {

using namespace std::string_view_literals;

// What precedes "is" in verbs that are also written with "iz": "optim", "general". Not in
// "promise", "precise", "supervise", "enterprise".
constexpr std::array kBeforeIz = {"al"sv, "an"sv, "ar"sv, "as"sv, "at"sv, "en"sv, "er"sv,
                                  "es"sv, "et"sv, "gn"sv, "il"sv, "im"sv, "it"sv, "nt"sv,
                                  "om"sv, "on"sv, "or"sv, "rd"sv, "tr"sv};
constexpr std::array kBehindIz = {"e"sv,   "ed"sv,   "es"sv,    "er"sv,    "ers"sv,
                                  "ing"sv, "able"sv, "ation"sv, "ations"sv};
constexpr std::array kBehindYz = {"e"sv, "ed"sv, "er"sv, "ers"sv, "ing"sv};
constexpr std::array kOur = {"armour"sv,    "behaviour"sv, "colour"sv, "endeavour"sv, "favour"sv,
                             "flavour"sv,   "harbour"sv,   "honour"sv, "humour"sv,    "labour"sv,
                             "neighbour"sv, "rumour"sv,    "tumour"sv, "vapour"sv,    "vigour"sv};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOthers = {
    {{"centre", "center"},
     {"fibre", "fiber"},
     {"artefact", "artifact"},
     {"dialogue", "dialog"},
     {"catalogue", "catalog"}}};

// Where a word ends in `middle` and one of `ends`: of `middle`.
template <typename Ends>
std::size_t ending(std::string_view word, std::string_view middle, const Ends& ends) {
  for (const std::string_view end : ends) {
    if (!word.ends_with(end) || !word.substr(0, word.size() - end.size()).ends_with(middle))
      continue;
    return word.size() - end.size() - middle.size();
  }
  return std::string_view::npos;
}

// "optimisation" as "optimization", "behaviour" as "behavior". Words that are no such are left, or
// turned alike in all their forms.
std::string american(std::string word) {
  if (const std::size_t at = ending(word, "is", kBehindIz); at != std::string::npos && at >= 4) {
    const std::string_view before = std::string_view(word).substr(0, at);
    const bool known = std::any_of(kBeforeIz.begin(), kBeforeIz.end(),
                                   [&](std::string_view end) { return before.ends_with(end); });
    if (known && !before.ends_with("prom")) word[at + 1] = 'z';
  } else if (const std::size_t yse = ending(word, "lys", kBehindYz); yse != std::string::npos) {
    word[yse + 2] = 'z';
  }
  if (word.find("our") != std::string::npos) {
    for (const std::string_view our : kOur) {
      if (const std::size_t at = word.find(our); at != std::string::npos)
        return word.erase(at + our.size() - 2, 1);
    }
  }
  for (const auto& [british, other] : kOthers) {
    if (word.starts_with(british)) return word.replace(0, british.size(), other);
  }
  return word;
}

}  // namespace

struct Stemmer::State {
  Xapian::Stem porter{"porter"};
};

Stemmer::Stemmer() : state_(std::make_unique<State>()) {}
Stemmer::~Stemmer() = default;

std::string Stemmer::stem(std::string_view form) const {
  std::string_view word = form;
  if (word.size() > 2 && word.ends_with("'s")) word.remove_suffix(2);
  std::string stem = state_->porter(american(std::string(word)));
  return stem.empty() ? std::string(form) : stem;
}

}  // namespace broadsheet::index
