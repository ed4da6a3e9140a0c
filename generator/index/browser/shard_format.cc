#include "index/browser/shard_format.h"

#include <libdeflate.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <new>
#include <utility>

#include "text/utf8.h"

namespace broadsheet::index {
namespace {

constexpr int kDeflateLevel = 9;
constexpr unsigned kAllFields = 7;

std::uint32_t fnv(std::uint32_t hash, std::string_view bytes) {
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  }
  return hash;
}

std::string check_bytes(std::uint32_t check) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(check >> shift & 0xFF);
  return bytes;
}

libdeflate_compressor* compressor() {
  using Handle = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
  thread_local const Handle handle(libdeflate_alloc_compressor(kDeflateLevel),
                                   &libdeflate_free_compressor);
  if (!handle) throw std::bad_alloc();
  return handle.get();
}

std::uint32_t df_of(const List& list) { return static_cast<std::uint32_t>(list.postings.size()); }

void put_front_coded(RangeEncoder& out, std::string_view before, std::string_view text) {
  const std::size_t shared = shared_bytes(before, text);
  out.number(kTableShared, static_cast<std::uint32_t>(shared));
  out.text(text, shared);
}

void put_papers(RangeEncoder& out, std::span<const Posting> postings, std::uint32_t begin) {
  const std::uint32_t size = size_class(static_cast<std::uint32_t>(postings.size()));
  std::uint32_t next = begin;
  for (const Posting& posting : postings) {
    assert(posting.document >= next);
    out.number(kTableGap + size, posting.document - next);
    next = posting.document + 1;
  }
}

// The same, where papers of earlier parts are not counted.
void put_papers_but(RangeEncoder& out, std::span<const Posting> postings, std::uint32_t begin,
                    const std::vector<bool>& taken) {
  const std::uint32_t size = size_class(static_cast<std::uint32_t>(postings.size()));
  std::uint32_t next = begin;
  for (const Posting& posting : postings) {
    const auto from = taken.begin() + (next - begin);
    const auto to = taken.begin() + (posting.document - begin);
    out.number(kTableGap + size, static_cast<std::uint32_t>(std::count(from, to, false)));
    next = posting.document + 1;
  }
}

void put_weights(RangeEncoder& out, std::span<const Posting> postings) {
  const std::uint32_t size = size_class(static_cast<std::uint32_t>(postings.size()));
  for (const Posting& posting : postings) {
    const std::uint32_t weight = posting.wdf * 4U + (posting.fields & (kTitle | kAuthors));
    out.symbol(kTableWeight + size, std::min(weight, 255U));
    if (weight >= 255) out.number(kTableRest, weight - 255);
  }
}

bool is_low(const Posting& posting) {
  return posting.wdf <= kLowWdf && (posting.fields & (kTitle | kAuthors)) == 0;
}

// Earlier parts first: large wdf, or in the head; of the low ones the newer.
bool comes_first(const Posting& a, const Posting& b) {
  if (is_low(a) != is_low(b)) return is_low(b);
  if (!is_low(a) && a.wdf != b.wdf) return a.wdf > b.wdf;
  return a.document > b.document;
}

unsigned greatest_wdf(std::span<const Posting> postings) {
  const auto less = [](const Posting& a, const Posting& b) { return a.wdf < b.wdf; };
  return std::max_element(postings.begin(), postings.end(), less)->wdf;
}

// Places of one paper: one field after the other, in the order of fields.
void put_places(RangeEncoder& out, std::span<const PairPlace> places, std::uint32_t size) {
  unsigned fields = 0;
  for (const PairPlace& place : places) fields |= 1U << place.field;
  out.number(kTableFields + size, kAllFields - fields);
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const PairPlace& place = places[i];
    if (i == 0 || places[i - 1].field != place.field) {
      std::uint32_t same = 0;
      for (std::size_t k = i; k < places.size() && places[k].field == place.field; ++k) ++same;
      out.number(kTablePlaces + place.field, same - 1);
    }
    assert(place.first >= first && place.second >= second);
    out.number(kTableFirst, place.first - first);
    out.number(kTableSecond, place.second - second);
    first = place.first + 1;
    second = place.second + 1;
  }
}

void put_pair(RangeEncoder& out, const Pair& pair) {
  const std::vector<PairPlace>& places = pair.places;
  std::uint32_t df = 1;
  for (std::size_t i = 1; i < places.size(); ++i)
    df += places[i].candidate != places[i - 1].candidate ? 1 : 0;
  const std::uint32_t density = size_class(pair.candidates / df);
  out.number(kTableFrequency, df - 1);
  out.number(kTableDensity, density);
  std::uint32_t next = 0;
  for (std::size_t begin = 0; begin < places.size();) {
    std::size_t end = begin + 1;
    while (end < places.size() && places[end].candidate == places[begin].candidate) ++end;
    out.number(kTableGap + density, places[begin].candidate - next);
    next = places[begin].candidate + 1;
    put_places(out, std::span(places).subspan(begin, end - begin), size_class(df));
    begin = end;
  }
}

}  // namespace

std::size_t shared_bytes(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto size = static_cast<std::size_t>(end - a.begin());
  const auto inside = [](std::string_view text, std::size_t at) {
    return at < text.size() && text::is_continuation(text[at]);
  };
  while (size > 0 && (inside(a, size) || inside(b, size))) --size;
  return size;
}

bool StemGroup::has_long() const {
  return std::find(is_long.begin(), is_long.end(), true) != is_long.end();
}

std::uint32_t file_check(std::string_view name, std::string_view bytes) {
  return fnv(fnv(2166136261U, name), bytes);
}

std::string pack_text(std::string_view name, std::string_view body) {
  const std::string plain = std::string(body) + check_bytes(file_check(name, body));
  libdeflate_compressor* const deflate = compressor();
  std::string bytes(libdeflate_zlib_compress_bound(deflate, plain.size()), '\0');
  bytes.resize(
      libdeflate_zlib_compress(deflate, plain.data(), plain.size(), bytes.data(), bytes.size()));
  return bytes;
}

std::string pack_symbols(std::string_view name, std::string_view stream) {
  return check_bytes(file_check(name, stream)) + std::string(stream);
}

std::string encode_bucket(std::span<const StemGroup> groups, std::span<const Alias> aliases,
                          std::uint32_t begin) {
  RangeEncoder out;
  out.number(kTableCount, static_cast<std::uint32_t>(groups.size()));
  std::string_view stem_before;
  for (const StemGroup& group : groups) {
    put_front_coded(out, stem_before, group.stem);
    stem_before = group.stem;
    out.number(kTableForms, static_cast<std::uint32_t>(group.lists.size() - 1));
    for (std::size_t i = 0; i < group.lists.size(); ++i) {
      const List& list = group.lists[i];
      const std::size_t shared = shared_bytes(group.stem, list.form);
      out.number(kTableDrop, static_cast<std::uint32_t>(group.stem.size() - shared));
      out.text(list.form, shared);
      out.number(kTableFrequency, df_of(list) - 1);
      if (!group.is_long[i]) {
        out.number(kTableLong, 0);
        put_papers(out, list.postings, begin);
        put_weights(out, list.postings);
        continue;
      }
      const auto parts = parts_of(list.postings);
      out.number(kTableLong, static_cast<std::uint32_t>(parts.size()));
      for (std::size_t part = 1; part < parts.size(); ++part) {
        const auto& [postings, low] = parts[part];
        out.number(kTableFrequency, static_cast<std::uint32_t>(postings.size() - 1));
        out.symbol(kTableWeight, low ? 0 : greatest_wdf(postings));
      }
    }
  }
  out.number(kTableCount, static_cast<std::uint32_t>(aliases.size()));
  std::string_view alias_before;
  for (const Alias& alias : aliases) {
    put_front_coded(out, alias_before, alias.text);
    alias_before = alias.text;
    out.number(kTableBucket, alias.bucket);
    out.number(kTableFrequency, alias.df - 1);
  }
  return out.finish();
}

std::vector<Part> parts_of(std::span<const Posting> postings) {
  std::vector<Posting> rest(postings.begin(), postings.end());
  std::vector<Part> parts;
  if (rest.size() <= kWholeList) {
    parts.push_back({.postings = std::move(rest)});
    return parts;
  }
  std::sort(rest.begin(), rest.end(), comes_first);
  const auto low = std::find_if(rest.begin(), rest.end(), is_low);
  std::size_t size = kFirstPart;
  for (auto at = rest.begin(); at != rest.end(); size *= 4) {
    // The first part may reach into the low ones; no other holds both.
    const auto last = at != rest.begin() && at < low ? low : rest.end();
    const auto end = last - at < static_cast<std::ptrdiff_t>(size)
                         ? last
                         : at + static_cast<std::ptrdiff_t>(size);
    parts.push_back({.postings = {at, end}, .low = at != rest.begin() && at >= low});
    std::sort(parts.back().postings.begin(), parts.back().postings.end(),
              [](const Posting& a, const Posting& b) { return a.document < b.document; });
    at = end;
  }
  return parts;
}

std::vector<LongPart> encode_long(const StemGroup& group, std::uint32_t begin) {
  std::vector<std::vector<Part>> lists;
  std::vector<std::vector<bool>> taken;  // of each list: papers of earlier parts, from `begin`
  std::size_t most = 0;
  for (std::size_t i = 0; i < group.lists.size(); ++i) {
    if (!group.is_long[i]) continue;
    lists.push_back(parts_of(group.lists[i].postings));
    taken.emplace_back(group.lists[i].postings.back().document + 1 - begin);
    most = std::max(most, lists.back().size());
  }
  std::vector<LongPart> files;
  for (std::size_t part = 0; part < most; ++part) {
    RangeEncoder out;
    RangeEncoder weights;
    LongPart& file = files.emplace_back();
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (part >= lists[i].size()) continue;
      const auto& [postings, low] = lists[i][part];
      if (low)
        put_papers_but(out, postings, begin, taken[i]);
      else
        put_papers(out, postings, begin);
      for (const Posting& posting : postings) taken[i][posting.document - begin] = true;
      put_weights(low ? weights : out, postings);
      file.low = file.low || low;
    }
    file.lists = out.finish();
    file.weights = weights.finish();
  }
  return files;
}

std::string encode_lexicon(std::span<const Entry> entries) {
  RangeEncoder out;
  out.number(kTableCount, static_cast<std::uint32_t>(entries.size()));
  std::string_view before;
  for (const Entry& entry : entries) {
    put_front_coded(out, before, entry.text);
    before = entry.text;
    out.number(kTableFrequency, entry.df - 1);
  }
  return out.finish();
}

std::string encode_pairs(std::span<const Pair> pairs) {
  RangeEncoder out;
  out.number(kTableCount, static_cast<std::uint32_t>(pairs.size()));
  std::string_view before;
  for (const Pair& pair : pairs) {
    put_front_coded(out, before, pair.text);
    before = pair.text;
    put_pair(out, pair);
  }
  return out.finish();
}

void put_texts(RangeEncoder& out, std::span<const std::string_view> texts) {
  out.number(kTableCount, static_cast<std::uint32_t>(texts.size()));
  std::string_view before;
  for (const std::string_view text : texts) {
    put_front_coded(out, before, text);
    before = text;
  }
}

std::size_t estimated_bytes(std::uint32_t df, std::uint32_t papers) {
  const double share = df / std::max<double>(papers, df);
  // A gap is about geometric; a weight takes some two bits.
  const double gap_bits = std::max(0.5, std::log2(1 / share) + 1.4);
  return static_cast<std::size_t>(df * (gap_bits + 1.8) / 8) + 1;
}

}  // namespace broadsheet::index
