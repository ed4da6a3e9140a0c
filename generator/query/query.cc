#include "query/query.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "query/query_limits.h"
#include "query/query_words.h"
#include "query/typed_text.h"
#include "text/normalize.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::query {
namespace {

constexpr std::size_t kMostWords = 64;
constexpr std::size_t kMostDropped = 64;
constexpr std::size_t kLongestDropped = 60;  // characters

void add_clause(Query& query, Clause clause) {
  for (Clause& other : query.clauses) {
    if (other.field != clause.field || other.exact != clause.exact ||
        other.prefix != clause.prefix || (other.sign == Sign::Not) != (clause.sign == Sign::Not) ||
        other.words != clause.words) {
      continue;
    }
    if (clause.sign == Sign::Must) other.sign = Sign::Must;
    if (other.also.empty()) other.also = std::move(clause.also);
    other.complete = other.complete || clause.complete;
    return;
  }
  std::size_t size = clause.words.size();
  for (const Clause& other : query.clauses) size += other.words.size();
  if (size <= kMostWords) query.clauses.push_back(std::move(clause));
}

// The word of a clause without sign, field and quotes; else empty.
std::string_view plain_word(const Clause& clause) {
  return is_plain(clause) && !clause.exact ? std::string_view(clause.words.front())
                                           : std::string_view();
}

// Stop words and "et al" go, unless nothing else is looked for.
void drop_stop_words(Query& query) {
  std::vector<Clause> kept;
  for (std::size_t i = 0; i < query.clauses.size(); ++i) {
    const std::string_view word = plain_word(query.clauses[i]);
    if (is_stop_word(word)) continue;
    if (word == "et" && i + 1 < query.clauses.size() && plain_word(query.clauses[i + 1]) == "al") {
      ++i;
      continue;
    }
    kept.push_back(query.clauses[i]);
  }
  const bool others = std::any_of(kept.begin(), kept.end(),
                                  [](const Clause& clause) { return clause.sign != Sign::Not; });
  if (others) query.clauses = std::move(kept);
}

struct Name {
  std::string_view typed;
  std::string_view name;
};

constexpr std::array<Name, 15> kNames = {{{"title", "title"},
                                          {"id", "id"},
                                          {"ti", "title"},
                                          {"author", "author"},
                                          {"authors", "author"},
                                          {"au", "author"},
                                          {"abs", "any"},
                                          {"all", "any"},
                                          {"topic", "topic"},
                                          {"category", "category"},
                                          {"cat", "category"},
                                          {"from", "from"},
                                          {"to", "to"},
                                          {"date", "date"},
                                          {"score", "score"}}};

// The name before a colon that text follows; empty if it is not an operator.
std::optional<Name> name_at(std::string_view text) {
  for (const Name& name : kNames) {
    const std::size_t size = name.typed.size();
    if (text.size() > size + 1 && text.starts_with(name.typed) && text[size] == ':' &&
        text[size + 1] != ' ') {
      return name;
    }
  }
  return std::nullopt;
}

struct Piece {
  Sign sign = Sign::None;
  std::string_view name;  // empty: words
  std::string_view value;
  bool quoted = false;
  bool last = false;  // nothing follows, not even a space
};

// What cannot be read, cut to be shown.
void drop(Query& query, std::string_view piece) {
  if (query.dropped.size() >= kMostDropped) return;
  std::size_t end = 0;
  for (std::size_t i = 0; i < kLongestDropped && end < piece.size(); ++i) {
    text::next_code_point(piece, end);
  }
  query.dropped.emplace_back(piece.substr(0, end));
}

// "title:" with nothing after it.
bool is_bare_name(std::string_view value) {
  return std::any_of(kNames.begin(), kNames.end(), [&](const Name& name) {
    return value.size() == name.typed.size() + 1 && value.starts_with(name.typed) &&
           value.back() == ':';
  });
}

// "venue:" of "venue:icml", when that is no name of ours; empty for other text.
std::string_view other_name(std::string_view value) {
  const std::size_t size = std::min(value.find(':'), value.size());
  if (size < 2 || size > 12 || size + 1 >= value.size()) return {};
  if (value.substr(0, size).find_first_not_of("abcdefghijklmnopqrstuvwxyz") !=
      std::string_view::npos)
    return {};
  const char next = value[size + 1];
  return next == ':' || next == '/' ? std::string_view{} : value.substr(0, size + 1);
}

// The number of a paper in text that names it: "2607.01234", also with a version, as
// "arXiv:2607.01234", or as an address that ends so; "9901001" of "hep-th/9901001".
// Other text as it is.
std::string_view without_address(std::string_view text) {
  std::string_view number = text;
  const std::size_t slash = number.rfind('/');
  if (slash != std::string_view::npos && number[0] >= 'a' && number[0] <= 'z')
    number.remove_prefix(slash + 1);
  if (number.starts_with("arxiv:") || number.starts_with("arxiv.")) number.remove_prefix(6);
  if (number.ends_with(".pdf")) number.remove_suffix(4);
  std::size_t size = 0;
  while (size < number.size() && is_ascii_digit(number[size])) ++size;
  if (size == 4 && size < number.size() && number[size] == '.') {
    std::size_t digits = 0;
    while (size + 1 + digits < number.size() && is_ascii_digit(number[size + 1 + digits])) ++digits;
    size = digits == 4 || digits == 5 ? size + 1 + digits : 0;
  } else if (size != 7) {
    return text;
  }
  const std::string_view version = number.substr(size);
  const bool whole =
      version.empty() || (version.size() > 1 && version[0] == 'v' &&
                          std::all_of(version.begin() + 1, version.end(), is_ascii_digit));
  return size > 0 && whole ? number.substr(0, size) : text;
}

// "10.1101/2021.10.04.463034" of the same with "v1.full.pdf": DOIs of bioRxiv and medRxiv end with
// a number. Other DOIs as they are.
std::string_view without_version(std::string_view doi) {
  if (!doi.starts_with("10.1101/") && !doi.starts_with("10.64898/")) return doi;
  const std::size_t begin = doi.find('/') + 1;
  std::size_t end = std::min(doi.find_first_not_of("0123456789.", begin), doi.size());
  while (end > begin && doi[end - 1] == '.') --end;
  return end - begin >= 6 ? doi.substr(0, end) : doi;
}

// The id in folded text that names a paper which is not of arXiv, without scheme and address:
// "10.1234/abc" of "doi:10.1234/abc" or "https://doi.org/10.1234/abc". Empty for other text.
// Twin: OTHER_ID in themes/shared/search/query.js.
std::string_view other_id(std::string_view text) {
  constexpr std::string_view kScheme = "openreview:";
  constexpr std::string_view kForum = "openreview.net/forum?id=";
  if (text.starts_with(kScheme)) return text.substr(kScheme.size());
  if (const std::size_t at = text.find(kForum); at != std::string_view::npos) {
    const std::string_view id = text.substr(at + kForum.size());
    return id.substr(0, id.find('&'));
  }
  for (std::size_t at = text.find("10."); at != std::string_view::npos;
       at = text.find("10.", at + 1)) {
    if (at > 0 && text[at - 1] != ':' && text[at - 1] != '/') continue;
    const std::string_view doi = text.substr(at);
    if (doi.starts_with("10.48550/arxiv.")) continue;
    const std::size_t size = std::min(doi.find_first_not_of("0123456789.", 3), doi.size());
    if (size >= 7 && size + 1 < doi.size() && doi[size] == '/') return without_version(doi);
  }
  return {};
}

// The word of the indexes for the id that a piece names; empty if it names none, or a number of
// arXiv in an address.
std::string id_word_of(const Piece& piece) {
  if (!piece.name.empty() && piece.name != "id") return {};
  const std::string_view id = other_id(piece.value);
  if (!id.empty()) return id_word(id);
  const bool bare = piece.name == "id" && without_address(piece.value) == piece.value;
  return bare ? id_word(piece.value) : std::string();
}

// The words of a piece as clauses that differ from `head` in them.
void add_each_word(Query& query, const Clause& head, std::string_view value, bool last) {
  const std::vector<text::Word> words = text::tokenize(value);
  const std::string date = is_plain(head) && parse_days(value) ? std::string(value) : "";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].tail) continue;
    Clause clause = head;
    clause.words = {words[i].text};
    clause.also = other_spellings(words, i);
    clause.prefix = is_prefix(value, words[i]);
    clause.complete = last && head.sign != Sign::Not && words[i].end == value.size() &&
                      !is_unspaced_word(words[i].text);
    clause.date = date;
    add_clause(query, std::move(clause));
  }
}

// Whether it could be read.
bool add_words(Query& query, const Piece& piece) {
  if (std::string word = id_word_of(piece); !word.empty()) {
    Clause clause;
    clause.sign = piece.sign;
    clause.words = {std::move(word)};
    clause.exact = true;
    add_clause(query, std::move(clause));
    return true;
  }
  const bool text_alone = (piece.name.empty() || piece.name == "id") && !piece.quoted;
  if (text_alone && piece.last && is_bare_name(piece.value)) return false;
  const std::string_view written = text_alone ? without_address(piece.value) : piece.value;
  const std::string_view other = text_alone ? other_name(written) : std::string_view();
  if (!other.empty()) drop(query, other);
  const std::string_view value = written.substr(other.size());
  Clause head;
  head.sign = piece.name == "any" && piece.sign == Sign::None ? Sign::Must : piece.sign;
  head.field = piece.name == "title"    ? QueryField::Title
               : piece.name == "author" ? QueryField::Author
                                        : QueryField::Any;
  std::vector<std::string> phrase = phrase_words(value);
  if (phrase.empty()) return text_alone;
  const bool as_phrase = piece.quoted || (piece.sign == Sign::Not && phrase.size() > 1);
  if (!as_phrase) {
    add_each_word(query, head, value, piece.last);
  } else if (phrase.size() == 1 && is_single_unspaced(phrase.front())) {
    if (head.sign == Sign::None) head.sign = Sign::Must;
    add_each_word(query, head, value, false);
  } else {
    phrase.resize(std::min(phrase.size(), kMostWords));
    head.words = std::move(phrase);
    head.exact = true;
    add_clause(query, std::move(head));
  }
  return true;
}

// Whether it could be read.
bool add_piece(Query& query, const Piece& piece) {
  if (piece.name == "topic" || piece.name == "category") {
    std::string key = filter_key(piece.value);
    if (key.empty()) return false;
    query.filters.push_back(
        {.kind = piece.name == "topic" ? FilterKind::Topic : FilterKind::Category,
         .key = std::move(key),
         .exclude = piece.sign == Sign::Not});
    return true;
  }
  if (piece.name == "score" || piece.name == "from" || piece.name == "to" || piece.name == "date") {
    if (piece.sign == Sign::Not) return false;
    return piece.name == "score" ? limit_by_score(query, piece.value)
                                 : limit_by_days(query, piece.name, piece.value);
  }
  return add_words(query, piece);
}

}  // namespace

Query parse_query(std::string_view typed) {
  const std::string folded = text::fold(plain_query(typed));
  const std::string_view text = folded;
  Query query;
  std::string pieces;  // as far as they may be shown
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    Piece piece;
    if ((text[at] == '+' || text[at] == '-') && at + 1 < text.size() && text[at + 1] != ' ') {
      piece.sign = text[at] == '+' ? Sign::Must : Sign::Not;
      ++at;
    }
    if (const std::optional<Name> name = name_at(text.substr(at))) {
      piece.name = name->name;
      at += name->typed.size() + 1;
    }
    piece.quoted = at < text.size() && text[at] == '"';
    if (piece.quoted) ++at;
    const std::size_t end =
        std::min(text.size(), piece.quoted ? text.find('"', at) : text.find_first_of(" \"", at));
    piece.value = text.substr(at, end - at);
    at = piece.quoted && end < text.size() ? end + 1 : end;
    piece.last = at == text.size();
    const std::string_view whole = text.substr(begin, at - begin);
    if (!add_piece(query, piece)) drop(query, whole);
    if (pieces.size() < 8 * kLongestDropped) pieces.append(pieces.empty() ? "" : " ").append(whole);
  }
  if (query.clauses.empty() && query.filters.empty() && query.from == 0 && query.to == 0 &&
      !query.min_score && !query.max_score && query.dropped.empty() && !pieces.empty()) {
    drop(query, pieces);
  }
  join_neighbours(query.clauses);
  drop_stop_words(query);
  join_months(query.clauses);
  return query;
}

bool lists_all_words(const SearchOptions& options) {
  return options.all.value_or(options.sort != Sort::Relevance);
}

Query apply_options(Query query, const SearchOptions& options) {
  for (const auto& [name, value] :
       {std::pair{std::string("from"), &options.from}, std::pair{std::string("to"), &options.to}}) {
    if (!value->empty() && !limit_by_days(query, name, *value)) drop(query, name + ":" + *value);
  }
  if (options.min_score) limit_from_below(query, *options.min_score, false);
  for (const auto& [kind, value] : {std::pair{FilterKind::Topic, &options.topic},
                                    std::pair{FilterKind::Category, &options.category}}) {
    std::string key = filter_key(*value);
    if (!key.empty())
      query.filters.push_back({.kind = kind, .key = std::move(key), .exclude = false});
  }
  if (!options.complete) {
    for (Clause& clause : query.clauses) clause.complete = false;
  }
  return query;
}

std::string filter_key(std::string_view value) {
  std::string key;
  bool gap = false;
  for (const char c : text::fold(value)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || byte >= 0x80;
    if (!kept) {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key += '-';
    gap = false;
    key += c;
  }
  return key;
}

std::string id_word(std::string_view local) {
  const std::string key = filter_key(local);
  const bool ascii = std::all_of(key.begin(), key.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? key.substr(0, text::kLongestWord) : std::string();
}

}  // namespace broadsheet::query
