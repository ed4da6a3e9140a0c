#include "index/browser/client_files.h"

#include <chrono>

#include "base/hash.h"

namespace broadsheet::index {

std::string DayFolder::hash() const { return hex(key, 5); }
std::string DayFolder::folder() const {
  return "search/d/" + std::to_string(day.number()) + "-" + hash() + "/";
}

std::string SegmentFiles::hash() const { return hex(key, 7); }
std::string SegmentFiles::folder() const { return "search/s/" + hash() + "/"; }

std::string PairSegment::hash() const { return hex(key, 7); }
std::string PairSegment::folder() const { return "search/p/" + hash() + "/"; }

std::string VectorRange::hash() const { return hex(key, 7); }
std::string VectorRange::folder() const { return "search/v/" + hash() + "/"; }

void ClientFiles::store(StoredWriter& out) const {
  out.text(url_before);
  out.text(url_after);
  out.number(days.size());
  for (const DayFolder& day : days) {
    out.number(static_cast<std::uint64_t>(day.day.days().time_since_epoch().count()));
    out.number(day.papers);
    out.number(day.key);
  }
  out.number(segments.size());
  for (const SegmentFiles& segment : segments) {
    out.number(segment.begin);
    out.number(segment.end);
    out.number(segment.key);
    for (const auto* keys : {&segment.keys, &segment.forward_keys, &segment.backward_keys}) {
      out.texts(*keys);
    }
  }
  out.number(pairs.size());
  for (const PairSegment& segment : pairs) {
    for (const std::uint64_t value : {std::uint64_t{segment.begin}, std::uint64_t{segment.end},
                                      std::uint64_t{segment.files}, segment.key}) {
      out.number(value);
    }
  }
}

ClientFiles ClientFiles::read(StoredReader& in) {
  ClientFiles files;
  files.url_before = in.text();
  files.url_after = in.text();
  for (std::size_t left = in.count(3 * sizeof(std::uint64_t)); left > 0; --left) {
    const std::chrono::days days(static_cast<std::int64_t>(in.number()));
    DayFolder day{.day = Day::from(std::chrono::sys_days(days))};
    day.papers = static_cast<std::uint32_t>(in.number());
    day.key = in.number();
    files.days.push_back(day);
  }
  files.segments.resize(in.count(6 * sizeof(std::uint64_t)));
  for (SegmentFiles& segment : files.segments) {
    segment.begin = static_cast<std::uint32_t>(in.number());
    segment.end = static_cast<std::uint32_t>(in.number());
    segment.key = in.number();
    for (auto* keys : {&segment.keys, &segment.forward_keys, &segment.backward_keys}) {
      *keys = in.texts();
    }
  }
  files.pairs.resize(in.count(4 * sizeof(std::uint64_t)));
  for (PairSegment& segment : files.pairs) {
    segment.begin = static_cast<std::uint32_t>(in.number());
    segment.end = static_cast<std::uint32_t>(in.number());
    segment.files = static_cast<std::uint32_t>(in.number());
    segment.key = in.number();
  }
  return files;
}

}  // namespace broadsheet::index
