#include "search/resolve.h"

#include <algorithm>
#include <set>
#include <utility>

#include "search/bm25.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

constexpr std::size_t kCompletions = 16;
constexpr std::size_t kCompletionLetters = 3;
constexpr std::size_t kNear = 8;
constexpr std::size_t kNearTaken = 3;
constexpr std::size_t kNearLetters = 4;

// Whether one change, loss, gain or swap of neighbours turns a into b.
bool one_edit_apart(const std::u32string& a, const std::u32string& b) {
  if (a.size() > b.size()) return one_edit_apart(b, a);
  if (b.size() - a.size() > 1) return false;
  std::size_t front = 0;
  while (front < a.size() && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < a.size() - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  const std::size_t left = a.size() - front - back;
  if (b.size() > a.size()) return left == 0;
  return left == 1 || (left == 2 && a[front] == b[front + 1] && a[front + 1] == b[front]);
}

class Resolver {
 public:
  Resolver(const Query& query, const Lexicon& lexicon)
      : query_(query), lexicon_(lexicon), papers_(lexicon.papers()) {}

  Resolution run() {
    bool positive = false;
    for (const Clause& clause : query_.clauses) {
      if (clause.sign == Sign::Not) {
        exclude(clause);
        continue;
      }
      positive = true;
      if (clause.exact) {
        add_exact(clause);
      } else {
        add_word(clause);
      }
    }
    if (positive && result_.groups.empty()) result_.nothing = true;
    for (const std::string& text : query_.dropped) {
      result_.said.push_back(
          {.typed = text, .kind = Said::Kind::Unread, .shown = {}, .others = {}});
    }
    result_.words.assign(words_.begin(), words_.end());
    return std::move(result_);
  }

 private:
  double worth(double df) const { return rarity(df, papers_); }

  void exclude(const Clause& clause) {
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
      add_group(clause.field, true, {{.form = word, .weight = worth(df), .df = df}});
    }
    if (clause.words.size() > 1) result_.phrases.push_back(clause);
  }

  void add_word(const Clause& clause) {
    const std::string& word = clause.words.front();
    const bool required = clause.sign == Sign::Must || clause.field != QueryField::Any;
    const std::uint32_t df = lexicon_.df(word);
    std::vector<Alternative> found;
    if (df > 0) {
      const double weight = worth(df);
      found.push_back({.form = word, .weight = weight, .df = df});
      for (const FormCount& form : lexicon_.kin(word)) {
        found.push_back({.form = form.form, .weight = weight / 2, .df = form.df});
      }
    }
    if (clause.complete && text::code_point_count(word) >= kCompletionLetters) complete(word, df, found);
    if (found.empty() && text::code_point_count(word) >= kNearLetters) correct(word, found);
    if (found.empty()) {
      drop(word, required);
    } else {
      add_group(clause.field, required, std::move(found));
    }
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
      say(word, Said::Kind::Completed, forms);
    }
    for (const FormCount& form : forms) {
      found.push_back({.form = form.form, .weight = weight, .df = form.df});
    }
  }

  void correct(const std::string& word, std::vector<Alternative>& found) {
    const std::vector<FormCount> forms = lexicon_.near(word, kNear);
    if (forms.empty()) return;
    say(word, Said::Kind::Corrected, forms);
    for (std::size_t i = 0; i < std::min(forms.size(), kNearTaken); ++i) {
      found.push_back({.form = forms[i].form, .weight = worth(forms[i].df), .df = forms[i].df});
    }
  }

  void say(const std::string& typed, Said::Kind kind, const std::vector<FormCount>& forms) {
    Said said{.typed = typed, .kind = kind, .shown = {}, .others = {}};
    for (const FormCount& form : forms) {
      if (said.shown.empty()) {
        said.shown = form.form;
      } else {
        said.others.push_back(form.form);
      }
    }
    result_.said.push_back(std::move(said));
  }

  void drop(const std::string& word, bool required) {
    const Said::Kind kind = required ? Said::Kind::Missing : Said::Kind::Dropped;
    if (required) result_.nothing = true;
    result_.said.push_back({.typed = word, .kind = kind, .shown = {}, .others = {}});
  }

  void add_group(QueryField field, bool required, std::vector<Alternative> found) {
    // Of a form that comes twice the heavier stays; order by form, so that both sides agree.
    std::sort(found.begin(), found.end(), [](const Alternative& a, const Alternative& b) {
      return a.form != b.form ? a.form < b.form : a.weight > b.weight;
    });
    found.erase(
        std::unique(found.begin(), found.end(),
                    [](const Alternative& a, const Alternative& b) { return a.form == b.form; }),
        found.end());
    for (const Alternative& alternative : found) words_.insert(alternative.form);
    result_.groups.push_back(
        {.field = field, .required = required, .alternatives = std::move(found)});
  }

  const Query& query_;
  const Lexicon& lexicon_;
  double papers_;
  std::set<std::string> words_;
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

bool is_near(std::string_view word, std::string_view form) {
  if (word == form || word.size() > form.size() + 8 || form.size() > word.size() + 8) return false;
  const std::u32string a = text::code_points(word);
  const std::u32string b = text::code_points(form);
  if (!one_edit_apart(a, b)) return false;
  const std::size_t half = std::max<std::size_t>(2, a.empty() ? 0 : (a.size() - 1) / 2);
  if (a.size() < half || b.size() < half) return false;
  return a.compare(0, half, b, 0, half) == 0 ||
         a.compare(a.size() - half, half, b, b.size() - half, half) == 0;
}

Resolution resolve(const Query& query, const Lexicon& lexicon) {
  return Resolver(query, lexicon).run();
}

}  // namespace broadsheet::search
