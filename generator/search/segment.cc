#include "search/segment.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <span>
#include <string_view>

#include "search/digest.h"
#include "search/shard_format.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

// A list that is small beside its group's limit stays in the bucket.
constexpr std::size_t kLongShare = 8;

List list_within(const Form& form, std::uint32_t begin, std::uint32_t end) {
  const auto below = [](const Posting& posting, std::uint32_t d) { return posting.document < d; };
  const auto first = std::lower_bound(form.postings.begin(), form.postings.end(), begin, below);
  const auto last = std::lower_bound(first, form.postings.end(), end, below);
  return {.form = &form, .postings = std::span<const Posting>(first, last)};
}

std::uint32_t df_of(const List& list) { return static_cast<std::uint32_t>(list.postings.size()); }

std::vector<StemGroup> groups_of(const Terms& terms, std::uint32_t begin, std::uint32_t end) {
  std::vector<StemGroup> groups;
  for (const Form* form : terms.all) {
    List list = list_within(*form, begin, end);
    if (list.postings.empty()) continue;
    if (groups.empty() || groups.back().stem != form->stem) {
      groups.push_back({.stem = form->stem, .lists = {}, .is_long = {}});
    }
    groups.back().lists.push_back(list);
  }
  return groups;
}

// Decides which lists stand in a long file; gives the bytes that stay in the bucket, about.
std::size_t place_lists(StemGroup& group, std::uint32_t papers, std::size_t long_bytes) {
  std::vector<std::size_t> sizes;
  std::size_t lists = 0;
  std::size_t stay = 2;
  for (const List& list : group.lists) {
    sizes.push_back(estimated_bytes(list, papers));
    lists += sizes.back();
    stay += 3;
  }
  group.is_long.assign(group.lists.size(), false);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    group.is_long[i] = lists > long_bytes && sizes[i] >= long_bytes / kLongShare;
    if (!group.is_long[i]) stay += sizes[i];
  }
  return stay;
}

// A bucket is full at its size, a little before or behind where that makes its key short.
bool is_full(std::size_t size, std::size_t target, std::string_view before, std::string_view stem) {
  if (size * 8 < target * 7) return false;
  const std::size_t key = separator(before, stem).size();
  return key <= 2 || (size >= target && key <= 3) || size * 8 >= target * 9;
}

std::vector<Bucket> cut_into_buckets(std::vector<StemGroup> groups, std::uint32_t papers,
                                     const ClientIndexOptions& options) {
  std::vector<Bucket> buckets;
  std::size_t size = 0;
  for (StemGroup& group : groups) {
    const std::size_t more = place_lists(group, papers, options.long_bytes);
    if (buckets.empty() || is_full(size, options.bucket_bytes, buckets.back().groups.back().stem, group.stem)) {
      buckets.emplace_back();
      size = 0;
    }
    size += more;
    buckets.back().groups.push_back(std::move(group));
  }
  return buckets;
}

// Larger segments have larger files, so that their keys do not fill the manifest.
ClientIndexOptions scaled(ClientIndexOptions options, std::uint32_t papers) {
  const double factor = std::cbrt(std::max(1.0, papers / 4096.0));
  for (std::size_t* bytes : {&options.bucket_bytes, &options.long_bytes, &options.lexicon_bytes}) {
    *bytes = static_cast<std::size_t>(static_cast<double>(*bytes) * factor);
  }
  return options;
}

std::uint32_t find_key(const std::vector<std::string>& keys, std::string_view text) {
  const auto above = std::upper_bound(keys.begin() + 1, keys.end(), text, text::utf16_less);
  return static_cast<std::uint32_t>(above - keys.begin() - 1);
}

std::vector<std::string> keys_of(const std::vector<Bucket>& buckets) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    keys.push_back(i == 0 ? ""
                          : separator(buckets[i - 1].groups.back().stem,
                                      buckets[i].groups.front().stem));
  }
  return keys;
}

void find_aliases(std::vector<Bucket>& buckets, const std::vector<std::string>& keys) {
  for (std::uint32_t b = 0; b < buckets.size(); ++b) {
    for (const StemGroup& group : buckets[b].groups) {
      for (const List& list : group.lists) {
        const std::uint32_t sorts_into = find_key(keys, list.form->text);
        if (sorts_into == b) continue;
        buckets[sorts_into].aliases.push_back(
            {.text = list.form->text, .bucket = b, .df = df_of(list)});
      }
    }
  }
  for (Bucket& bucket : buckets) {
    std::sort(bucket.aliases.begin(), bucket.aliases.end(),
              [](const Alias& a, const Alias& b) { return text::utf16_less(a.text, b.text); });
  }
}

// Takes the files of a segment, made or not.
class Folder {
 public:
  Folder(const Segment& segment, OutputSink& output)
      : path_("search/s/" + segment.hash + "/"), key_(segment.key), output_(output) {}

  bool kept() const { return output_.keep_folder(path_, key_); }

  void add(const std::string& name, std::string_view stream) {
    output_.write_keyed(path_ + name, pack_symbols(name, stream), key_);
  }

 private:
  std::string path_;
  std::uint64_t key_;
  OutputSink& output_;
};

void write_bucket(const Bucket& bucket, const std::string& name, std::uint32_t begin, Folder& folder) {
  int long_files = 0;
  for (const StemGroup& group : bucket.groups) {
    if (!group.has_long()) continue;
    const std::string file = name + "." + std::to_string(long_files++);
    const std::vector<LongPart> parts = encode_long(group, begin);
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const std::string part = k == 0 ? file : file + "." + std::to_string(k);
      folder.add(part, parts[k].lists);
      if (parts[k].low) folder.add(part + "w", parts[k].weights);
    }
  }
  folder.add(name, encode_bucket(bucket.groups, bucket.aliases, begin));
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

void plan_lexicon(const Terms& terms, const ClientIndexOptions& options, Segment& segment) {
  if (segment.keys.size() >= options.lexicon_buckets) {
    LexiconCutter forward(options.lexicon_bytes, segment.forward, segment.forward_keys);
    for (const Form* form : terms.forward) {
      const List list = list_within(*form, segment.begin, segment.end);
      if (!list.postings.empty()) forward.add(form->text, df_of(list));
    }
  }
  LexiconCutter backward(options.lexicon_bytes, segment.backward, segment.backward_keys);
  for (const auto& [reversed, form] : terms.backward) {
    const std::uint32_t first = form->postings.front().document;
    if (first >= segment.begin && first < segment.end) backward.add(reversed, 1);
  }
}

std::string number_text(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// runs := n(kTableCount) runs, (text score, n(kTablePapers) papers - 1)*; neighbours with one score are a run.
std::string encode_runs(const InvertedIndex& index, const Segment& segment) {
  std::vector<std::uint32_t> begins;
  for (std::uint32_t d = segment.begin; d < segment.end; ++d) {
    if (d == segment.begin || index.documents[d].score != index.documents[d - 1].score) {
      begins.push_back(d);
    }
  }
  RangeEncoder out;
  out.number(kTableCount, static_cast<std::uint32_t>(begins.size()));
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::uint32_t end = i + 1 < begins.size() ? begins[i + 1] : segment.end;
    out.text(number_text(index.documents[begins[i]].score), 0);
    out.number(kTablePapers, end - begins[i] - 1);
  }
  return out.finish();
}

std::uint64_t key_of(const InvertedIndex& index, const Segment& segment) {
  Digest digest;
  digest.add(static_cast<std::uint64_t>(kClientFormat));
  for (std::uint32_t d = segment.begin; d < segment.end; ++d) {
    digest.add(std::bit_cast<std::uint64_t>(index.documents[d].score));
  }
  for (const auto* keys : {&segment.keys, &segment.forward_keys, &segment.backward_keys}) {
    digest.add(keys->size());
    for (const std::string& key : *keys) digest.add(key);
  }
  for (const Bucket& bucket : segment.buckets) {
    for (const StemGroup& group : bucket.groups) {
      digest.add(group.stem);
      for (std::size_t i = 0; i < group.lists.size(); ++i) {
        digest.add(group.lists[i].form->text);
        digest.add(group.is_long[i] ? 1 : 0);
        for (const Posting& posting : group.lists[i].postings) {
          digest.add((posting.document - segment.begin) | std::uint64_t{posting.wdf} << 32 |
                     std::uint64_t{posting.fields} << 40);
        }
      }
    }
  }
  for (const LexiconFile& file : segment.backward) {
    for (const Entry& entry : file) digest.add(entry.text);
  }
  return digest.value();
}

Form filter_form(char kind, const Filter& filter) {
  Form form;
  form.text = std::string("!") + kind + filter.value;
  // Bytes below 32 are marks in the files.
  std::replace_if(
      form.text.begin(), form.text.end(), [](unsigned char c) { return c < 32; }, ' ');
  form.stem = form.text;
  for (const std::uint32_t document : filter.documents) {
    form.postings.push_back({.document = document, .wdf = 1});
  }
  return form;
}

std::string reversed(std::string_view text) {
  std::string out(text);
  std::reverse(out.begin(), out.end());
  // The bytes of each character back into their order.
  for (std::size_t i = 0; i < out.size();) {
    std::size_t end = i;
    while (end < out.size() && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) ++end;
    ++end;
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(i),
                 out.begin() + static_cast<std::ptrdiff_t>(std::min(end, out.size())));
    i = end;
  }
  return out;
}

}  // namespace

Terms::Terms(const InvertedIndex& index) {
  for (const Filter& filter : index.topics) filters.push_back(filter_form('t', filter));
  for (const Filter& filter : index.categories) filters.push_back(filter_form('c', filter));
  std::sort(filters.begin(), filters.end(),
            [](const Form& a, const Form& b) { return text::utf16_less(a.text, b.text); });
  for (const Form& form : filters) all.push_back(&form);
  for (const Form& form : index.forms) {
    all.push_back(&form);
    forward.push_back(&form);
    backward.emplace_back(reversed(form.text), &form);
  }
  std::sort(forward.begin(), forward.end(), [](const Form* a, const Form* b) {
    return text::utf16_less(a->text, b->text);
  });
  std::sort(backward.begin(), backward.end(), [](const auto& a, const auto& b) {
    return text::utf16_less(a.first, b.first);
  });
}

std::string separator(std::string_view before, std::string_view first) {
  for (std::size_t size = 1; size < first.size(); ++size) {
    if (size < first.size() && (static_cast<unsigned char>(first[size]) & 0xC0) == 0x80) continue;
    if (text::utf16_less(before, first.substr(0, size))) return std::string(first.substr(0, size));
  }
  return std::string(first);
}

Segment plan_segment(const InvertedIndex& index, const Terms& terms, std::uint32_t begin,
                     std::uint32_t end, const ClientIndexOptions& wanted) {
  const ClientIndexOptions options = scaled(wanted, end - begin);
  Segment segment;
  segment.begin = begin;
  segment.end = end;
  segment.buckets = cut_into_buckets(groups_of(terms, begin, end), end - begin, options);
  segment.keys = keys_of(segment.buckets);
  find_aliases(segment.buckets, segment.keys);
  plan_lexicon(terms, options, segment);
  segment.key = key_of(index, segment);
  segment.hash = key_name(segment.key);
  return segment;
}

void write_segment(const InvertedIndex& index, const Segment& segment, OutputSink& output) {
  Folder folder(segment, output);
  if (folder.kept()) return;
  for (std::size_t b = 0; b < segment.buckets.size(); ++b) {
    write_bucket(segment.buckets[b], std::to_string(b), segment.begin, folder);
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

}  // namespace broadsheet::search
