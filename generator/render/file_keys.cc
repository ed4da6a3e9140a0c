#include "render/file_keys.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "model/rhythm.h"
#include "render/input/page_title.h"
#include "render/input/topic_lookup.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::uint64_t number_of(Day day) { return static_cast<std::uint64_t>(day.number()); }

}  // namespace

FileKeys::FileKeys(const SiteInput& input, const Bands& bands) : input_(input) {
  const Library& library = input.library;
  const Fingerprints& known = input.fingerprints;
  if (known.shared == 0 || known.digests.size() != library.digests().size()) return;

  HashSum shared;
  shared.add(known.shared).add(bands.lead()).add(bands.major());
  shared.add(std::uint64_t{input.trends.empty()});
  shared.add(
      std::uint64_t{std::any_of(library.digests().begin(), library.digests().end(), has_scores)});
  shared.add(std::uint64_t{is_weekly(library)});
  shared.add(std::uint64_t{are_usual_sums(library, input.config.score.score_formula)});
  for (const FreePage& page : input.pages) {  // in the menu or the footer of every page
    shared.add(page.name);
    shared.add(static_cast<std::uint64_t>(page.menu)).add(std::to_string(page.order));
    shared.add(page.title).add(page_heading(page));
  }
  for (const Day day : library.absent_days()) shared.add(number_of(day));
  shared_ = shared.value();

  // Pages tell a score's place among those until then; the sum does not depend on their order.
  std::uint64_t scores = 0;
  std::size_t complete = kNone;
  for (std::size_t d = 0; d < library.digests().size(); ++d) {
    const Digest& digest = library.digests()[d];
    for (const Entry& entry : digest.papers) {
      const double none = -1;
      scores += HashSum()
                    .add(entry.score.value_or(none))
                    .add(entry.relevance.value_or(none))
                    .add(entry.novelty.value_or(none))
                    .value();
    }
    digests_.push_back(
        HashSum().add(known.digests[d]).add(number_of(digest.date)).add(scores).value());
    complete_.push_back(complete);
    if (digest.status == DayStatus::Complete && !digest.papers.empty()) complete = d;
  }

  HashSum ids;
  for (const Paper& paper : library.papers()) ids.add(paper.id.str());
  paper_ids_ = ids.value();

  const TopicLookup topics(input);
  for (const Paper& paper : library.papers()) {
    HashSum sum;
    sum.add(paper.id.str());  // the first one of several: other digests decide
    for (const Appearance& at : paper.appearances) {
      sum.add(digests_[at.digest]).add(at.entry);
      for (const std::string& topic : topics.ids(library.entry(at))) sum.add(topic);
    }
    papers_.push_back(sum.value());
  }

  std::vector<std::vector<std::uint64_t>> sums(library.digests().size());
  for (std::size_t d = 0; d < sums.size(); ++d) sums[d].resize(library.digests()[d].papers.size());
  for (std::size_t p = 0; p < papers_.size(); ++p) {
    for (const Appearance& at : library.papers()[p].appearances) {
      sums[at.digest][at.entry] = papers_[p];
    }
  }
  for (const std::vector<std::uint64_t>& papers : sums) {
    HashSum sum;
    for (const std::uint64_t paper : papers) sum.add(paper);
    entries_.push_back(sum.value());
  }
}

std::uint64_t FileKeys::paper_page(std::size_t paper) const {
  if (none()) return 0;
  HashSum sum;
  sum.add(shared_).add(papers_[paper]);
  if (paper < input_.related.size()) {
    for (const RelatedPaper& like : input_.related[paper]) {
      sum.add(papers_[like.paper]);
      for (const std::string& term : like.shared_terms) sum.add(term);
    }
  }
  return sum.value();
}

void FileKeys::add_day(HashSum& sum, std::size_t digest) const {
  const Library& library = input_.library;
  const Digest& day = library.digests()[digest];
  sum.add(digests_[digest]).add(std::uint64_t{input_.prompts.count(day.prompt)});
  sum.add(entries_[digest]);
}

void FileKeys::add_texts(HashSum& sum, std::string_view period) const {
  for (const PeriodText& text : input_.texts) {
    if (text.name.starts_with(period))
      sum.add(text.name).add(text.title).add(text.markdown).add(paper_ids_);
  }
}

std::uint64_t FileKeys::day_page(std::size_t digest) const {
  if (none()) return 0;
  const std::span<const Digest> days = input_.library.digests();
  HashSum sum;
  sum.add(shared_);
  add_day(sum, digest);
  add_texts(sum, days[digest].date.str());
  // Of the neighbours only that they are there.
  if (digest > 0) sum.add(number_of(days[digest - 1].date));
  if (digest + 1 < days.size()) sum.add(number_of(days[digest + 1].date));
  if (complete_[digest] != kNone) sum.add(number_of(days[complete_[digest]].date));
  return sum.value();
}

std::uint64_t FileKeys::day_data(std::size_t digest) const { return day_page(digest); }

std::vector<std::size_t> FileKeys::days_of(Month month) const {
  std::vector<std::size_t> days;
  for (std::size_t d = 0; d < digests_.size(); ++d) {
    if (input_.library.digests()[d].date.month() == month) days.push_back(d);
  }
  return days;
}

std::uint64_t FileKeys::week_page(const LibraryWeek& week) const {
  if (none()) return 0;
  std::vector<std::size_t> days;
  for (std::size_t d = week.begin; d < week.end; ++d) days.push_back(d);
  return period_page(days);
}

std::uint64_t FileKeys::month_page(Month month) const {
  if (none()) return 0;
  HashSum sum;
  sum.add(period_page(days_of(month)));
  add_texts(sum, month.str());
  return sum.value();
}

std::uint64_t FileKeys::period_page(const std::vector<std::size_t>& days) const {
  const std::span<const Digest> digests = input_.library.digests();
  HashSum sum;
  sum.add(shared_);
  for (const std::size_t day : days) add_day(sum, day);
  // The neighbours, for gaps and links, and where a failed stretch began.
  const std::size_t before = days.front();
  const std::size_t behind = days.back() + 1;
  sum.add(before == 0 ? 0 : digests_[before - 1]);
  sum.add(std::uint64_t{behind < digests.size()});
  if (behind < digests.size()) sum.add(number_of(digests[behind].date));
  if (complete_[before] != kNone) sum.add(number_of(digests[complete_[before]].date));
  return sum.value();
}

std::uint64_t FileKeys::month_data(Month month) const {
  if (none()) return 0;
  HashSum sum;
  sum.add(shared_);
  for (const std::size_t day : days_of(month)) sum.add(digests_[day]);
  return sum.value();
}

}  // namespace broadsheet::render
