#include "index/browser/segment.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>
#include <string_view>

#include "base/hash.h"
#include "base/numbers.h"
#include "index/browser/client_index.h"
#include "index/browser/shard_format.h"
#include "text/tokenize.h"
#include "text/utf8.h"

namespace broadsheet::index {
namespace {

// Forms of a stem with less than this part of the papers of the most frequent one may be
// elsewhere by their text.
constexpr std::uint32_t kFewPapers = 8;

// The forms of the range, rising.
std::vector<PlannedForm> forms_within(const PackedIndex& index, std::uint32_t begin,
                                      std::uint32_t end) {
  std::vector<PlannedForm> forms;
  for (std::uint32_t form = 0; form < index.forms(); ++form) {
    const std::uint32_t df = index.df(form, begin, end);
    if (df > 0) forms.push_back({.form = form, .df = df});
  }
  return forms;
}

// The forms of one stem.
struct Stem {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t bytes = 0;  // that stay in the bucket, about
};

// Behind the last form from `at` on that has the stem of the first, at most `end`.
std::size_t end_of_stem(const PackedIndex& index, std::span<const PlannedForm> forms,
                        std::size_t at, std::size_t end) {
  const std::string_view stem = index.stem(forms[at].form);
  while (at < end && index.stem(forms[at].form) == stem) ++at;
  return at;
}

// A bucket is full at its size, a little less or more where that makes its key short.
bool is_full(std::size_t size, std::size_t target, std::string_view before, std::string_view stem) {
  if (size * 8 < target * 7) return false;
  const std::size_t key = separator(before, stem).size();
  return key <= 2 || (size >= target && key <= 3) || size * 8 >= target * 9;
}

// Decides which lists go into a long file.
std::vector<Stem> stems_of(const PackedIndex& index, std::vector<PlannedForm>& forms,
                           std::uint32_t papers) {
  std::vector<Stem> stems;
  for (std::size_t begin = 0; begin < forms.size();) {
    Stem stem{.begin = begin, .end = end_of_stem(index, forms, begin, forms.size()), .bytes = 2};
    for (; begin < stem.end; ++begin) {
      forms[begin].is_long = forms[begin].df > kWholeList;
      stem.bytes += 3 + (forms[begin].is_long ? 0 : estimated_bytes(forms[begin].df, papers));
    }
    stems.push_back(stem);
  }
  return stems;
}

// What a stem and its frequent forms begin with.
std::string_view beginning_of(const PackedIndex& index, std::span<const PlannedForm> forms) {
  std::uint32_t most = 0;
  for (const PlannedForm& form : forms) most = std::max(most, form.df);
  std::string_view beginning = index.stem(forms.front().form);
  for (const PlannedForm& form : forms) {
    if (form.df < most / kFewPapers) continue;
    beginning = beginning.substr(0, shared_bytes(beginning, index.text(form.form)));
  }
  return beginning;
}

// Behind the last stem that begins as the frequent forms of stem `at` do, when these stems make a
// bucket of their own: one file then has all that may be asked of a frequent word.
// `at`: they do not.
std::size_t end_of_own(const PackedIndex& index, std::span<const PlannedForm> forms,
                       std::span<const Stem> stems, std::size_t at, std::size_t own_bytes) {
  const Stem& own = stems[at];
  if (own.bytes < own_bytes) return at;
  const std::string_view beginning =
      beginning_of(index, forms.subspan(own.begin, own.end - own.begin));
  std::size_t end = at;
  std::size_t bytes = 0;
  for (; end < stems.size() && index.stem(forms[stems[end].begin].form).starts_with(beginning);
       ++end)
    bytes += stems[end].bytes;
  return bytes <= own.bytes + 2 * own_bytes ? end : at + 1;
}

std::vector<Bucket> cut_into_buckets(const PackedIndex& index, std::vector<PlannedForm>& forms,
                                     std::uint32_t papers, const ClientIndexOptions& options) {
  const std::vector<Stem> stems = stems_of(index, forms, papers);
  const auto text = [&](std::size_t at) { return index.stem(forms[stems[at].begin].form); };
  std::vector<Bucket> buckets;
  std::size_t size = 0;
  std::size_t own_end = 0;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    bool cut = i == 0 || (i == own_end && size > 0);
    if (i >= own_end) {
      const std::size_t end = end_of_own(index, forms, stems, i, options.own_bytes);
      if (end > i) own_end = end;
      // What is little stays before the frequent stem.
      cut = cut || (end > i ? size * 3 >= options.bucket_bytes
                            : is_full(size, options.bucket_bytes, text(i - 1), text(i)));
    }
    if (cut) {
      buckets.push_back({.begin = stems[i].begin, .end = stems[i].begin, .aliases = {}});
      size = 0;
    }
    size += stems[i].bytes;
    buckets.back().end = stems[i].end;
  }
  return buckets;
}

// Larger segments have larger files, so that their keys do not fill the manifest.
ClientIndexOptions scaled(ClientIndexOptions options, std::uint32_t papers) {
  const double factor = std::cbrt(std::max(1.0, papers / 4096.0));
  for (std::size_t* bytes : {&options.bucket_bytes, &options.own_bytes, &options.lexicon_bytes}) {
    *bytes = static_cast<std::size_t>(static_cast<double>(*bytes) * factor);
  }
  return options;
}

std::uint32_t find_key(const std::vector<std::string>& keys, std::string_view text) {
  const auto above = std::upper_bound(keys.begin() + 1, keys.end(), text, text::utf16_less);
  return static_cast<std::uint32_t>(above - keys.begin() - 1);
}

std::vector<std::string> keys_of(const PackedIndex& index, const Segment& segment) {
  std::vector<std::string> keys;
  for (const Bucket& bucket : segment.buckets) {
    const auto stem = [&](std::size_t at) { return index.stem(segment.forms[at].form); };
    keys.push_back(bucket.begin == 0 ? "" : separator(stem(bucket.begin - 1), stem(bucket.begin)));
  }
  return keys;
}

void find_aliases(const PackedIndex& index, Segment& segment) {
  for (std::uint32_t b = 0; b < segment.buckets.size(); ++b) {
    for (std::size_t i = segment.buckets[b].begin; i < segment.buckets[b].end; ++i) {
      const std::string_view text = index.text(segment.forms[i].form);
      const std::uint32_t sorts_into = find_key(segment.keys, text);
      if (sorts_into == b) continue;
      segment.buckets[sorts_into].aliases.push_back(
          {.text = text, .bucket = b, .df = segment.forms[i].df});
    }
  }
  for (Bucket& bucket : segment.buckets) {
    std::sort(bucket.aliases.begin(), bucket.aliases.end(),
              [](const Alias& a, const Alias& b) { return text::utf16_less(a.text, b.text); });
  }
}

// Takes the files of a segment, made or not.
class Folder {
 public:
  Folder(const Segment& segment, OutputSink& output)
      : path_(segment.folder()), key_(segment.key), output_(output) {}

  bool kept() const { return output_.keep_folder(path_, key_); }

  void add(const std::string& name, std::string_view stream) {
    output_.write_keyed(path_ + name, pack_symbols(name, stream), key_);
  }

 private:
  std::string path_;
  std::uint64_t key_;
  OutputSink& output_;
};

// The stems of a bucket with their postings, which are in `postings`.
std::vector<StemGroup> groups_of(const PackedIndex& index, const Segment& segment,
                                 const Bucket& bucket, std::vector<Posting>& postings) {
  postings.clear();
  for (std::size_t i = bucket.begin; i < bucket.end; ++i) {
    index.postings(segment.forms[i].form, segment.begin, segment.end, postings);
  }
  std::vector<StemGroup> groups;
  std::span<const Posting> rest = postings;
  for (std::size_t i = bucket.begin; i < bucket.end; ++i) {
    const PlannedForm& form = segment.forms[i];
    const std::string_view stem = index.stem(form.form);
    if (groups.empty() || groups.back().stem != stem)
      groups.push_back({.stem = stem, .lists = {}, .is_long = {}});
    groups.back().lists.push_back({.form = index.text(form.form), .postings = rest.first(form.df)});
    groups.back().is_long.push_back(form.is_long);
    rest = rest.subspan(form.df);
  }
  return groups;
}

void write_bucket(std::span<const StemGroup> groups, const Bucket& bucket, const std::string& name,
                  std::uint32_t begin, Folder& folder) {
  int long_files = 0;
  for (const StemGroup& group : groups) {
    if (!group.has_long()) continue;
    const std::string file = name + "." + std::to_string(long_files++);
    const std::vector<LongPart> parts = encode_long(group, begin);
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const std::string part = k == 0 ? file : file + "." + std::to_string(k);
      folder.add(part, parts[k].lists);
      if (parts[k].low) folder.add(part + "w", parts[k].weights);
    }
  }
  folder.add(name, encode_bucket(groups, bucket.aliases, begin));
}

// Cuts words that come in order into files of about equal size; gives the key of each.
class LexiconCutter {
 public:
  LexiconCutter(std::size_t target, std::vector<LexiconFile>& files, std::vector<std::string>& keys)
      : size_(target), target_(target), files_(files), keys_(keys) {}

  void add(std::string_view text, std::uint32_t df) {
    if (size_ >= target_) {
      files_.emplace_back();
      keys_.push_back(keys_.empty() ? "" : separator(before_, text));
      size_ = 0;
    }
    files_.back().push_back({.text = text, .df = df});
    // Front coding leaves about half of a word.
    size_ += text.size() / 2 + 2;
    before_ = text;
  }

 private:
  std::size_t size_;
  std::size_t target_;
  std::vector<LexiconFile>& files_;
  std::vector<std::string>& keys_;
  std::string_view before_;
};

// Neighbours with one score are a run:
//
//     runs := n(kTableCount) runs, (text score, n(kTablePapers) papers - 1)*
std::string encode_runs(const PackedIndex& index, const Segment& segment) {
  std::vector<std::uint32_t> begins;
  for (std::uint32_t d = segment.begin; d < segment.end; ++d) {
    if (d == segment.begin || index.score(d) != index.score(d - 1)) {
      begins.push_back(d);
    }
  }
  RangeEncoder out;
  out.number(kTableCount, static_cast<std::uint32_t>(begins.size()));
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::uint32_t end = i + 1 < begins.size() ? begins[i + 1] : segment.end;
    out.text(short_decimals(index.score(begins[i]), 6), 0);
    out.number(kTablePapers, end - begins[i] - 1);
  }
  return out.finish();
}

std::uint64_t key_of(const PackedIndex& index, const Segment& segment) {
  HashSum sum;
  sum.add(std::uint64_t{kClientFormat});
  for (std::uint32_t d = segment.begin; d < segment.end; ++d) sum.add(index.score(d));
  for (const auto* keys : {&segment.keys, &segment.forward_keys, &segment.backward_keys}) {
    sum.add(keys->size());
    for (const std::string& key : *keys) sum.add(key);
  }
  std::vector<Posting> postings;
  std::string_view stem_before;
  for (const PlannedForm& form : segment.forms) {
    const std::string_view stem = index.stem(form.form);
    if (stem != stem_before) sum.add(stem);
    stem_before = stem;
    sum.add(index.text(form.form));
    sum.add(std::uint64_t{form.is_long});
    postings.clear();
    index.postings(form.form, segment.begin, segment.end, postings);
    for (const Posting& posting : postings) {
      sum.add((posting.document - segment.begin) | std::uint64_t{posting.wdf} << 32 |
              std::uint64_t{posting.fields} << 40);
    }
  }
  for (const std::string& text : segment.reversed) sum.add(text);
  return sum.value();
}

std::string reversed(std::string_view text) {
  std::string out(text);
  std::reverse(out.begin(), out.end());
  // The bytes of each character back into their order.
  for (std::size_t i = 0; i < out.size();) {
    std::size_t end = i;
    while (end < out.size() && text::is_continuation(out[end])) ++end;
    ++end;
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(i),
                 out.begin() + static_cast<std::ptrdiff_t>(std::min(end, out.size())));
    i = end;
  }
  return out;
}

// The words of the segment, by text. Numbers are neither completed nor corrected.
void plan_forward(const PackedIndex& index, const ClientIndexOptions& options, Segment& segment) {
  if (segment.keys.size() < options.lexicon_buckets) return;
  std::vector<Entry> entries;
  for (const PlannedForm& form : segment.forms) {
    const std::string_view text = index.text(form.form);
    if (!index.is_filter(form.form) && text::has_letter(text))
      entries.push_back({.text = text, .df = form.df});
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return text::utf16_less(a.text, b.text); });
  LexiconCutter cutter(options.lexicon_bytes, segment.forward, segment.forward_keys);
  for (const Entry& entry : entries) cutter.add(entry.text, entry.df);
}

// The words that are new in the segment, from their ends.
void plan_backward(const PackedIndex& index, const ClientIndexOptions& options, Segment& segment) {
  for (const PlannedForm& form : segment.forms) {
    const std::string_view text = index.text(form.form);
    if (index.is_filter(form.form) || index.first_paper(form.form) < segment.begin ||
        !text::has_letter(text))
      continue;
    segment.reversed.push_back(reversed(text));
  }
  std::sort(segment.reversed.begin(), segment.reversed.end(), text::utf16_less);
  LexiconCutter cutter(options.lexicon_bytes, segment.backward, segment.backward_keys);
  for (const std::string& text : segment.reversed) cutter.add(text, 1);
}

}  // namespace

std::string separator(std::string_view before, std::string_view first) {
  for (std::size_t size = 1; size < first.size(); ++size) {
    if (text::is_continuation(first[size])) continue;
    if (text::utf16_less(before, first.substr(0, size))) return std::string(first.substr(0, size));
  }
  return std::string(first);
}

Segment plan_segment(const PackedIndex& index, std::uint32_t begin, std::uint32_t end,
                     const ClientIndexOptions& wanted) {
  const ClientIndexOptions options = scaled(wanted, end - begin);
  Segment segment;
  segment.begin = begin;
  segment.end = end;
  segment.forms = forms_within(index, begin, end);
  segment.buckets = cut_into_buckets(index, segment.forms, end - begin, options);
  segment.keys = keys_of(index, segment);
  find_aliases(index, segment);
  plan_forward(index, options, segment);
  plan_backward(index, options, segment);
  segment.key = key_of(index, segment);
  return segment;
}

void write_segment(const PackedIndex& index, const Segment& segment, OutputSink& output) {
  Folder folder(segment, output);
  if (folder.kept()) return;
  std::vector<Posting> postings;
  for (std::size_t b = 0; b < segment.buckets.size(); ++b) {
    const Bucket& bucket = segment.buckets[b];
    write_bucket(groups_of(index, segment, bucket, postings), bucket, std::to_string(b),
                 segment.begin, folder);
  }
  for (std::size_t i = 0; i < segment.forward.size(); ++i) {
    folder.add("f" + std::to_string(i), encode_lexicon(segment.forward[i]));
  }
  for (std::size_t i = 0; i < segment.backward.size(); ++i) {
    RangeEncoder out;
    std::vector<std::string_view> texts;
    for (const Entry& entry : segment.backward[i]) texts.push_back(entry.text);
    put_texts(out, texts);
    folder.add("r" + std::to_string(i), out.finish());
  }
  folder.add("runs", encode_runs(index, segment));
}

}  // namespace broadsheet::index
