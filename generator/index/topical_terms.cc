#include "index/topical_terms.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/ascii.h"
#include "text/normalize.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::index {
namespace {

constexpr std::string_view kPlainWords =
    "a about above across after again against all almost alone along already also although "
    "always am among an and another any are around as at away back be became because become "
    "becomes been before behind being below between beyond both but by can cannot could did do "
    "does doing done down due during each either else enough especially etc even ever every few "
    "first five for four from further furthermore given gives had has have having he hence her "
    "here his how however i if in including indeed instead into is it its itself just keep "
    "largely least less let like likely made mainly make makes many may me might more moreover "
    "most mostly much must namely near nearly need needed needs neither never nevertheless new "
    "next no non none nor not nothing now of off often on once one only onto or other others "
    "otherwise our out over own per perhaps quite rather real really same second see seem seems "
    "several she should show showed shown shows since six so some still such than that the their "
    "them then there thereby therefore these they third this those though three through "
    "throughout thus to together too toward towards two typically under unlike until up upon us "
    "use used uses using usually via very was way ways we well were what when where whereas "
    "whether which while who whole whose why will with within without would yet you your "
    "abstract achieve achieved achieves achieving across address addresses addressing allow "
    "allows analysis analyze analyzing approach approaches arxiv authors based benchmark "
    "benchmarks better building case cases challenge challenges challenging common compare "
    "compared comparing comparison comparable competitive comprehensive consider considered "
    "contribution contributions crucial current data dataset datasets demonstrate demonstrated "
    "demonstrates demonstrating derive design determine determined designed develop developed "
    "different directly driven empirical empirically enable enables enabling ensure establish "
    "evaluate evaluated evaluation evidence existing experiment experimental experiments "
    "explicit explore extensive fail fails finally find finding findings fixed focus framework "
    "fully fundamental general goal good high highlight https identify important improve "
    "improved improvement improvements improves improving include includes increase increasing "
    "insight insights introduce introduced introduces introducing investigate issue key known "
    "lack lead leading leads leverage leverages leveraging limit limited limitations low machine "
    "main major matches method methods model models multiple named novel number observe obtain "
    "outperform outperforming outperforms paper papers particular particularly perform "
    "performance performing performs popular possible proper potential practical precisely "
    "present presented presents prior problem problems promising propose proposed proposes "
    "provably prove provide provided provides providing range recent recently reduce reduces "
    "reducing related relevant remain remains require required requires research result "
    "resulting results reveal reveals robust set setting settings significant significantly "
    "simple simpler simply single solution solutions specific specifically standard state strong "
    "studies study substantial substantially suggest suggests superior support system systems "
    "task tasks technique techniques term terms theoretical time traditional type types "
    "understanding unified variety various wide widely work works com github www http io code "
    "available";

std::unordered_set<std::string_view> plain_words() {
  std::unordered_set<std::string_view> words;
  std::string_view rest = kPlainWords;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    words.insert(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return words;
}

bool is_topical(std::string_view form) {
  if (form.size() < 3 || text::code_point_count(form) < 2) return false;
  return !is_ascii_digit(form.front()) && !is_plain_word(form);
}

// A capital only at the front is mostly that of a title or a sentence.
std::string without_title_case(std::string word) {
  if (!word.empty() && std::none_of(word.begin() + 1, word.end(), is_ascii_capital)) {
    word.front() = lower_ascii(word.front());
  }
  return word;
}

}  // namespace

bool is_plain_word(std::string_view form) {
  static const std::unordered_set<std::string_view> words = plain_words();
  return words.count(form) > 0;
}

TopicalTerms::TopicalTerms(const PackedIndex& words, const DocumentOf& documents,
                           std::uint32_t first, std::uint32_t least)
    : words_(words), documents_(documents), term_begins_{0} {
  for (std::uint32_t begin = 0; begin < words.forms();) {
    std::uint32_t end = begin;
    std::uint32_t uses = 0;
    do {
      uses += words.df(end, first, words.papers());
      ++end;
    } while (end < words.forms() && words.stem(end) == words.stem(begin));
    if (uses >= least) add_stem(begin, end);
    begin = end;
  }
}

// The term of forms `begin` up to `end`, if a paper has it.
void TopicalTerms::add_stem(std::uint32_t begin, std::uint32_t end) {
  std::vector<TermUse> uses;
  std::vector<Posting> postings;
  for (std::uint32_t form = begin; form < end; ++form) {
    if (!is_topical(words_.text(form))) continue;
    postings.clear();
    words_.postings(form, 0, words_.papers(), postings);
    for (const Posting& posting : postings) {
      // Joined compounds (no position) repeat their parts; author names are no topics.
      if ((posting.fields & ~kAuthors) == 0 || posting.positions == 0) continue;
      uses.push_back({.id = posting.document, .wdf = posting.wdf, .form = form});
    }
  }
  if (uses.empty()) return;
  // By document, the heaviest form first; those of one form are in order.
  if (uses.front().form != uses.back().form) {
    std::sort(uses.begin(), uses.end(), [](const TermUse& a, const TermUse& b) {
      return a.id != b.id ? a.id < b.id : a.wdf != b.wdf ? a.wdf > b.wdf : a.form < b.form;
    });
  }
  for (const TermUse& use : uses) {
    if (by_term_.size() > term_begins_.back() && by_term_.back().id == use.id) {
      by_term_.back().wdf += use.wdf;
    } else {
      by_term_.push_back(use);
    }
  }
  term_begins_.push_back(static_cast<std::uint32_t>(by_term_.size()));
}

std::string TopicalTerms::shown(std::uint32_t term) const {
  std::map<std::uint32_t, std::uint32_t> papers;  // form to papers in which it weighs most
  for (const TermUse& use : of_term(term)) ++papers[use.form];
  const auto most =
      std::max_element(papers.begin(), papers.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto uses = of_term(term);
  const auto first = std::find_if(uses.begin(), uses.end(),
                                  [&](const TermUse& use) { return use.form == most->first; });
  return shown(first->id, {&first->form, 1}).front();
}

std::vector<std::string> TopicalTerms::shown(std::uint32_t document,
                                             std::span<const std::uint32_t> forms) const {
  std::vector<std::string> written(forms.size());
  std::size_t missing = forms.size();
  const Document paper = documents_(document);
  for (const std::string* source : {&paper.title, &paper.comment}) {
    if (missing == 0) break;
    const text::FoldedText folded = text::fold_with_origin(*source);
    for (const text::WordSpan& span : text::word_spans(folded.text)) {
      const std::string_view word = span.in(folded.text);
      for (std::size_t i = 0; i < forms.size(); ++i) {
        if (!written[i].empty() || words_.text(forms[i]) != word) continue;
        const std::uint32_t begin = folded.origin[span.begin];
        written[i] = without_title_case(source->substr(begin, folded.origin[span.end] - begin));
        --missing;
      }
    }
  }
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (written[i].empty()) written[i] = words_.text(forms[i]);
  }
  return written;
}

}  // namespace broadsheet::index
