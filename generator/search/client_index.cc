#include "search/client_index.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
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
  int day = 0;
  std::uint32_t papers = 0;
  std::string hash;
};

std::vector<DayFolder> write_result_data(const InvertedIndex& index, const UrlPattern& pattern,
                                         OutputSink& output) {
  std::vector<DayFolder> folders;
  const auto& papers = index.documents;
  for (std::size_t begin = 0; begin < papers.size();) {
    std::size_t end = begin;
    std::vector<std::string> rows;
    std::string all;
    for (; end < papers.size() && papers[end].day == papers[begin].day; ++end) {
      rows.push_back(result_data(papers[end], pattern));
      all += rows.back() + '\n';
    }
    DayFolder folder{.day = papers[begin].day.number(),
                     .papers = static_cast<std::uint32_t>(rows.size()),
                     .hash = hash_hex(all, 6)};
    const std::string path = "search/d/" + std::to_string(folder.day) + "-" + folder.hash + "/";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string name = std::to_string(i);
      output.write(path + name, seal(name, rows[i]));
    }
    folders.push_back(std::move(folder));
    begin = end;
  }
  return folders;
}

std::string joined(const std::vector<std::string>& keys) {
  std::string text;
  for (std::size_t i = 0; i < keys.size(); ++i) text += (i == 0 ? "" : "\n") + keys[i];
  return text;
}

std::string manifest(const InvertedIndex& index, const UrlPattern& pattern,
                     const std::vector<DayFolder>& days, const std::vector<Segment>& segments) {
  Json rows = Json::array();
  for (const DayFolder& day : days) rows.push_back(Json::array({day.day, day.papers, day.hash}));
  Json parts = Json::array();
  for (const Segment& segment : segments) {
    parts.push_back(Json::array({segment.hash, segment.begin, segment.end, joined(segment.keys),
                                 joined(segment.forward_keys), joined(segment.backward_keys)}));
  }
  const Json all = {{"papers", index.documents.size()},
                    {"url", Json::array({pattern.before, pattern.after})},
                    {"days", std::move(rows)},
                    {"segments", std::move(parts)}};
  return "broadsheet search " + std::to_string(kClientFormat) + "\n" +
         seal("manifest", text_of(all));
}

}  // namespace

std::vector<std::uint32_t> segment_cuts(std::uint32_t papers) {
  std::vector<std::uint32_t> cuts{0};
  std::vector<std::uint32_t> steps{512};
  if (papers > 8192) steps = {4096, 256};
  if (papers > 100000) steps = {32768, 2048, 256};
  for (const std::uint32_t step : steps) {
    const std::uint32_t cut = papers / step * step;
    if (cut > cuts.back()) cuts.push_back(cut);
  }
  if (papers > cuts.back()) cuts.push_back(papers);
  return cuts;
}

void write_client_index(const InvertedIndex& index, const ClientIndexOptions& options,
                        OutputSink& output) {
  const UrlPattern pattern = pattern_of(index);
  const std::vector<DayFolder> days = write_result_data(index, pattern, output);
  const Terms terms(index);
  const auto cuts = segment_cuts(static_cast<std::uint32_t>(index.documents.size()));
  std::vector<Segment> segments;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Segment segment = make_segment(index, terms, cuts[i], cuts[i + 1], options);
    for (const auto& [name, bytes] : segment.files) {
      output.write("search/s/" + segment.hash + "/" + name, bytes);
    }
    segment.files.clear();
    segments.push_back(std::move(segment));
  }
  output.write("search/manifest", manifest(index, pattern, days, segments));
}

}  // namespace broadsheet::search
