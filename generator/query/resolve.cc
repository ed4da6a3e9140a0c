#include "query/resolve.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "query/bm25.h"
#include "query/everyday_words.h"
#include "query/expand.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::query {
namespace {

constexpr std::size_t kCompletions = 16;
constexpr std::size_t kPrefixForms = 256;
constexpr std::size_t kCompletionLetters = 2;
// How often papers write two words as one, in parts of the papers that have the rarer word.
constexpr double kLeastJoined = 0.1;
constexpr std::size_t kNear = 8;
constexpr std::size_t kNearLetters = 4;
constexpr std::size_t kTwoSlipsLetters = 6;
constexpr std::size_t kHalfLetters = 3;

constexpr std::array<std::string_view, 15> kSoftWords = {"about", "can",   "could",  "did",  "do",
                                                         "does",  "how",   "should", "what", "when",
                                                         "where", "which", "while",  "who",  "why"};

bool is_soft_word(std::string_view word) {
  return std::find(kSoftWords.begin(), kSoftWords.end(), word) != kSoftWords.end();
}

std::string digits_of(std::string_view word) {
  std::string digits;
  std::copy_if(word.begin(), word.end(), std::back_inserter(digits), is_ascii_digit);
  return digits;
}

// Behind the letter that begins at `at`.
std::size_t behind_letter(std::string_view word, std::size_t at) {
  text::next_code_point(word, at);
  return at;
}

class Resolver {
 public:
  Resolver(const Query& query, const Lexicon& lexicon)
      : query_(query), lexicon_(lexicon), papers_(lexicon.papers()) {}

  Resolution run() {
    bool positive = false;
    std::vector<std::optional<std::size_t>> group_of;
    for (const Clause& clause : query_.clauses) {
      group_of.emplace_back();
      if (clause.sign == Sign::Not) {
        exclude(clause);
        continue;
      }
      positive = true;
      const std::size_t groups = result_.groups.size();
      if (clause.exact) {
        add_exact(clause);
      } else {
        add_word(clause);
        if (result_.groups.size() == groups + 1) group_of.back() = groups;
      }
    }
    if (positive && result_.groups.empty()) result_.nothing = true;
    lower_dates();
    expand(query_.clauses, group_of, lexicon_, result_);
    lower_everyday_words(result_.groups);
    const bool soft_alone = std::all_of(result_.groups.begin(), result_.groups.end(),
                                        [](const Group& group) { return group.soft; });
    if (soft_alone) {
      for (Group& group : result_.groups) group.soft = false;
    }
    for (const std::string& text : query_.dropped) {
      result_.notes.push_back(
          {.typed = text, .kind = QueryNote::Kind::Unread, .shown = {}, .others = {}});
    }
    collect_words();
    return std::move(result_);
  }

 private:
  double worth(double df) const { return rarity(df, papers_); }

  // The forms to mark; a word of a question beside other words is not worth a mark.
  void collect_words() {
    std::set<std::string> words(result_.words.begin(), result_.words.end());
    for (const Group& group : result_.groups) {
      if (group.soft && !group.date) continue;
      for (const Alternative& form : group.alternatives) words.insert(form.form);
    }
    result_.words.assign(words.begin(), words.end());
  }

  void exclude(const Clause& clause) {
    if (clause.prefix) {
      for (Alternative& form : beginning(clause.words.front())) {
        Clause one = clause;
        one.words = {std::move(form.form)};
        result_.excluded.push_back(std::move(one));
      }
      return;
    }
    const bool known = std::all_of(clause.words.begin(), clause.words.end(),
                                   [&](const std::string& word) { return lexicon_.df(word) > 0; });
    if (known) result_.excluded.push_back(clause);
  }

  void add_exact(const Clause& clause) {
    std::set<std::string> seen;
    for (const std::string& word : clause.words) {
      if (!seen.insert(word).second) continue;
      const std::uint32_t df = lexicon_.df(word);
      if (df == 0) {
        drop(word, true);
        continue;
      }
      add_group(clause, true, {{.form = word, .weight = worth(df), .df = df}});
    }
    if (clause.words.size() > 1) result_.phrases.push_back(clause);
  }

  void add_word(const Clause& clause) {
    const std::string& word = clause.words.front();
    const bool required = clause.sign == Sign::Must || clause.field != QueryField::Any;
    const std::uint32_t df = lexicon_.df(word);
    std::vector<Alternative> found = clause.prefix ? beginning(word) : known(word, df);
    for (const std::string& other : clause.also) {
      const std::uint32_t count = lexicon_.df(other);
      if (count == 0) continue;
      found.push_back({.form = other, .weight = worth(df > 0 ? df : count), .df = count});
    }
    join(clause, df, found);
    const std::size_t size = text::code_point_count(word);
    if (clause.complete && size >= kCompletionLetters) complete(word, df, found);
    const bool date = names_days(clause);
    if (date) note_date(clause);
    const bool corrects = !date && !clause.prefix && size >= kNearLetters && text::has_letter(word);
    if (found.empty() && corrects) {
      correct(word, found);
      if (found.empty() && split(clause, required)) return;
    }
    if (found.empty()) {
      if (required || !date) drop(word, required);
    } else {
      add_group(clause, required, std::move(found));
    }
  }

  // Adds the forms that are joined with a neighbour, if papers write them so.
  void join(const Clause& clause, std::uint32_t df, std::vector<Alternative>& found) const {
    for (const Join& join : clause.joins) {
      const std::uint32_t count = lexicon_.df(join.form);
      const std::uint32_t rarer = std::min(df, lexicon_.df(join.other));
      if (count == 0 || count < kLeastJoined * rarer) continue;
      found.push_back({.form = join.form, .weight = worth(df > 0 ? df : count), .df = count});
    }
  }

  // All forms that begin with a word, or the most frequent of them; all of one worth.
  std::vector<Alternative> beginning(const std::string& word) const {
    std::vector<FormCount> forms = lexicon_.completions(word, kPrefixForms);
    if (const std::uint32_t df = lexicon_.df(word); df > 0)
      forms.push_back({.form = word, .df = df});
    double sum = 0;
    for (const FormCount& form : forms) sum += form.df;
    const double weight = forms.empty() ? 0 : worth(std::min(papers_, sum));
    std::vector<Alternative> found;
    for (FormCount& form : forms) {
      found.push_back({.form = std::move(form.form), .weight = weight, .df = form.df});
    }
    return found;
  }

  // Whether the archive has days that a word names.
  bool names_days(const Clause& clause) const {
    const std::optional<DayRange> named = parse_days(clause.date);
    const DayRange days = lexicon_.days();
    return named && named->first <= days.last && named->last >= days.first;
  }

  void note_date(const Clause& clause) {
    const std::string limit = "date:" + clause.date;
    const auto same =
        std::find_if(result_.notes.begin(), result_.notes.end(), [&](const QueryNote& note) {
          return note.kind == QueryNote::Kind::Date && note.shown == limit;
        });
    if (same != result_.notes.end()) {
      same->typed += " " + clause.words.front();
    } else {
      note(clause.words.front(), QueryNote::Kind::Date, {{.form = limit, .df = 0}});
    }
  }

  // Words that name days weigh at most half of what any other word does.
  void lower_dates() {
    double least = 0;
    for (const Group& group : result_.groups) {
      if (group.date) continue;
      double most = 0;
      for (const Alternative& form : group.alternatives) most = std::max(most, form.weight);
      least = least == 0 ? most : std::min(least, most);
    }
    if (least == 0) return;
    for (Group& group : result_.groups) {
      if (!group.date) continue;
      for (Alternative& form : group.alternatives) {
        form.weight = std::min(form.weight, least / 2);
      }
    }
  }

  // A word that papers contain, with the words of its stem; empty for any other.
  std::vector<Alternative> known(const std::string& word, std::uint32_t df) const {
    std::vector<Alternative> found;
    if (df == 0) return found;
    const double weight = worth(df);
    found.push_back({.form = word, .weight = weight, .df = df});
    for (const FormCount& form : lexicon_.same_stem(word)) {
      found.push_back({.form = form.form, .weight = weight / 2, .df = form.df});
    }
    return found;
  }

  // "languagemodel" as two words, those of which the rarer is the most frequent.
  bool split(const Clause& clause, bool required) {
    const std::string& word = clause.words.front();
    const std::size_t least = digits_of(word).empty() ? kHalfLetters : 1;
    const std::size_t size = text::code_point_count(word);
    std::optional<FormCount> left, right;
    std::size_t at = 0;
    for (std::size_t i = 1; i + least <= size; ++i) {
      at = behind_letter(word, at);
      if (i < least) continue;
      FormCount first{.form = word.substr(0, at), .df = 0};
      first.df = lexicon_.df(first.form);
      if (first.df == 0) continue;
      FormCount second{.form = word.substr(at), .df = 0};
      second.df = lexicon_.df(second.form);
      if (left && std::min(first.df, second.df) <= std::min(left->df, right->df)) continue;
      if (second.df == 0) continue;
      left = std::move(first);
      right = std::move(second);
    }
    if (!left) return false;
    note(word, QueryNote::Kind::Corrected, {{.form = left->form + " " + right->form, .df = 0}});
    for (const FormCount& half : {*left, *right}) {
      add_group(clause, required, known(half.form, half.df));
    }
    return true;
  }

  void complete(const std::string& word, std::uint32_t df, std::vector<Alternative>& found) {
    const std::vector<FormCount> forms = lexicon_.completions(word, kCompletions);
    if (forms.empty()) return;
    double weight = 0;
    if (df > 0) {
      weight = worth(df) / 2;
    } else {
      double sum = 0;
      for (const FormCount& form : forms) sum += form.df;
      weight = worth(std::min<double>(papers_, sum));
      note(word, QueryNote::Kind::Completed, forms);
    }
    for (const FormCount& form : forms) {
      found.push_back({.form = form.form, .weight = weight, .df = form.df});
    }
  }

  void correct(const std::string& word, std::vector<Alternative>& found) {
    const std::vector<FormCount> forms = lexicon_.near(word, kNear);
    if (forms.empty()) return;
    note(word, QueryNote::Kind::Corrected, forms);
    // All alike: a rare form is not more likely what was meant.
    const double weight = worth(forms.front().df);
    for (const FormCount& form : forms) {
      found.push_back({.form = form.form, .weight = weight, .df = form.df});
    }
  }

  void note(const std::string& typed, QueryNote::Kind kind, const std::vector<FormCount>& forms) {
    QueryNote note{.typed = typed, .kind = kind, .shown = {}, .others = {}};
    for (const FormCount& form : forms) {
      if (note.shown.empty()) {
        note.shown = form.form;
      } else {
        note.others.push_back(form.form);
      }
    }
    result_.notes.push_back(std::move(note));
  }

  void drop(const std::string& word, bool required) {
    const QueryNote::Kind kind = required ? QueryNote::Kind::Missing : QueryNote::Kind::Dropped;
    if (required) result_.nothing = true;
    result_.notes.push_back({.typed = word, .kind = kind, .shown = {}, .others = {}});
  }

  void add_group(const Clause& clause, bool required, std::vector<Alternative> found) {
    // Of a form that comes twice the heavier stays; order by form, so that both sides agree.
    std::sort(found.begin(), found.end(), [](const Alternative& a, const Alternative& b) {
      return a.form != b.form ? a.form < b.form : a.weight > b.weight;
    });
    found.erase(
        std::unique(found.begin(), found.end(),
                    [](const Alternative& a, const Alternative& b) { return a.form == b.form; }),
        found.end());
    const bool date = !required && names_days(clause);
    result_.groups.push_back({.field = clause.field,
                              .required = required,
                              .soft = !required && (date || is_soft_word(clause.words.front())),
                              .date = date,
                              .everyday = !required && is_everyday_word(clause.words.front()),
                              .alternatives = std::move(found),
                              .composites = {}});
  }

  const Query& query_;
  const Lexicon& lexicon_;
  double papers_;
  Resolution result_;
};

}  // namespace

std::vector<FormCount> best_first(std::vector<FormCount> forms, std::size_t limit) {
  const auto better = [](const FormCount& a, const FormCount& b) {
    return a.df != b.df ? a.df > b.df : a.form < b.form;
  };
  const std::size_t size = std::min(limit, forms.size());
  std::partial_sort(forms.begin(), forms.begin() + static_cast<std::ptrdiff_t>(size), forms.end(),
                    better);
  forms.resize(size);
  return forms;
}

Slips::Slips(std::string_view word) : letters_(text::code_points(word)), digits_(digits_of(word)) {
  const std::size_t half =
      std::max<std::size_t>(2, letters_.empty() ? 0 : (letters_.size() - 1) / 2);
  std::size_t at = 0;
  for (std::size_t i = 0; i < letters_.size(); ++i) {
    if (i == letters_.size() - std::min(half, letters_.size())) tail_ = word.substr(at);
    at = behind_letter(word, at);
    if (i + 1 == half) head_ = word.substr(0, at);
  }
}

int Slips::count(std::string_view form) const {
  if (head_.empty() || !(form.starts_with(head_) || form.ends_with(tail_)) ||
      !text::has_letter(form))
    return 0;
  const int most = letters_.size() < kTwoSlipsLetters ? 1 : 2;
  const int slips = edit_distance(letters_, text::code_points(form), most);
  return slips <= most && digits_of(form) == digits_ ? slips : 0;
}

Resolution resolve(const Query& query, const Lexicon& lexicon) {
  return Resolver(query, lexicon).run();
}

}  // namespace broadsheet::query
