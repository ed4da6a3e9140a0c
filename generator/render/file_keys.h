#pragma once
// What the files of one paper, one day, one week and one month are made from, as numbers.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "render/input/score_history.h"
#include "render/input/site_input.h"
#include "render/input/weeks.h"

namespace broadsheet::render {

/// Keys for OutputSink::keep: while the key of a file stays the same, so do its bytes. Each covers
/// SiteInput::fingerprints and whatever of the library the file shows. A view that begins to read
/// more of the library needs it in its key, or tests/unit/app/day_by_day_test.cc fails.
///
/// All keys are 0, which keeps nothing, when the input has no fingerprints.
class FileKeys {
 public:
  FileKeys(const SiteInput& input, const Bands& bands);

  std::uint64_t paper_page(std::size_t paper) const;
  std::uint64_t day_page(std::size_t digest) const;
  std::uint64_t day_data(std::size_t digest) const;
  std::uint64_t week_page(const LibraryWeek& week) const;
  std::uint64_t month_page(Month month) const;
  std::uint64_t month_data(Month month) const;

 private:
  bool none() const { return digests_.empty(); }
  void add_day(HashSum& sum, std::size_t digest) const;
  /// The texts of a period and of its days, whose links depend on which papers there are.
  void add_texts(HashSum& sum, std::string_view period) const;
  std::vector<std::size_t> days_of(Month month) const;
  std::uint64_t period_page(const std::vector<std::size_t>& days) const;

  const SiteInput& input_;
  std::uint64_t shared_ = 0;            ///< what all pages read
  std::vector<std::uint64_t> digests_;  ///< each with the scores until then
  std::vector<std::uint64_t> papers_;   ///< a paper on all its days
  std::vector<std::uint64_t> entries_;  ///< of each digest: its papers, in their order
  std::uint64_t paper_ids_ = 0;         ///< of all papers
  std::vector<std::size_t>
      complete_;  ///< of each digest: the last complete one with papers before it
};

}  // namespace broadsheet::render
