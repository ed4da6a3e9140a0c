#include "search/shard_format.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <new>

namespace broadsheet::search {
namespace {

constexpr int kDeflateLevel = 9;

std::uint32_t fnv(std::uint32_t hash, std::string_view bytes) {
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  }
  return hash;
}

libdeflate_compressor* compressor() {
  using Handle = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
  thread_local const Handle handle(libdeflate_alloc_compressor(kDeflateLevel),
                                   &libdeflate_free_compressor);
  if (!handle) throw std::bad_alloc();
  return handle.get();
}

// Distance to the document before; the first counts from the segment's begin.
template <typename Take>
void each_gap(const List& list, std::uint32_t begin, Take take) {
  std::uint32_t next = begin;
  for (const Posting& posting : list.postings) {
    assert(posting.document >= next);
    take(posting.document - next);
    next = posting.document + 1;
  }
}

std::uint32_t weight(const Posting& posting) {
  return posting.wdf * 4U + (posting.fields & (kTitle | kAuthors));
}

void append_gaps(ByteWriter& out, const List& list, std::uint32_t begin) {
  each_gap(list, begin, [&](std::uint32_t gap) { out.varint(gap); });
}

void append_weights(ByteWriter& out, const List& list) {
  for (const Posting& posting : list.postings) out.varint(weight(posting));
}

// UTF-16 units of UTF-8 text.
std::uint32_t units_of(std::string_view text) {
  std::uint32_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

void append_front_coded(ByteWriter& out, std::string_view before, std::string_view text,
                        std::uint32_t limit, std::uint32_t mark) {
  const SharedPrefix shared = shared_prefix(before, text, limit);
  out.varint(mark + shared.units);
  out.bytes(text.substr(shared.bytes));
}

constexpr std::uint32_t kDropAll = 15;

void append_form(ByteWriter& out, std::string_view stem, std::string_view form) {
  const SharedPrefix shared = shared_prefix(stem, form, 1000);
  const std::uint32_t drop = units_of(stem) - shared.units;
  if (drop < kDropAll) {
    out.varint(drop);
    out.bytes(form.substr(shared.bytes));
  } else {
    out.varint(kDropAll);
    out.bytes(form);
  }
}

}  // namespace

void ByteWriter::varint(std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
  bytes_ += static_cast<char>(value);
}

std::size_t varint_size(std::uint32_t value) {
  std::size_t size = 1;
  for (; value >= 0x80; value >>= 7) ++size;
  return size;
}

std::uint32_t file_check(std::string_view name, std::string_view body) {
  return fnv(fnv(2166136261U, name), body);
}

std::string seal(std::string_view name, std::string_view body) {
  std::string plain(body);
  const std::uint32_t check = file_check(name, body);
  for (int shift = 0; shift < 32; shift += 8) plain += static_cast<char>(check >> shift & 0xFF);

  libdeflate_compressor* const deflate = compressor();
  std::string bytes(libdeflate_deflate_compress_bound(deflate, plain.size()), '\0');
  bytes.resize(libdeflate_deflate_compress(deflate, plain.data(), plain.size(), bytes.data(),
                                           bytes.size()));
  return bytes;
}

SharedPrefix shared_prefix(std::string_view a, std::string_view b, std::uint32_t limit) {
  SharedPrefix shared;
  std::size_t i = 0;
  while (i < b.size()) {
    const auto lead = static_cast<unsigned char>(b[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::uint32_t units = size == 4 ? 2 : 1;
    if (shared.units + units > limit || a.substr(std::min(i, a.size()), size) != b.substr(i, size)) {
      break;
    }
    i += size;
    shared.units += units;
    shared.bytes = i;
  }
  return shared;
}

std::size_t list_bytes(const List& list, std::uint32_t begin) {
  std::size_t bytes = 0;
  each_gap(list, begin, [&](std::uint32_t gap) { bytes += varint_size(gap); });
  for (const Posting& posting : list.postings) bytes += varint_size(weight(posting));
  return bytes;
}

std::string encode_bucket(std::span<const Group> groups, std::span<const Alias> aliases,
                          const std::vector<bool>& begins_positions, std::uint32_t begin) {
  ByteWriter text;
  ByteWriter heads;
  ByteWriter gaps;
  ByteWriter weights;
  std::string_view stem_before;
  std::size_t form = 0;
  for (const Group& group : groups) {
    append_front_coded(text, stem_before, group.stem, 15, 16);
    stem_before = group.stem;
    for (std::size_t i = 0; i < group.lists.size(); ++i, ++form) {
      const List& list = group.lists[i];
      append_form(text, group.stem, list.form->text);
      const auto df = static_cast<std::uint32_t>(list.postings.size());
      heads.varint(df * 4 + (begins_positions[form] ? 2 : 0) + (group.is_long[i] ? 1 : 0));
      if (group.is_long[i]) {
        heads.varint(0);
      } else {
        append_gaps(gaps, list, begin);
        append_weights(weights, list);
      }
    }
  }
  std::string_view alias_before;
  for (const Alias& alias : aliases) {
    append_front_coded(text, alias_before, alias.text, 31, 0);
    alias_before = alias.text;
    heads.varint(alias.bucket);
    heads.varint(alias.df);
  }

  ByteWriter out;
  out.varint(static_cast<std::uint32_t>(aliases.size()));
  out.varint(static_cast<std::uint32_t>(text.size()));
  for (const ByteWriter* column : {&text, &heads, &gaps, &weights}) out.bytes(column->str());
  return out.str();
}

std::string encode_long(const Group& group, std::uint32_t begin) {
  ByteWriter out;
  for (std::size_t i = 0; i < group.lists.size(); ++i) {
    if (!group.is_long[i]) continue;
    append_gaps(out, group.lists[i], begin);
    append_weights(out, group.lists[i]);
  }
  return out.str();
}

void append_positions(ByteWriter& out, const List& list, std::span<const FieldStarts> starts) {
  for (const Posting& posting : list.postings) out.varint(posting.positions);
  std::vector<std::uint32_t> places;
  for (const Posting& posting : list.postings) {
    const FieldStarts& start = starts[posting.document];
    const std::array<std::uint32_t, 4> begins{0, start.authors, start.comment, start.abstract};
    places.clear();
    for (std::uint32_t i = 0; i < posting.positions; ++i) {
      const std::uint32_t position = list.form->positions[posting.first_position + i];
      std::uint32_t field = 3;
      while (field > 0 && position < begins[field]) --field;
      places.push_back((position - begins[field]) * 4 + field);
    }
    std::sort(places.begin(), places.end());
    std::uint32_t before = 0;
    for (const std::uint32_t place : places) {
      out.varint(place - before);
      before = place;
    }
  }
}

std::string encode_lexicon(std::span<const Entry> entries) {
  ByteWriter text;
  ByteWriter counts;
  std::string_view before;
  for (const Entry& entry : entries) {
    append_front_coded(text, before, entry.text, 31, 0);
    before = entry.text;
    counts.varint(entry.df);
  }
  ByteWriter out;
  out.varint(static_cast<std::uint32_t>(text.size()));
  out.bytes(text.str());
  out.bytes(counts.str());
  return out.str();
}

}  // namespace broadsheet::search
