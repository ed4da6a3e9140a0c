#include "search/segment.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>
#include <string_view>

#include "base/hash.h"
#include "search/shard_format.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

// A list that is small beside its group's limit stays in the bucket.
constexpr std::size_t kLongShare = 8;

struct Bucket {
  std::vector<StemGroup> groups;
  std::vector<Alias> aliases;
};

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

std::vector<Bucket> cut_into_buckets(std::vector<StemGroup> groups, std::uint32_t papers,
                                     const ClientIndexOptions& options) {
  std::vector<Bucket> buckets;
  std::size_t size = options.bucket_bytes;
  for (StemGroup& group : groups) {
    const std::size_t more = place_lists(group, papers, options.long_bytes);
    if (size >= options.bucket_bytes) {
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

void add_file(std::vector<std::pair<std::string, std::string>>& files, const std::string& name,
              std::string_view stream) {
  files.emplace_back(name, pack_symbols(name, stream));
}

void write_bucket(const Bucket& bucket, const std::string& name, Segment& segment) {
  int long_files = 0;
  for (const StemGroup& group : bucket.groups) {
    if (!group.has_long()) continue;
    const std::string file = name + "." + std::to_string(long_files++);
    for (std::size_t part = 0;; ++part) {
      const std::string stream = encode_long(group, part, segment.begin);
      if (part > 0 && stream.empty()) break;
      add_file(segment.files, part == 0 ? file : file + "." + std::to_string(part), stream);
    }
  }
  add_file(segment.files, name, encode_bucket(bucket.groups, bucket.aliases, segment.begin));
}

// Writes entries in order as files of about equal size; gives the key of each.
class LexiconWriter {
 public:
  LexiconWriter(std::string prefix, std::size_t target, Segment& segment,
                std::vector<std::string>& keys)
      : prefix_(std::move(prefix)), target_(target), segment_(segment), keys_(keys) {}

  void add(std::string_view text, std::uint32_t df) {
    if (size_ >= target_) flush();
    if (entries_.empty()) keys_.push_back(before_.empty() ? "" : separator(before_, text));
    entries_.push_back({.text = std::string(text), .df = df});
    // Front coding leaves about half of a word.
    size_ += text.size() / 2 + 2;
    before_ = text;
  }

  void flush() {
    if (entries_.empty()) return;
    const std::string name = prefix_ + std::to_string(keys_.size() - 1);
    add_file(segment_.files, name, encode_lexicon(entries_));
    entries_.clear();
    size_ = 0;
  }

 private:
  std::string prefix_;
  std::size_t target_;
  Segment& segment_;
  std::vector<std::string>& keys_;
  std::vector<Entry> entries_;
  std::size_t size_ = 0;
  std::string before_;
};

void write_lexicon(const Terms& terms, const ClientIndexOptions& options, Segment& segment) {
  if (segment.keys.size() >= options.lexicon_buckets) {
    LexiconWriter forward("f", options.lexicon_bytes, segment, segment.forward_keys);
    for (const Form* form : terms.forward) {
      const List list = list_within(*form, segment.begin, segment.end);
      if (!list.postings.empty()) forward.add(form->text, df_of(list));
    }
    forward.flush();
  }
  LexiconWriter backward("r", options.lexicon_bytes, segment, segment.backward_keys);
  for (const auto& [reversed, form] : terms.backward) {
    const List list = list_within(*form, segment.begin, segment.end);
    if (!list.postings.empty()) backward.add(reversed, df_of(list));
  }
  backward.flush();
}

std::string number_text(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// runs := n(kTableCount) runs, (text score, n(kTablePapers) papers - 1)*; neighbours with one score are a run.
void write_runs(const InvertedIndex& index, Segment& segment) {
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
  add_file(segment.files, "runs", out.finish());
}

std::string hash_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string all;
  for (const auto& [name, bytes] : files) {
    all += name;
    all += '\0';
    all += bytes;
  }
  return hash_hex(all, 7);
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

Segment make_segment(const InvertedIndex& index, const Terms& terms, std::uint32_t begin,
                     std::uint32_t end, const ClientIndexOptions& wanted) {
  const ClientIndexOptions options = scaled(wanted, end - begin);
  Segment segment;
  segment.begin = begin;
  segment.end = end;

  std::vector<Bucket> buckets = cut_into_buckets(groups_of(terms, begin, end), end - begin, options);
  segment.keys = keys_of(buckets);
  find_aliases(buckets, segment.keys);
  for (std::size_t b = 0; b < buckets.size(); ++b) {
    write_bucket(buckets[b], std::to_string(b), segment);
  }
  write_lexicon(terms, options, segment);
  write_runs(index, segment);
  segment.hash = hash_of(segment.files);
  return segment;
}

PositionSegment make_position_segment(const InvertedIndex& index, const Terms& terms,
                                      std::uint32_t begin, std::uint32_t end,
                                      const ClientIndexOptions& options) {
  PositionSegment segment;
  segment.begin = begin;
  segment.end = end;
  std::vector<List> lists;
  std::size_t size = 0;
  std::string_view before;
  const auto flush = [&] {
    if (lists.empty()) return;
    add_file(segment.files, std::to_string(segment.keys.size() - 1),
             encode_positions(lists, index.starts));
    lists.clear();
    size = 0;
  };
  for (const Form* form : terms.forward) {
    const List list = list_within(*form, begin, end);
    if (list.postings.size() < kFewestWithPositions) continue;
    std::size_t positions = 0;
    for (const Posting& posting : list.postings) positions += posting.positions;
    if (positions == 0) continue;
    // A long list does not share its file with the short ones before it.
    if (size + positions > options.position_bytes) flush();
    if (lists.empty()) segment.keys.push_back(before.empty() ? "" : separator(before, form->text));
    lists.push_back(list);
    before = form->text;
    size += positions;
  }
  flush();
  segment.hash = hash_of(segment.files);
  return segment;
}

}  // namespace broadsheet::search
