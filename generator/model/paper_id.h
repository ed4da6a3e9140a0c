#pragma once
// The key of a paper in content/, in URLs and in the indexes.

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/calendar.h"

namespace broadsheet {

/// An arXiv identifier without its version: "2607.01234", "hep-th/9901001".
///
/// Always well-formed.
/// Source: https://info.arxiv.org/help/arxiv_identifier.html
class PaperId {
 public:
  /// Reads "2607.01234", also with a version ("2607.01234v3"), which is
  /// dropped. std::nullopt for anything else, also with a leading space.
  static std::optional<PaperId> parse(std::string_view text);

  /// The version in `text` ("2607.01234v3"): 3; 0 if there is none.
  static int version_of(std::string_view text);

  const std::string& str() const { return text_; }

  /// The month of the first version, from the identifier: "2607.01234" is of July 2026,
  /// "hep-th/9901001" of January 1999.
  Month month() const;

  /// Safe as one file name: "hep-th/9901001" becomes "hep-th_9901001".
  std::string file_stem() const;

  friend auto operator<=>(const PaperId&, const PaperId&) = default;

 private:
  explicit PaperId(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

/// The identifiers as text, in their order.
std::vector<std::string> texts_of(std::span<const PaperId> ids);

}  // namespace broadsheet
