#pragma once
// Shared by the xapian_*.cc files only: names of terms,
// slots and metadata, and the lexicon over a database.

#include <xapian.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/stem.h"
#include "index/xapian/xapian_index.h"
#include "query/resolve.h"

namespace broadsheet::index {

/// Raise it when the terms, slots or data below change.
constexpr int kIndexSchema = 6;

/// Metadata: the acronyms of the archive, a line each (acronym_text).
constexpr const char* kAcronymsKey = "acronyms";
/// + a number: the vectors of so many papers from this many times so many on (pack_vectors).
constexpr const char* kVectorsKey = "vectors";
constexpr std::uint32_t kVectorsTogether = 1024;

// Terms. Forms have no prefix: folded text holds no capital letter of ASCII.
constexpr std::string_view kTitleTerm = "S";      ///< + form, wdf 0, with positions
constexpr std::string_view kAuthorTerm = "A";     ///< + form, wdf 0, with positions
constexpr std::string_view kTopicTerm = "XT";     ///< + filter_key, boolean
constexpr std::string_view kCategoryTerm = "XC";  ///< + filter_key and each part before a full stop
constexpr std::string_view kIdTerm = "Q";         ///< + arXiv id

// Slots.
constexpr Xapian::valueno kDaySlot = 0;    ///< 8 digits, yyyymmdd
constexpr Xapian::valueno kScoreSlot = 1;  ///< sortable_serialise
constexpr Xapian::valueno kShownSlot = 2;  ///< encode_data; no document data: Xapian deflates it

/// The value of kDaySlot: its bytes sort in the order of days.
/// @param day  0 to 99,999,999; what is beyond counts as the end
std::string day_value(int day);

/// Prefix and value as a term; long values are cut, as Xapian takes 245 bytes.
std::string filter_term(std::string_view prefix, std::string_view key);

/// Documents are numbered from 0, Xapian's from 1.
inline std::uint32_t document_of(Xapian::docid id) { return id - 1; }

/// The synonyms of a stem are its forms, kept for stems with two forms or more.
class XapianLexicon : public query::Lexicon {
 public:
  explicit XapianLexicon(const Xapian::Database& database);

  std::uint32_t papers() const override;
  query::DayRange days() const override;
  std::span<const query::Acronym> acronyms() const override { return acronyms_; }
  std::uint32_t df(const std::string& form) const override;
  std::vector<query::FormCount> same_stem(const std::string& form) const override;
  std::vector<query::FormCount> completions(const std::string& prefix,
                                            std::size_t limit) const override;
  std::vector<query::FormCount> near(const std::string& word, std::size_t limit) const override;

 private:
  Xapian::Database database_;
  Stemmer stemmer_;
  std::vector<query::Acronym> acronyms_;
};

struct XapianIndex::State {
  State(fs::path opened_folder, const Xapian::Database& opened)
      : folder(std::move(opened_folder)), database(opened), lexicon(opened) {}
  fs::path folder;
  Xapian::Database database;
  XapianLexicon lexicon;
};

/// What a result shows of a paper.
std::string encode_data(const Document& document);
void decode_data(const std::string& data, query::SearchResult& result);

}  // namespace broadsheet::index
