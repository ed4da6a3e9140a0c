#include "search/client_index.h"

#include <bit>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/digest.h"
#include "search/pairs.h"
#include "search/segment.h"
#include "search/shard_format.h"

namespace broadsheet::search {
namespace {

using Json = nlohmann::ordered_json;

// The path of a paper's page around its identifier: "/papers/" and "/".
struct UrlPattern {
  std::string before;
  std::string after;
};

UrlPattern pattern_of(const InvertedIndex& index) {
  if (index.documents.empty()) return {};
  const Document& first = index.documents.front();
  const std::string stem = first.id.file_stem();
  const std::size_t at = first.url.find(stem);
  if (at == std::string::npos) return {};
  return {.before = first.url.substr(0, at), .after = first.url.substr(at + stem.size())};
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json number(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e9) return static_cast<int>(value);
  return value;
}

std::string result_data(const Document& paper, const UrlPattern& pattern) {
  Json row = Json::array({paper.id.str(), number(paper.score), paper.title, paper.authors,
                          paper.topics, paper.comment, paper.abstract});
  if (pattern.before + paper.id.file_stem() + pattern.after != paper.url) row.push_back(paper.url);
  return text_of(row);
}

// Documents of one day, a folder of result data.
struct DayFolder {
  Day day;
  std::uint32_t papers = 0;
  std::string hash;
};

// Covers all that the files of a day are made from.
std::uint64_t key_of(std::span<const Document> papers, const UrlPattern& pattern) {
  Digest digest;
  digest.add(static_cast<std::uint64_t>(kClientFormat));
  digest.add(pattern.before);
  digest.add(pattern.after);
  for (const Document& paper : papers) {
    digest.add(std::bit_cast<std::uint64_t>(paper.score));
    for (const std::string* text : {&paper.id.str(), &paper.title, &paper.comment, &paper.abstract, &paper.url}) {
      digest.add(*text);
    }
    for (const auto* texts : {&paper.authors, &paper.topics}) {
      digest.add(texts->size());
      for (const std::string& text : *texts) digest.add(text);
    }
  }
  return digest.value();
}

std::vector<DayFolder> write_result_data(const InvertedIndex& index, const UrlPattern& pattern,
                                         OutputSink& output) {
  std::vector<DayFolder> folders;
  const std::span<const Document> papers = index.documents;
  for (std::size_t begin = 0; begin < papers.size();) {
    std::size_t end = begin;
    while (end < papers.size() && papers[end].day == papers[begin].day) ++end;
    const auto of_day = papers.subspan(begin, end - begin);
    const std::uint64_t key = key_of(of_day, pattern);
    DayFolder folder{.day = papers[begin].day,
                     .papers = static_cast<std::uint32_t>(of_day.size()),
                     .hash = key_name(key).substr(0, 5)};
    const std::string path = "search/d/" + std::to_string(folder.day.number()) + "-" + folder.hash + "/";
    if (!output.keep_folder(path, key)) {
      for (std::size_t i = 0; i < of_day.size(); ++i) {
        const std::string name = std::to_string(i);
        output.write_keyed(path + name, pack_text(name, result_data(of_day[i], pattern)), key);
      }
    }
    folders.push_back(std::move(folder));
    begin = end;
  }
  return folders;
}

std::uint32_t number_of(const std::string& hash) {
  return static_cast<std::uint32_t>(std::stoul(hash, nullptr, 16));
}

void put_keys(RangeEncoder& out, const std::vector<std::string>& keys) {
  put_texts(out, std::vector<std::string_view>(keys.begin(), keys.end()));
}

// Twin: open in themes/shared/search/client.js.
//
//     manifest  := text url before the identifier, text url behind it,
//                  n(kTableCount) days, day*, n(kTableCount) segments, segment*, n(kTableCount) segments of pairs, pairs*
//     day       := n(kTableDay) days since the day before (the first: since 1970-01-01),
//                  n(kTablePapers) papers - 1, n(kTableHash) hash
//     segment   := n(kTableHash) hash, n(kTablePapers) papers - 1, keys of buckets, of lexicon, of reversed lexicon
//     pairs     := n(kTableHash) hash, n(kTablePapers) papers - 1, n(kTablePapers) files - 1
std::string manifest(const UrlPattern& pattern, const std::vector<DayFolder>& days,
                     const std::vector<Segment>& segments, const std::vector<PairSegment>& pairs) {
  RangeEncoder out;
  out.text(pattern.before, 0);
  out.text(pattern.after, 0);
  out.number(kTableCount, static_cast<std::uint32_t>(days.size()));
  std::chrono::sys_days before{};
  for (const DayFolder& day : days) {
    out.number(kTableDay, static_cast<std::uint32_t>((day.day.days() - before).count()));
    before = day.day.days();
    out.number(kTablePapers, day.papers - 1);
    out.number(kTableHash, number_of(day.hash));
  }
  out.number(kTableCount, static_cast<std::uint32_t>(segments.size()));
  for (const Segment& segment : segments) {
    out.number(kTableHash, number_of(segment.hash));
    out.number(kTablePapers, segment.end - segment.begin - 1);
    put_keys(out, segment.keys);
    put_keys(out, segment.forward_keys);
    put_keys(out, segment.backward_keys);
  }
  out.number(kTableCount, static_cast<std::uint32_t>(pairs.size()));
  for (const PairSegment& segment : pairs) {
    out.number(kTableHash, number_of(segment.hash));
    out.number(kTablePapers, segment.end - segment.begin - 1);
    out.number(kTablePapers, segment.files - 1);
  }
  return "broadsheet search " + std::to_string(kClientFormat) + "\n" +
         pack_symbols("manifest", out.finish());
}

// 0, the last multiple of each step that lies behind the cut before, and `papers`.
std::vector<std::uint32_t> cuts(std::uint32_t papers, const std::vector<std::uint32_t>& steps) {
  std::vector<std::uint32_t> all{0};
  for (const std::uint32_t step : steps) {
    const std::uint32_t cut = papers / step * step;
    if (cut > all.back()) all.push_back(cut);
  }
  if (papers > all.back()) all.push_back(papers);
  return all;
}

template <typename Take>
void each_range(const std::vector<std::uint32_t>& all, Take take) {
  for (std::size_t i = 0; i + 1 < all.size(); ++i) take(all[i], all[i + 1]);
}

}  // namespace

std::vector<std::uint32_t> segment_cuts(std::uint32_t papers) {
  return cuts(papers, papers > 50000 ? std::vector<std::uint32_t>{8192, 256}
                                     : std::vector<std::uint32_t>{1024, 128});
}

std::vector<std::uint32_t> pair_cuts(std::uint32_t papers) {
  // Pairs are read by phrases alone, so more segments, never joined, cost less than writing them anew.
  std::uint32_t size = 1024;
  while (papers >= 8 * size) size *= 4;
  std::vector<std::uint32_t> all{0};
  for (; size >= 64; size /= 4) {
    while (papers - all.back() >= size) all.push_back(all.back() + size);
  }
  return all;
}

void write_client_index(const InvertedIndex& index, const ClientIndexOptions& options,
                        OutputSink& output) {
  const auto papers = static_cast<std::uint32_t>(index.documents.size());
  const UrlPattern pattern = pattern_of(index);
  const std::vector<DayFolder> days = write_result_data(index, pattern, output);
  const Terms terms(index);
  std::vector<Segment> segments;
  each_range(segment_cuts(papers), [&](std::uint32_t begin, std::uint32_t end) {
    Segment segment = plan_segment(index, terms, begin, end, options);
    write_segment(index, segment, output);
    segment.buckets = {};
    segment.forward = segment.backward = {};
    segments.push_back(std::move(segment));
  });
  std::vector<PairSegment> pairs;
  each_range(pair_cuts(papers), [&](std::uint32_t begin, std::uint32_t end) {
    pairs.push_back(write_pairs(index, begin, end, options, output));
  });
  output.write("search/manifest", manifest(pattern, days, segments, pairs));
}

}  // namespace broadsheet::search
