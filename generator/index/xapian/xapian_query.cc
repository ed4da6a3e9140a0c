// Asking the Xapian index. Writing: xapian_index.cc.
//
// The rule of ranking, section 1, as a tree of Xapian queries: G is a word with all that may stand
// for it, H asks the same of title and authors alone.
//
//     A = OP_AND(G1 ... Gn)
//     Q = OP_OR(OP_OR(G1 ... Gn), A, OP_FILTER(A, OP_AND(H1 ... Hn)), OP_FILTER(A, P1) ...)
//
// with a branch P for each phrase in the head. Soft words S join A by OP_AND_MAYBE and have no H.
// Everything else filters Q.
#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "index/xapian/composite_source.h"
#include "index/xapian/xapian_database.h"
#include "index/xapian/xapian_facets.h"
#include "index/xapian/xapian_subject.h"
#include "query/bm25.h"
#include "query/everyday_words.h"
#include "query/subject.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kTies = 50;  // more than asked for, so that near ties are put in order here

using Queries = std::vector<Xapian::Query>;

Xapian::Query join(Xapian::Query::op op, const Queries& queries) {
  if (queries.size() == 1) return queries.front();
  return Xapian::Query(op, queries.begin(), queries.end());
}

std::string field_term(query::QueryField field, const std::string& form) {
  return std::string(field == query::QueryField::Title ? kTitleTerm : kAuthorTerm) + form;
}

// The words of a composite in one field.
Xapian::Query in_field(const query::Composite& composite, query::QueryField field) {
  Queries words;
  for (const std::vector<query::FormCount>& forms : composite.words) {
    Queries alternatives;
    for (const query::FormCount& form : forms) {
      alternatives.emplace_back(field_term(field, form.form));
    }
    words.push_back(join(Xapian::Query::OP_OR, alternatives));
  }
  return join(Xapian::Query::OP_AND, words);
}

Xapian::Query group_query(const Xapian::Database& database, const query::Group& group) {
  const double papers = database.get_doccount();
  Queries alternatives;
  for (const query::Alternative& alternative : group.alternatives) {
    Xapian::Query query(alternative.form);
    const double own = query::rarity(alternative.df, papers);
    if (alternative.weight != own) {
      query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, alternative.weight / own);
    }
    if (group.field != query::QueryField::Any) {
      query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                            Xapian::Query(field_term(group.field, alternative.form)));
    }
    alternatives.push_back(query);
  }
  for (const query::Composite& composite : group.composites) {
    Xapian::Query query = weighed_query(database, composite);
    if (group.field != query::QueryField::Any) {
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, in_field(composite, group.field));
    }
    alternatives.push_back(query);
  }
  return join(Xapian::Query::OP_MAX, alternatives);
}

Xapian::Query head_query(const query::Group& group) {
  Queries alternatives;
  for (const query::Alternative& alternative : group.alternatives) {
    for (const query::QueryField field : {query::QueryField::Title, query::QueryField::Author}) {
      if (group.field == query::QueryField::Any || group.field == field) {
        alternatives.emplace_back(field_term(field, alternative.form));
      }
    }
  }
  for (const query::Composite& composite : group.composites) {
    for (const query::QueryField field : {query::QueryField::Title, query::QueryField::Author}) {
      if (group.field == query::QueryField::Any || group.field == field) {
        alternatives.push_back(in_field(composite, field));
      }
    }
  }
  return join(Xapian::Query::OP_OR, alternatives);
}

// The words as a phrase; in `field`, or anywhere.
Xapian::Query phrase_query(const std::vector<std::string>& words, query::QueryField field) {
  std::vector<std::string> terms;
  for (const std::string& word : words) {
    terms.push_back(field == query::QueryField::Any ? word : field_term(field, word));
  }
  if (terms.size() == 1) return Xapian::Query(terms.front());
  return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                       static_cast<Xapian::termcount>(terms.size()));
}

Xapian::Query phrase_in_head(const query::Clause& phrase) {
  Queries fields;
  for (const query::QueryField field : {query::QueryField::Title, query::QueryField::Author}) {
    if (phrase.field == query::QueryField::Any || phrase.field == field) {
      fields.push_back(phrase_query(phrase.words, field));
    }
  }
  return join(Xapian::Query::OP_OR, fields);
}

Xapian::Query filter_query(const query::FilterClause& filter) {
  return Xapian::Query(filter_term(
      filter.kind == query::FilterKind::Topic ? kTopicTerm : kCategoryTerm, filter.key));
}

struct Limits {
  Queries wanted;
  Queries unwanted;
};

Limits limits_of(const query::Query& query, const query::Resolution& resolution) {
  Limits limits;
  for (const query::Clause& clause : resolution.excluded) {
    limits.unwanted.push_back(phrase_query(clause.words, clause.field));
  }
  for (const query::FilterClause& filter : query.filters) {
    (filter.exclude ? limits.unwanted : limits.wanted).push_back(filter_query(filter));
  }
  if (query.from != 0) {
    limits.wanted.emplace_back(Xapian::Query::OP_VALUE_GE, kDaySlot, day_value(query.from));
  }
  if (query.to != 0) {
    limits.wanted.emplace_back(Xapian::Query::OP_VALUE_LE, kDaySlot, day_value(query.to));
  }
  if (query.min_score) {
    const std::string bound = Xapian::sortable_serialise(*query.min_score);
    limits.wanted.emplace_back(Xapian::Query::OP_VALUE_GE, kScoreSlot, bound);
    if (query.above) limits.unwanted.emplace_back(Xapian::Query::OP_VALUE_LE, kScoreSlot, bound);
  }
  if (query.max_score) {
    const std::string bound = Xapian::sortable_serialise(*query.max_score);
    limits.wanted.emplace_back(Xapian::Query::OP_VALUE_LE, kScoreSlot, bound);
    if (query.below) limits.unwanted.emplace_back(Xapian::Query::OP_VALUE_GE, kScoreSlot, bound);
  }
  return limits;
}

Xapian::Query ranked_query(const Xapian::Database& database, const query::Resolution& resolution,
                           bool all) {
  Queries groups;
  Queries hard;
  Queries soft;
  Queries heads;
  Queries required;
  for (const query::Group& group : resolution.groups) {
    groups.push_back(group_query(database, group));
    (group.soft ? soft : hard).push_back(groups.back());
    if (!group.soft) heads.push_back(head_query(group));
    if (group.required || (all && !group.soft)) required.push_back(groups.back());
  }
  Xapian::Query every = join(Xapian::Query::OP_AND, hard);
  if (!soft.empty()) {
    every = Xapian::Query(Xapian::Query::OP_AND_MAYBE, every, join(Xapian::Query::OP_OR, soft));
  }
  Queries branches = {
      join(Xapian::Query::OP_OR, groups), every,
      Xapian::Query(Xapian::Query::OP_FILTER, every, join(Xapian::Query::OP_AND, heads))};
  for (const query::Clause& phrase : resolution.phrases) {
    branches.emplace_back(Xapian::Query::OP_FILTER, every, phrase_in_head(phrase));
    required.push_back(phrase_query(phrase.words, phrase.field));
  }
  Xapian::Query query = join(Xapian::Query::OP_OR, branches);
  if (!required.empty()) {
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, join(Xapian::Query::OP_AND, required));
  }
  return query;
}

// Empty if no paper can match, or the query is empty.
Xapian::Query whole_query(const Xapian::Database& database, const query::Query& query,
                          const query::Resolution& resolution, bool all) {
  if (resolution.nothing) return Xapian::Query();
  const Limits limits = limits_of(query, resolution);
  Xapian::Query whole;
  if (!resolution.groups.empty()) {
    whole = ranked_query(database, resolution, all);
  } else if (!query.clauses.empty() || !limits.wanted.empty() || !limits.unwanted.empty()) {
    whole = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(std::string()), 0);
  } else {
    return whole;
  }
  if (!limits.wanted.empty()) {
    whole =
        Xapian::Query(Xapian::Query::OP_FILTER, whole, join(Xapian::Query::OP_AND, limits.wanted));
  }
  if (!limits.unwanted.empty()) {
    whole = Xapian::Query(Xapian::Query::OP_AND_NOT, whole,
                          join(Xapian::Query::OP_OR, limits.unwanted));
  }
  return whole;
}

struct Hit {
  Xapian::docid id = 0;
  double rank = 0;
  double key = 0;    // rank_key(rank)
  std::string slot;  // of the day or score sorted by; empty when by relevance
};

bool comes_before(const Hit& a, const Hit& b) {
  if (a.slot != b.slot) return a.slot > b.slot;
  if (a.key != b.key) return a.key > b.key;
  return a.id > b.id;
}

bool is_near_tie(const Hit& a, const Hit& b) {
  return a.slot == b.slot && a.key == b.key && b.rank > 0;
}

std::vector<Hit> hits_of(const Xapian::MSet& found, query::Sort sort) {
  std::vector<Hit> hits;
  hits.reserve(found.size());
  for (Xapian::MSetIterator hit = found.begin(); hit != found.end(); ++hit) {
    hits.push_back({.id = *hit,
                    .rank = hit.get_weight(),
                    .key = query::rank_key(hit.get_weight()),
                    .slot = {}});
    if (sort != query::Sort::Relevance) {
      hits.back().slot =
          hit.get_document().get_value(sort == query::Sort::Date ? kDaySlot : kScoreSlot);
    }
  }
  std::sort(hits.begin(), hits.end(), comes_before);
  return hits;
}

// All papers are looked at: counts are exact so, and without it Xapian 1.4.22 crashes on OP_OR over
// OP_MAX ("forget conditional sparse").
Xapian::MSet matches(Xapian::Enquire& enquire, Xapian::doccount most, Xapian::doccount papers) {
  return enquire.get_mset(0, most, papers);
}

std::size_t count_papers(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return matches(enquire, 0, database.get_doccount()).get_matches_estimated();
}

Xapian::Enquire ranked_enquire(const Xapian::Database& database, const Xapian::Query& query,
                               query::Sort sort) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight(1, 0, 1, 0, 0.5));
  enquire.set_docid_order(Xapian::Enquire::DESCENDING);
  if (sort != query::Sort::Relevance) {
    enquire.set_sort_by_value_then_relevance(sort == query::Sort::Date ? kDaySlot : kScoreSlot,
                                             true);
  }
  return enquire;
}

// The first `shown` papers in order, and some more. Those whose weights differ only by the order of
// adding must all be there to be put in order.
std::vector<Hit> best_hits(const Xapian::Database& database, const Xapian::Query& query,
                           query::Sort sort, std::size_t shown, std::size_t& total) {
  const Xapian::doccount papers = database.get_doccount();
  Xapian::Enquire enquire = ranked_enquire(database, query, sort);
  for (std::size_t wanted = shown + kTies;; wanted *= 4) {
    const auto most = static_cast<Xapian::doccount>(std::min<std::size_t>(wanted, papers));
    const Xapian::MSet found = matches(enquire, most, papers);
    total = found.get_matches_estimated();
    std::vector<Hit> hits = hits_of(found, sort);
    const bool cut = hits.size() < total && shown > 0 && hits.size() >= shown;
    if (!cut || !is_near_tie(hits[shown - 1], hits.back())) return hits;
  }
}

// Puts the first papers of a long query in the order of their subject, if papers have vectors.
// @param full  the first papers with all words
void order_by_subject(const Xapian::Database& database, const std::vector<Hit>& full,
                      std::vector<Hit>& hits) {
  std::vector<SubjectHit> first;
  for (const Hit& hit : std::span(hits).first(std::min(hits.size(), query::kSubjectPapers))) {
    const bool all =
        std::any_of(full.begin(), full.end(), [&](const Hit& other) { return other.id == hit.id; });
    first.push_back({.document = document_of(hit.id), .rank = hit.rank, .all = all});
  }
  const std::vector<Hit> before = hits;
  std::size_t next = 0;
  for (const std::size_t i : subject_order(database, first)) hits[next++] = before[i];
}

query::SearchResult result_of(const Xapian::Database& database, const Hit& hit) {
  const Xapian::Document document = database.get_document(hit.id);
  query::SearchResult result;
  result.document = document_of(hit.id);
  result.rank = hit.rank;
  const std::string day = document.get_value(kDaySlot);
  std::from_chars(day.data(), day.data() + day.size(), result.day);
  result.score = Xapian::sortable_unserialise(document.get_value(kScoreSlot));
  decode_data(document.get_value(kShownSlot), result);
  return result;
}

// Whether the query asks for a topic or a category, and no paper has one.
bool is_absent(const Xapian::Database& database, const query::Query& query,
               query::FilterKind kind) {
  const bool asked = std::any_of(
      query.filters.begin(), query.filters.end(),
      [kind](const query::FilterClause& filter) { return filter.kind == kind && !filter.exclude; });
  const std::string prefix(kind == query::FilterKind::Topic ? kTopicTerm : kCategoryTerm);
  return asked && database.allterms_begin(prefix) == database.allterms_end(prefix);
}

// Notes on limits and filters by what no paper has.
void note_absent(const Xapian::Database& database, const query::Query& query,
                 std::vector<query::QueryNote>& notes) {
  const bool scores = (query.min_score || query.max_score) &&
                      database.get_value_upper_bound(kScoreSlot) <= Xapian::sortable_serialise(0);
  const std::array<std::pair<const char*, bool>, 3> kinds = {
      {{"topic", is_absent(database, query, query::FilterKind::Topic)},
       {"category", is_absent(database, query, query::FilterKind::Category)},
       {"score", scores}}};
  for (const auto& [kind, absent] : kinds) {
    if (!absent) continue;
    notes.push_back(
        {.typed = kind, .kind = query::QueryNote::Kind::Absent, .shown = {}, .others = {}});
  }
}

}  // namespace

query::Answer XapianIndex::search(std::string_view text,
                                  const query::SearchOptions& options) const {
  const query::Query query = apply_options(query::parse_query(text), options);
  query::Answer answer;
  try {
    query::Resolution resolution = resolve(query, state_->lexicon);
    const Xapian::Database& database = state_->database;
    const Xapian::doccount papers = database.get_doccount();
    const bool all = lists_all_words(options);
    const Xapian::Query listed = whole_query(database, query, resolution, all);
    const Xapian::Query other = whole_query(database, query, resolution, !all);
    const bool one_list = resolution.groups.size() < 2;  // all and any word are the same
    answer.notes = std::move(resolution.notes);
    note_absent(database, query, answer.notes);
    answer.words = std::move(resolution.words);
    if (options.facets) answer.facets.emplace();
    if (listed.empty()) return answer;

    std::size_t shown = options.facets || options.offset >= papers
                            ? papers
                            : options.offset + std::min<std::size_t>(options.limit, papers);
    const bool by_subject =
        options.sort == query::Sort::Relevance && query::is_long(resolution.groups) && shown > 0;
    if (by_subject) shown = std::max(shown, std::min<std::size_t>(query::kSubjectPapers, papers));
    std::vector<Hit> hits = best_hits(database, listed, options.sort, shown, answer.total);
    const std::size_t rest = one_list ? answer.total : count_papers(database, other);
    answer.with_all = all ? answer.total : rest;
    answer.with_any = all ? rest : answer.total;
    if (by_subject && !all) {
      std::size_t full = 0;
      order_by_subject(database, best_hits(database, other, options.sort, shown, full), hits);
    }
    for (std::size_t i = options.offset; i < hits.size() && answer.results.size() < options.limit;
         ++i) {
      answer.results.push_back(result_of(database, hits[i]));
    }
    if (!options.facets) return answer;
    if (!all && !one_list && answer.with_all > 0) {
      hits = best_hits(database, other, options.sort, papers, answer.with_all);
    }
    std::vector<Xapian::docid> found;
    for (const Hit& hit : hits) found.push_back(hit.id);
    answer.facets = facets_of(database, std::move(found));
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::Index, {.path = display_path(state_->folder)},
                "the index is damaged: " + error.get_msg() +
                    "; run 'broadsheet build --clean' to rebuild it");
  }
  return answer;
}

}  // namespace broadsheet::index
