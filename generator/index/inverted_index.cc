#include "index/inverted_index.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <future>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "base/workers.h"
#include "index/stem.h"
#include "query/query.h"
#include "text/name_forms.h"
#include "text/normalize.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kFieldGap = 100;
constexpr unsigned kCommentWdf = 2;
constexpr unsigned kPlainWdf = 1;
constexpr unsigned kIdWdf = 12;  // the paper itself ranks above those that cite its number
constexpr std::size_t kWorthAThread = 200;  // papers

// Forms by their text: open addressing, as a million look-ups make up most of the work.
class FormTable {
 public:
  /// @param forms  unique by text
  explicit FormTable(std::vector<Form>& forms) : forms_(forms), slots_(1U << 12, kFree) {
    for (const Form& form : forms) hashes_.push_back(hash64(form.text));
    while (forms.size() * 2 > slots_.size()) slots_.resize(slots_.size() * 2);
    fill();
  }

  Form& at(std::string_view text) {
    if (forms_.size() * 2 > slots_.size()) grow();
    const std::uint64_t hash = hash64(text);
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != kFree) {
      const std::uint32_t form = slots_[slot];
      if (hashes_[form] == hash && forms_[form].text == text) return forms_[form];
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = static_cast<std::uint32_t>(forms_.size());
    hashes_.push_back(hash);
    forms_.push_back({.text = std::string(text), .stem = {}, .postings = {}, .positions = {}});
    return forms_.back();
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  void grow() {
    slots_.resize(slots_.size() * 2);
    fill();
  }

  void fill() {
    std::fill(slots_.begin(), slots_.end(), kFree);
    for (std::uint32_t form = 0; form < forms_.size(); ++form) {
      std::size_t slot = hashes_[form] & (slots_.size() - 1);
      while (slots_[slot] != kFree) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = form;
    }
  }

  std::vector<Form>& forms_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint64_t> hashes_;
};

// The weight of a word in a field of n words: each word of a short title weighs more.
// Twin: headWdf in themes/shared/search/paper-weights.js.
unsigned head_wdf(std::size_t n) {
  return std::clamp(static_cast<unsigned>(60.0 / static_cast<double>(n) + 0.5), 2U, 12U);
}

struct FoldedField {
  std::string text;
  std::vector<text::WordSpan> words;

  explicit FoldedField(std::string_view source)
      : text(text::fold(source)), words(text::word_spans(text)) {}
};

// A name, with the other forms of each of its words.
struct FoldedName : FoldedField {
  std::vector<std::vector<std::string>> forms;

  explicit FoldedName(std::string_view source) : FoldedField(source) {
    const text::FoldedText folded = text::fold_with_origin(source);
    for (const text::WordSpan& word : words) {
      const std::uint32_t begin = folded.origin[word.begin];
      forms.push_back(text::name_forms(source.substr(begin, folded.origin[word.end] - begin)));
    }
  }
};

// Enters the words of one paper after the other. Twin: weighed in
// themes/shared/search/paper-weights.js.
class Inverter {
 public:
  explicit Inverter(std::vector<Form>& forms) : table_(forms) {}

  FieldStarts add(std::uint32_t document, const Document& paper) {
    document_ = document;
    position_ = 0;
    any_in_document_ = false;
    FieldStarts starts;
    add_title(paper.title);
    starts.authors = position_;
    add_authors(paper.authors);
    starts.comment = position_;
    add_text(paper.comment, kComment, kCommentWdf);
    starts.abstract = position_;
    add_text(paper.abstract, kAbstract, kPlainWdf);
    add_number(paper.id);
    for (const std::string& doi : paper.dois) {
      if (doi != paper.id.local()) enter(query::id_word(doi), kComment, kIdWdf, false);
    }
    return starts;
  }

 private:
  void add_title(std::string_view title) {
    const FoldedField field(title);
    if (field.words.empty()) return;
    const unsigned wdf = head_wdf(field.words.size());
    add_words(field, kTitle, [wdf](std::size_t) { return wdf; });
    end_field();
  }

  void add_authors(const std::vector<std::string>& authors) {
    std::vector<FoldedName> names;
    std::size_t count = 0;
    for (const std::string& author : authors) {
      names.emplace_back(author);
      count += names.back().words.size();
    }
    if (count == 0) return;
    const unsigned surname_wdf = head_wdf(count);
    for (const FoldedName& name : names) {
      const std::size_t size = name.words.size();
      const auto wdf_of = [size, surname_wdf](std::size_t i) {
        return size > 1 && i + 1 == size ? surname_wdf : kPlainWdf;
      };
      add_words(name, kAuthors, wdf_of);
      for (std::size_t i = 0; i < size; ++i) {
        for (const std::string& form : name.forms[i]) {
          if (form.size() <= text::kLongestWord) enter(form, kAuthors, wdf_of(i), false);
        }
      }
      ++position_;  // a phrase must not run from one author into the next
    }
    end_field();
  }

  void add_text(std::string_view text, Field bit, unsigned wdf) {
    const FoldedField field(text);
    if (field.words.empty()) return;
    add_words(field, bit, [wdf](std::size_t) { return wdf; });
    end_field();
  }

  // "2607.01234", "9901001" of "hep-th/9901001", or a DOI as one word: people paste it.
  void add_number(const PaperId& id) {
    const std::string_view local = id.local();
    enter(id.is_arxiv() ? std::string(local.substr(local.find('/') + 1)) : query::id_word(local),
          kComment, kIdWdf, false);
  }

  template <typename WdfOf>
  void add_words(const FoldedField& field, Field bit, WdfOf wdf_of) {
    const auto& words = field.words;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view word = words[i].in(field.text);
      enter(word, bit, wdf_of(i), true);
      ++position_;
      const bool two_parts =
          words[i].tied && !words[i - 1].tied && (i + 1 == words.size() || !words[i + 1].tied);
      if (!two_parts) continue;
      joined_ = words[i - 1].in(field.text);
      joined_ += word;
      if (joined_.size() <= text::kLongestWord && text::has_letter(joined_)) {
        enter(joined_, bit, wdf_of(i), false);
      }
    }
  }

  void enter(std::string_view word, Field bit, unsigned wdf, bool with_position) {
    Form& form = table_.at(word);
    if (form.postings.empty() || form.postings.back().document != document_) {
      form.postings.push_back({.document = document_,
                               .wdf = 0,
                               .fields = 0,
                               .first_position = static_cast<std::uint32_t>(form.positions.size()),
                               .positions = 0});
    }
    Posting& posting = form.postings.back();
    posting.wdf = static_cast<std::uint8_t>(std::min(255U, posting.wdf + wdf));
    posting.fields = static_cast<std::uint8_t>(posting.fields | bit);
    if (with_position) {
      form.positions.push_back(position_);
      ++posting.positions;
      last_position_ = position_;
      any_in_document_ = true;
    }
  }

  void end_field() {
    if (any_in_document_) position_ = last_position_ + kFieldGap;
  }

  FormTable table_;
  std::uint32_t document_ = 0;
  std::uint32_t position_ = 0;
  std::uint32_t last_position_ = 0;
  bool any_in_document_ = false;
  std::string joined_;
};

// The words of a range of papers.
struct Words {
  std::vector<FieldStarts> starts;
  std::vector<Form> forms;  // in the order in which they were met
};

Words words_of(const std::vector<Document>& documents, std::size_t begin, std::size_t end) {
  Words words;
  Inverter inverter(words.forms);
  words.starts.reserve(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    words.starts.push_back(inverter.add(static_cast<std::uint32_t>(i), documents[i]));
  }
  return words;
}

// Adds the words of the papers that follow.
void append(Words& words, Words more) {
  words.starts.insert(words.starts.end(), more.starts.begin(), more.starts.end());
  FormTable table(words.forms);
  for (Form& from : more.forms) {
    Form& form = table.at(from.text);
    const auto shift = static_cast<std::uint32_t>(form.positions.size());
    for (Posting posting : from.postings) {
      posting.first_position += shift;
      form.postings.push_back(posting);
    }
    form.positions.insert(form.positions.end(), from.positions.begin(), from.positions.end());
    from = {};
  }
}

// By (stem, text) in the browser's order. Sorts numbers, as forms are large.
void sort_forms(std::vector<Form>& forms) {
  std::vector<std::uint32_t> order(forms.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Form& left = forms[a];
    const Form& right = forms[b];
    if (left.stem != right.stem) return text::utf16_less(left.stem, right.stem);
    return text::utf16_less(left.text, right.text);
  });
  std::vector<Form> sorted;
  sorted.reserve(forms.size());
  for (const std::uint32_t form : order) sorted.push_back(std::move(forms[form]));
  forms = std::move(sorted);
}

std::vector<Filter> filters_of(const std::vector<Document>& documents,
                               std::vector<std::string> Document::* values) {
  std::map<std::string, std::vector<std::uint32_t>> found;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const std::string& value : documents[i].*values) {
      std::vector<std::uint32_t>& list = found[value];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
  std::vector<Filter> filters;
  for (auto& [value, list] : found)
    filters.push_back({.value = value, .documents = std::move(list)});
  return filters;
}

}  // namespace

DocumentOf documents_in(const InvertedIndex& index) {
  return [&index](std::uint32_t number) { return index.documents[number]; };
}

InvertedIndex invert(std::vector<Document> documents) {
  // Two halves, each by a thread of its own; put together they are what one thread would have made.
  const std::size_t half =
      documents.size() < kWorthAThread ? documents.size() : documents.size() / 2;
  std::future<Words> more = start_task([&] { return words_of(documents, half, documents.size()); });
  Words words = words_of(documents, 0, half);
  append(words, more.get());

  InvertedIndex index;
  index.starts = std::move(words.starts);
  index.forms = std::move(words.forms);
  const Stemmer stemmer;
  for (Form& form : index.forms) form.stem = stemmer.stem(form.text);
  sort_forms(index.forms);

  index.topics = filters_of(documents, &Document::topics);
  index.categories = filters_of(documents, &Document::categories);
  index.documents = std::move(documents);
  return index;
}

}  // namespace broadsheet::index
