#include "app/words/stored_words.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "index/stored.h"

namespace broadsheet::app {
namespace {

using index::StoredReader;
using index::StoredWriter;

// Head, a hash of the body in hexadecimal, body. The body begins with the fingerprints, which
// include the program, so that a body of another version is never read further.
constexpr std::string_view kHead = "broadsheet words 2\n";
constexpr std::size_t kHashDigits = 16;

void write_related(const std::vector<std::vector<RelatedPaper>>& related, StoredWriter& out) {
  out.number(related.size());
  for (const std::vector<RelatedPaper>& list : related) {
    out.number(list.size());
    for (const RelatedPaper& paper : list) {
      out.number(paper.paper);
      out.texts(paper.shared_terms);
    }
  }
}

std::vector<std::vector<RelatedPaper>> read_related(StoredReader& in) {
  std::vector<std::vector<RelatedPaper>> related(in.count(1));
  for (std::vector<RelatedPaper>& list : related) {
    list.resize(in.count(1));
    for (RelatedPaper& paper : list) {
      paper.paper = static_cast<std::uint32_t>(in.number());
      paper.shared_terms = in.texts();
    }
  }
  return related;
}

/// Whether `now` has the same settings and begins with the same digests.
bool continues(const render::Fingerprints& before, const render::Fingerprints& now) {
  return before.shared == now.shared && before.digests.size() <= now.digests.size() &&
         std::equal(before.digests.begin(), before.digests.end(), now.digests.begin());
}

}  // namespace

void StoredWords::add(const index::InvertedIndex& papers) {
  words.add(papers);
  words.finish();
  vectors.update(words);
  for (const index::Document& paper : papers.documents) acronyms.add(paper);
  index::add_checkpoints(papers.documents, checkpoints);
}

StoredWords read_stored_words(const fs::path& file, const render::Fingerprints& now) {
  if (now.shared == 0) return {};
  const std::string text = read_file_if_exists(file).value_or("");
  std::string_view body = text;
  if (!body.starts_with(kHead) || body.size() < kHead.size() + kHashDigits) return {};
  const std::string_view hash = body.substr(kHead.size(), kHashDigits);
  body.remove_prefix(kHead.size() + kHashDigits);
  if (hash_hex(body) != hash) return {};

  StoredReader in(body);
  StoredWords stored;
  stored.fingerprints.shared = in.number();
  stored.fingerprints.digests = in.array<std::uint64_t>();
  if (!continues(stored.fingerprints, now)) return {};
  stored.topics.resize(in.count(1));
  for (std::vector<std::string>& topics : stored.topics) topics = in.texts();
  stored.words = index::PackedIndex::read(in);
  stored.vectors = index::PaperVectors::read(in);
  stored.acronyms = index::AcronymMiner::read(in);
  stored.checkpoints.resize(in.count(1));
  for (index::Checkpoint& checkpoint : stored.checkpoints) {
    checkpoint.papers = static_cast<std::uint32_t>(in.number());
    checkpoint.hash = in.number();
  }
  stored.related = read_related(in);
  stored.files = index::ClientFiles::read(in);
  return stored;
}

void write_stored_words(const fs::path& file, const StoredWords& stored) {
  // A little more than the last time.
  std::error_code absent;
  const std::uintmax_t last = fs::file_size(file, absent);
  StoredWriter out(std::string(kHead) + std::string(kHashDigits, '0'),
                   absent ? 0 : last + last / 16);
  out.number(stored.fingerprints.shared);
  out.array(stored.fingerprints.digests);
  out.number(stored.topics.size());
  for (const std::vector<std::string>& topics : stored.topics) out.texts(topics);
  stored.words.store(out);
  stored.vectors.store(out);
  stored.acronyms.store(out);
  out.number(stored.checkpoints.size());
  for (const index::Checkpoint& checkpoint : stored.checkpoints) {
    out.number(checkpoint.papers);
    out.number(checkpoint.hash);
  }
  write_related(stored.related, out);
  stored.files.store(out);
  std::string text = out.take();
  const std::string hash = hash_hex(std::string_view(text).substr(kHead.size() + kHashDigits));
  text.replace(kHead.size(), kHashDigits, hash);
  write_file_atomically(file, text);
}

}  // namespace broadsheet::app
