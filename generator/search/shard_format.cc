#include "search/shard_format.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <memory>
#include <new>
#include <utility>

namespace broadsheet::search {
namespace {

constexpr int kDeflateLevel = 9;
constexpr unsigned kFieldCount = 4;

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

// Bytes that both begin with, never half a character.
std::size_t shared_bytes(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto size = static_cast<std::size_t>(end - a.begin());
  const auto inside = [](std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  while (size > 0 && (inside(a, size) || inside(b, size))) --size;
  return size;
}

void put_front_coded(RangeEncoder& out, std::string_view before, std::string_view text) {
  const std::size_t shared = shared_bytes(before, text);
  out.number(kTableShared, static_cast<std::uint32_t>(shared));
  out.text(text, shared);
}

void put_list(RangeEncoder& out, std::span<const Posting> postings, std::uint32_t begin) {
  const std::uint32_t size = size_class(static_cast<std::uint32_t>(postings.size()));
  std::uint32_t next = begin;
  for (const Posting& posting : postings) {
    assert(posting.document >= next);
    out.number(kTableGap + size, posting.document - next);
    next = posting.document + 1;
  }
  for (const Posting& posting : postings) {
    const std::uint32_t weight = posting.wdf * 4U + (posting.fields & (kTitle | kAuthors));
    out.symbol(kTableWeight + size, std::min(weight, 255U));
    if (weight >= 255) out.number(kTableRest, weight - 255);
  }
}

unsigned greatest_wdf(std::span<const Posting> postings) {
  const auto less = [](const Posting& a, const Posting& b) { return a.wdf < b.wdf; };
  return std::max_element(postings.begin(), postings.end(), less)->wdf;
}

void put_places(RangeEncoder& out, const List& list, std::span<const FieldStarts> starts) {
  const std::uint32_t size = size_class(df_of(list));
  std::array<std::vector<std::uint32_t>, kFieldCount> places;
  for (const Posting& posting : list.postings) {
    const FieldStarts& start = starts[posting.document];
    const std::array<std::uint32_t, kFieldCount> begins{0, start.authors, start.comment,
                                                        start.abstract};
    for (auto& field : places) field.clear();
    for (std::uint32_t i = 0; i < posting.positions; ++i) {
      const std::uint32_t position = list.form->positions[posting.first_position + i];
      std::uint32_t field = kFieldCount - 1;
      while (position < begins[field]) --field;
      places[field].push_back(position - begins[field]);
    }
    unsigned fields = 0;
    for (unsigned f = 0; f < kFieldCount; ++f) fields |= places[f].empty() ? 0U : 1U << f;
    out.symbol(kTableFields + size, fields);
    for (unsigned f = 0; f < kFieldCount; ++f) {
      if (places[f].empty()) continue;
      out.number(kTablePositions + f, static_cast<std::uint32_t>(places[f].size() - 1));
      out.number(kTableFirst + f, places[f].front());
      for (std::size_t i = 1; i < places[f].size(); ++i) {
        out.number(kTableNext + f, places[f][i] - places[f][i - 1] - 1);
      }
    }
  }
}

}  // namespace

bool StemGroup::has_long() const { return std::find(is_long.begin(), is_long.end(), true) != is_long.end(); }

std::uint32_t file_check(std::string_view name, std::string_view bytes) {
  return fnv(fnv(2166136261U, name), bytes);
}

std::string pack_text(std::string_view name, std::string_view body) {
  const std::string plain = std::string(body) + check_bytes(file_check(name, body));
  libdeflate_compressor* const deflate = compressor();
  std::string bytes(libdeflate_deflate_compress_bound(deflate, plain.size()), '\0');
  bytes.resize(libdeflate_deflate_compress(deflate, plain.data(), plain.size(), bytes.data(),
                                           bytes.size()));
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
      const std::size_t shared = shared_bytes(group.stem, list.form->text);
      out.number(kTableDrop, static_cast<std::uint32_t>(group.stem.size() - shared));
      out.text(list.form->text, shared);
      out.number(kTableFrequency, df_of(list) - 1);
      if (!group.is_long[i]) {
        out.number(kTableLong, 0);
        put_list(out, list.postings, begin);
        continue;
      }
      const auto parts = parts_of(list.postings);
      out.number(kTableLong, static_cast<std::uint32_t>(parts.size()));
      for (std::size_t part = 1; part < parts.size(); ++part) {
        out.number(kTableFrequency, static_cast<std::uint32_t>(parts[part].size() - 1));
        out.symbol(kTableWeight, greatest_wdf(parts[part]));
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

std::vector<std::vector<Posting>> parts_of(std::span<const Posting> postings) {
  std::vector<Posting> rest(postings.begin(), postings.end());
  if (rest.size() <= kWholeList) return {std::move(rest)};
  std::sort(rest.begin(), rest.end(), [](const Posting& a, const Posting& b) {
    return a.wdf != b.wdf ? a.wdf > b.wdf : a.document > b.document;
  });
  std::vector<std::vector<Posting>> parts;
  std::size_t size = kFirstPart;
  for (std::size_t at = 0; at < rest.size(); at += parts.back().size(), size *= 4) {
    const std::size_t end = std::min(rest.size(), at + size);
    parts.emplace_back(rest.begin() + static_cast<std::ptrdiff_t>(at),
                       rest.begin() + static_cast<std::ptrdiff_t>(end));
    std::sort(parts.back().begin(), parts.back().end(),
              [](const Posting& a, const Posting& b) { return a.document < b.document; });
  }
  return parts;
}

std::string encode_long(const StemGroup& group, std::size_t part, std::uint32_t begin) {
  RangeEncoder out;
  for (std::size_t i = 0; i < group.lists.size(); ++i) {
    if (!group.is_long[i]) continue;
    const auto parts = parts_of(group.lists[i].postings);
    if (part < parts.size()) put_list(out, parts[part], begin);
  }
  return out.finish();
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

std::string encode_positions(std::span<const List> lists, std::span<const FieldStarts> starts) {
  RangeEncoder out;
  out.number(kTableCount, static_cast<std::uint32_t>(lists.size()));
  std::string_view before;
  for (const List& list : lists) {
    put_front_coded(out, before, list.form->text);
    before = list.form->text;
    out.number(kTableFrequency, df_of(list) - 1);
    put_places(out, list, starts);
  }
  return out.finish();
}

void put_keys(RangeEncoder& out, std::span<const std::string> keys) {
  out.number(kTableCount, static_cast<std::uint32_t>(keys.size()));
  std::string_view before;
  for (const std::string& key : keys) {
    put_front_coded(out, before, key);
    before = key;
  }
}

std::size_t estimated_bytes(const List& list, std::uint32_t papers) {
  const double df = df_of(list);
  const double share = df / std::max<double>(papers, df);
  // A gap is about geometric; a weight takes some two bits.
  const double gap_bits = std::max(0.5, std::log2(1 / share) + 1.4);
  return static_cast<std::size_t>(df * (gap_bits + 1.8) / 8) + 1;
}

}  // namespace broadsheet::search
