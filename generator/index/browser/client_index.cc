#include "index/browser/client_index.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "index/acronyms.h"
#include "index/browser/bigrams.h"
#include "index/browser/segment.h"
#include "index/browser/shard_format.h"
#include "json/writer.h"

namespace broadsheet::index {
namespace {

// Twin: PAPERS_PER_FILE in themes/shared/search/store.js. More papers a file would make fewer
// files, but the ten results of a query come from ten files, mostly, and must stay below 20 KB.
constexpr std::size_t kPapersPerFile = 2;

// `url`: what the page's path is when it follows the manifest's two texts.
json::List result_data(const Document& paper, const std::string& url) {
  json::List row = {paper.id.str(), paper.score,   paper.title,   paper.authors,
                    paper.topics,   paper.comment, paper.abstract};
  if (paper.url != url) row.push_back(paper.url);
  return row;
}

// Covers all that the files of a day are made from.
std::uint64_t key_of(std::span<const Document> papers, const std::string& url_before,
                     const std::string& url_after) {
  HashSum sum;
  sum.add(std::uint64_t{kClientFormat});
  sum.add(url_before);
  sum.add(url_after);
  for (const Document& paper : papers) {
    sum.add(paper.score);
    for (const std::string* text :
         {&paper.id.str(), &paper.title, &paper.comment, &paper.abstract, &paper.url}) {
      sum.add(*text);
    }
    for (const auto* texts : {&paper.authors, &paper.topics}) {
      sum.add(texts->size());
      for (const std::string& text : *texts) sum.add(text);
    }
  }
  return sum.value();
}

std::uint32_t number_of(const std::string& hash) {
  return static_cast<std::uint32_t>(std::stoul(hash, nullptr, 16));
}

void put_keys(RangeEncoder& out, const std::vector<std::string>& keys) {
  put_texts(out, std::vector<std::string_view>(keys.begin(), keys.end()));
}

// 0, the last multiple of each step after the previous cut, and `papers`.
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
  // Pairs are read by phrases alone, so more segments cost less than writing them again.
  std::uint32_t size = 1024;
  while (papers >= 8 * size) size *= 4;
  std::vector<std::uint32_t> all{0};
  for (; size >= 16; size /= 4) {
    while (papers - all.back() >= size) all.push_back(all.back() + size);
  }
  return all;
}

void ClientIndexWriter::resume(ClientFiles files, const DocumentOf& document) {
  files_ = std::move(files);
  std::uint32_t begin = 0;
  for (const DayFolder& day : files_.days) {
    const std::uint32_t end = begin + day.papers;
    if (!output_.keep_folder(day.folder(), day.key)) {
      std::vector<Document> papers;
      for (std::uint32_t paper = begin; paper < end; ++paper) papers.push_back(document(paper));
      write_day(day, papers);
    }
    begin = end;
  }
}

void ClientIndexWriter::add(const InvertedIndex& papers) {
  std::span<const Document> rest = papers.documents;
  if (rest.empty()) return;
  if (files_.days.empty() && last_day_.empty()) {
    const std::string& url = rest.front().url;
    const std::string stem = rest.front().id.file_stem();
    const std::size_t at = url.find(stem);
    if (at != std::string::npos) {
      files_.url_before = url.substr(0, at);
      files_.url_after = url.substr(at + stem.size());
    }
  }
  const auto of_day = [&rest](const Day& day) {
    std::size_t size = 0;
    while (size < rest.size() && rest[size].day == day) ++size;
    const auto found = rest.first(size);
    rest = rest.subspan(size);
    return found;
  };
  if (!last_day_.empty()) {
    const auto more = of_day(last_day_.front().day);
    last_day_.insert(last_day_.end(), more.begin(), more.end());
  }
  while (!rest.empty()) {
    add_day(last_day_);
    const auto day = of_day(rest.front().day);
    last_day_.assign(day.begin(), day.end());
  }
}

void ClientIndexWriter::add_day(std::span<const Document> papers) {
  if (papers.empty()) return;
  const DayFolder folder{.day = papers.front().day,
                         .papers = static_cast<std::uint32_t>(papers.size()),
                         .key = key_of(papers, files_.url_before, files_.url_after)};
  if (!output_.keep_folder(folder.folder(), folder.key)) write_day(folder, papers);
  files_.days.push_back(folder);
}

void ClientIndexWriter::write_day(const DayFolder& folder, std::span<const Document> papers) {
  for (std::size_t i = 0; i < papers.size(); i += kPapersPerFile) {
    json::List rows;
    for (const Document& paper : papers.subspan(i, std::min(kPapersPerFile, papers.size() - i))) {
      rows.push_back(
          result_data(paper, files_.url_before + paper.id.file_stem() + files_.url_after));
    }
    const std::string name = std::to_string(i / kPapersPerFile);
    output_.write_keyed(folder.folder() + name, pack_text(name, json::to_line(rows)), folder.key);
  }
}

// Twin: readManifest in themes/shared/search/manifest.js.
//
//     manifest  := text url before the identifier, text url after it,
//                  n(kTableCount) days, day*, n(kTableCount) segments, segment*,
//                  n(kTableCount) segments of pairs, pairs*, acronyms with their long forms,
//                  n(kTableCount) ranges of vectors, range*
//     day       := n(kTableDay) days since the day before (the first: since 1970-01-01),
//                  n(kTablePapers) papers - 1, n(kTableHash) hash
//     segment   := n(kTableHash) hash, n(kTablePapers) papers - 1,
//                  keys of buckets, of lexicon, of reversed lexicon
//     pairs     := n(kTableHash) hash, n(kTablePapers) papers - 1, n(kTablePapers) files - 1
//     range     := n(kTableHash) hash, n(kTablePapers) papers - 1
std::string ClientIndexWriter::manifest(const std::vector<query::Acronym>& acronyms) const {
  RangeEncoder out;
  out.text(files_.url_before, 0);
  out.text(files_.url_after, 0);
  out.number(kTableCount, static_cast<std::uint32_t>(files_.days.size()));
  std::chrono::sys_days before{};
  for (const DayFolder& day : files_.days) {
    out.number(kTableDay, static_cast<std::uint32_t>((day.day.days() - before).count()));
    before = day.day.days();
    out.number(kTablePapers, day.papers - 1);
    out.number(kTableHash, number_of(day.hash()));
  }
  out.number(kTableCount, static_cast<std::uint32_t>(files_.segments.size()));
  for (const SegmentFiles& segment : files_.segments) {
    out.number(kTableHash, number_of(segment.hash()));
    out.number(kTablePapers, segment.end - segment.begin - 1);
    put_keys(out, segment.keys);
    put_keys(out, segment.forward_keys);
    put_keys(out, segment.backward_keys);
  }
  out.number(kTableCount, static_cast<std::uint32_t>(files_.pairs.size()));
  for (const PairSegment& segment : files_.pairs) {
    out.number(kTableHash, number_of(segment.hash()));
    out.number(kTablePapers, segment.end - segment.begin - 1);
    out.number(kTablePapers, segment.files - 1);
  }
  std::vector<std::string> texts;
  for (const query::Acronym& acronym : acronyms) texts.push_back(query::acronym_text(acronym));
  put_keys(out, texts);
  out.number(kTableCount, static_cast<std::uint32_t>(files_.vectors.size()));
  for (const VectorRange& range : files_.vectors) {
    out.number(kTableHash, number_of(range.hash()));
    out.number(kTablePapers, range.end - range.begin - 1);
  }
  return "broadsheet search " + std::to_string(kClientFormat) + "\n" +
         pack_symbols("manifest", out.finish());
}

// A segment depends on its papers and those before them: one of the same range is the same.
void ClientIndexWriter::add_segments(const PackedIndex& words, const ClientFiles& before) {
  const auto kept = [&](const auto& segments, std::uint32_t begin, std::uint32_t end) {
    const auto found = std::find_if(segments.begin(), segments.end(), [&](const auto& segment) {
      return segment.begin == begin && segment.end == end;
    });
    return found != segments.end() && output_.keep_folder(found->folder(), found->key) ? &*found
                                                                                       : nullptr;
  };
  each_range(segment_cuts(words.papers()), [&](std::uint32_t begin, std::uint32_t end) {
    if (const SegmentFiles* segment = kept(before.segments, begin, end)) {
      files_.segments.push_back(*segment);
      return;
    }
    const Segment segment = plan_segment(words, begin, end, options_);
    write_segment(words, segment, output_);
    files_.segments.push_back(segment);
  });
  each_range(pair_cuts(words.papers()), [&](std::uint32_t begin, std::uint32_t end) {
    const PairSegment* segment = kept(before.pairs, begin, end);
    files_.pairs.push_back(segment != nullptr ? *segment
                                              : write_pairs(words, begin, end, options_, output_));
  });
}

void ClientIndexWriter::add_vectors(const PaperVectors& vectors) {
  files_.vectors.clear();
  each_range(segment_cuts(vectors.papers()), [&](std::uint32_t begin, std::uint32_t end) {
    const std::string packed = pack_vectors(vectors, begin, end);
    const VectorRange range{.begin = begin, .end = end, .key = HashSum().add(packed).value()};
    if (!output_.keep_folder(range.folder(), range.key)) {
      output_.write_keyed(range.folder() + "0", pack_text("0", packed), range.key);
    }
    files_.vectors.push_back(range);
  });
}

ClientFiles ClientIndexWriter::finish(const PackedIndex& words,
                                      const std::vector<query::Acronym>& acronyms,
                                      const PaperVectors& vectors) {
  add_day(last_day_);
  ClientFiles before;
  std::swap(before.segments, files_.segments);
  std::swap(before.pairs, files_.pairs);
  add_segments(words, before);
  add_vectors(vectors);
  output_.write("search/manifest", manifest(acronyms));
  return std::move(files_);
}

void write_client_index(const InvertedIndex& index, const ClientIndexOptions& options,
                        OutputSink& output) {
  const PackedIndex words = pack(index);
  ClientIndexWriter writer(options, output);
  writer.add(index);
  PaperVectors vectors;
  vectors.update(words);
  writer.finish(words, mine_acronyms(index.documents), vectors);
}

}  // namespace broadsheet::index
