#pragma once
// The name a paper goes by everywhere: in content/, in URLs, in the index.

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
/// Holds only well-formed identifiers, so whoever has one need not check it.
/// Source: https://info.arxiv.org/help/arxiv_identifier.html
class ArxivId {
 public:
  /// Reads "2607.01234", also with a version ("2607.01234v3"), which is
  /// dropped. Nothing when `text` is anything else, a leading space included.
  static std::optional<ArxivId> parse(std::string_view text);

  /// The version that `text` ("2607.01234v3") states: 3; 0 when it states none.
  static int version_of(std::string_view text);

  const std::string& str() const { return text_; }

  /// When the first version came, as the identifier says: "2607.01234" in July 2026,
  /// "hep-th/9901001" in January 1999.
  Month month() const;

  /// Safe as one file name: "hep-th/9901001" becomes "hep-th_9901001".
  std::string file_stem() const;

  friend auto operator<=>(const ArxivId&, const ArxivId&) = default;

 private:
  explicit ArxivId(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

/// The identifiers as text, in their order.
std::vector<std::string> texts_of(std::span<const ArxivId> ids);

}  // namespace broadsheet
