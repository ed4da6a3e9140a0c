#pragma once
// The key of a paper in content/, in URLs and in the indexes.

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/calendar.h"

namespace broadsheet {

/// Who gave a paper its identifier.
enum class IdScheme : std::uint8_t { Arxiv, Biorxiv, Medrxiv, OpenReview, Doi };

/// The name as readers know it: "arXiv", "bioRxiv", "medRxiv", "OpenReview", "DOI".
std::string_view service_name(IdScheme scheme);

/// An identifier without its version: "2607.01234", "hep-th/9901001" of arXiv, "doi:10.1234/abc",
/// "biorxiv:10.1101/2021.10.04.463034", "medrxiv:...", "openreview:XyZ12". An arXiv identifier has
/// no scheme before it.
///
/// Always well-formed, in printable ASCII, and the only identifier of its paper: arXiv's DOI is
/// the arXiv identifier, a DOI is in lower case, and the form of a DOI decides whether it is of
/// bioRxiv or medRxiv (docs/decisions/0015-one-id-for-one-paper.md).
class PaperId {
 public:
  /// Reads an identifier in the forms above, also with a version ("2607.01234v3"), which is
  /// dropped. Schemes are in any case. std::nullopt for anything else, also with a leading space.
  static std::optional<PaperId> parse(std::string_view text);

  /// Reads a DOI without anything before it: "10.1234/ABC", "10.48550/arXiv.2607.01234".
  static std::optional<PaperId> parse_doi(std::string_view doi);

  /// Reads a DOI, "doi:...", or the address of a paper at doi.org, bioRxiv, medRxiv or OpenReview.
  /// Addresses of arXiv are read by those who also know its mirrors.
  static std::optional<PaperId> parse_address(std::string_view text);

  /// The version in `text` ("2607.01234v3"): 3; 0 if there is none.
  static int version_of(std::string_view text);

  const std::string& str() const { return text_; }
  IdScheme scheme() const { return scheme_; }
  bool is_arxiv() const { return scheme_ == IdScheme::Arxiv; }
  /// Without the scheme: "2607.01234", "10.1234/abc", "XyZ12".
  std::string_view local() const;
  /// As pages print it: "arXiv:2607.01234", "DOI:10.1234/abc".
  std::string label() const;

  /// The DOI, also that of arXiv; empty for OpenReview.
  std::string doi() const;
  /// Where the paper is: "https://arxiv.org/abs/2607.01234", "https://doi.org/10.1234/abc".
  std::string address() const;
  /// Its PDF and its HTML; empty if the identifier does not determine them.
  /// @param version  0: unknown
  std::string pdf_address(int version = 0) const;
  std::string html_address(int version = 0) const;

  /// The month of the first version, if the identifier states it: "2607.01234" is of July 2026,
  /// "hep-th/9901001" of January 1999, "biorxiv:10.1101/2021.10.04.463034" of October 2021.
  std::optional<Month> month() const;

  /// Safe as one file name, and of no other identifier: "hep-th/9901001" becomes
  /// "hep-th_9901001", "doi:10.1234/abc" becomes "doi_10.1234_abc". Other than letters, digits, '.'
  /// and '-' is written as "~5f". At most 140 bytes: a longer one ends in a hash.
  std::string file_stem() const;

  friend auto operator<=>(const PaperId&, const PaperId&) = default;

 private:
  PaperId(std::string text, IdScheme scheme) : text_(std::move(text)), scheme_(scheme) {}

  std::string text_;
  IdScheme scheme_;
};

/// The identifiers as text, in their order.
std::vector<std::string> texts_of(std::span<const PaperId> ids);

}  // namespace broadsheet
