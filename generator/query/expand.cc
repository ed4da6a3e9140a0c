#include "query/expand.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "query/acronym.h"

namespace broadsheet::query {
namespace {

constexpr double kShare = 0.5;

double greatest_weight(const Group& group) {
  double most = 0;
  for (const Alternative& form : group.alternatives) most = std::max(most, form.weight);
  return most;
}

// A word with the words of its stem, by form; empty if no paper has it.
std::vector<FormCount> forms_of(const std::string& word, const Lexicon& lexicon) {
  const std::uint32_t df = lexicon.df(word);
  if (df == 0) return {};
  std::vector<FormCount> forms = lexicon.same_stem(word);
  forms.push_back({.form = word, .df = df});
  std::sort(forms.begin(), forms.end(),
            [](const FormCount& a, const FormCount& b) { return a.form < b.form; });
  return forms;
}

void add_note(Resolution& result, std::string typed, std::string shown) {
  result.notes.push_back({.typed = std::move(typed),
                          .kind = QueryNote::Kind::Expanded,
                          .shown = std::move(shown),
                          .others = {}});
}

std::string long_form(const Acronym& acronym) {
  return acronym_text(acronym).substr(acronym.acronym.size() + 1);
}

void add_long_form(Group& group, const std::string& typed, const Acronym& acronym,
                   const Lexicon& lexicon, Resolution& result) {
  Composite composite;
  for (const std::string& word : content_words(acronym)) {
    composite.words.push_back(forms_of(word, lexicon));
    if (composite.words.back().empty()) return;
  }
  composite.weight = greatest_weight(group) * kShare;
  for (const std::vector<FormCount>& forms : composite.words) {
    for (const FormCount& form : forms) result.words.push_back(form.form);
  }
  group.composites.push_back(std::move(composite));
  add_note(result, typed, long_form(acronym));
}

void add_alternative(Group& group, const FormCount& form, double weight) {
  const auto place =
      std::lower_bound(group.alternatives.begin(), group.alternatives.end(), form.form,
                       [](const Alternative& a, const std::string& text) { return a.form < text; });
  if (place != group.alternatives.end() && place->form == form.form) {
    place->weight = std::max(place->weight, weight);
  } else {
    group.alternatives.insert(place, {.form = form.form, .weight = weight, .df = form.df});
  }
}

void add_acronym(std::span<Group* const> groups, const Acronym& acronym, const Lexicon& lexicon,
                 Resolution& result) {
  std::vector<FormCount> forms = forms_of(acronym.acronym, lexicon);
  for (FormCount& form : forms_of(acronym.acronym + "s", lexicon)) forms.push_back(std::move(form));
  if (forms.empty()) return;
  for (Group* group : groups) {
    const double weight = greatest_weight(*group) * kShare;
    for (const FormCount& form : forms) add_alternative(*group, form, weight);
  }
  for (const FormCount& form : forms) result.words.push_back(form.form);
  add_note(result, long_form(acronym), acronym.acronym);
}

}  // namespace

void expand(std::span<const Clause> clauses, std::span<const std::optional<std::size_t>> groups,
            const Lexicon& lexicon, Resolution& result) {
  for (const Expansion& expansion : find_expansions(clauses, lexicon.acronyms())) {
    const std::size_t count = std::max<std::size_t>(expansion.count, 1);
    std::vector<Group*> found;
    for (const auto& group : groups.subspan(expansion.first, count)) {
      if (group) found.push_back(&result.groups[*group]);
    }
    if (found.size() < count) continue;
    if (expansion.count == 0) {
      const std::string& typed = clauses[expansion.first].words.front();
      add_long_form(*found.front(), typed, *expansion.acronym, lexicon, result);
    } else {
      add_acronym(found, *expansion.acronym, lexicon, result);
    }
  }
}

}  // namespace broadsheet::query
