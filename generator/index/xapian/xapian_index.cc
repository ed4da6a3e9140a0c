// Writing the Xapian index and keeping it true. Reading: xapian_query.cc.
#include "index/xapian/xapian_index.h"

#include <fcntl.h>
#include <stdio.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/marked_point.h"
#include "base/workers.h"
#include "index/acronyms.h"
#include "index/xapian/transposed.h"
#include "index/xapian/xapian_database.h"
#include "index/xapian/xapian_metadata.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kPartDocuments = 250;
// Each is two open files while they are put together; systems allow 1,024, some fewer.
constexpr std::uint32_t kMostParts = 128;
constexpr std::size_t kThreads = 2;
// Lists of terms would be needed to delete papers alone, and cost a seventh of the time.
constexpr int kFreshDatabase = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                               Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST;
constexpr const char* kVersionKey = "version";
// Not 1: for OP_PHRASE a form without positions is at 0, so "lowrank adaptation" would find
// titles that begin with "adaptation".
constexpr Xapian::termpos kFirstPosition = 2;
constexpr const char* kDaysKey = "days";

[[noreturn]] void fail(const fs::path& folder, const std::string& message) {
  throw Error(ErrorKind::Index, {.path = display_path(folder)}, message);
}

// The term of a form, and those of its field if it occurs in title or authors. Each call costs
// Xapian a search among the paper's terms.
void add_entry(Xapian::Document& out, const FormInPaper& entry, FieldStarts starts,
               std::string& term) {
  const Form& form = *entry.form;
  for (std::uint32_t i = 0; i < entry.size; ++i) {
    const std::uint32_t position = entry.positions[i];
    out.add_posting(form.text, position + kFirstPosition, i == 0 ? entry.wdf : 0);
    if (position >= starts.comment) continue;
    term.assign(position < starts.authors ? kTitleTerm : kAuthorTerm);
    term += form.text;
    out.add_posting(term, position + kFirstPosition, 0);
  }
  if ((entry.fields & (kTitle | kAuthors)) == 0 && entry.size > 0) return;
  if (entry.size == 0)
    out.add_term(form.text, entry.wdf);  // a joined compound and a paper's number have none
  for (const auto& [bit, prefix] :
       {std::pair{kTitle, kTitleTerm}, std::pair{kAuthors, kAuthorTerm}}) {
    if ((entry.fields & bit) == 0) continue;
    term.assign(prefix);
    term += form.text;
    out.add_term(term, 0);
  }
}

Xapian::Document make_document(const Document& document, FieldStarts starts,
                               std::span<const FormInPaper> entries) {
  Xapian::Document out;
  out.add_value(kShownSlot, encode_data(document));
  out.add_value(kDaySlot, day_value(document.day.number()));
  out.add_value(kScoreSlot, Xapian::sortable_serialise(document.score));
  out.add_boolean_term(std::string(kIdTerm) + document.id.str());
  for (const std::string& topic : document.topics) {
    out.add_boolean_term(filter_term(kTopicTerm, query::filter_key(topic)));
  }
  for (const std::string& category : document.categories) {
    const std::string key = query::filter_key(category);
    for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
      if (dot > 0) out.add_boolean_term(filter_term(kCategoryTerm, key.substr(0, dot)));
    }
    out.add_boolean_term(filter_term(kCategoryTerm, key));
  }
  std::string term;
  for (const FormInPaper& entry : entries) add_entry(out, entry, starts, term);
  return out;
}

// Forms of one stem become synonyms of it, when there are two or more and one is new.
void write_kin(Xapian::WritableDatabase& database, const PackedIndex& words, std::uint32_t first) {
  for (std::uint32_t begin = 0; begin < words.forms();) {
    std::uint32_t end = begin;
    bool fresh = false;
    do {
      fresh = fresh || words.first_paper(end) >= first;
      ++end;
    } while (end < words.forms() && words.stem(end) == words.stem(begin));
    if (end - begin > 1 && fresh) {
      const std::string stem(words.stem(begin));
      for (std::uint32_t form = begin; form < end; ++form) {
        database.add_synonym(stem, std::string(words.text(form)));
      }
    }
    begin = end;
  }
}

void write_metadata(Xapian::WritableDatabase& database, const InvertedIndex& added,
                    const IndexSource& source) {
  for (const Filter& topic : added.topics) {
    database.set_metadata(filter_term(kTopicTerm, query::filter_key(topic.value)), topic.value);
  }
  std::string acronyms;
  for (const query::Acronym& acronym : source.acronyms) {
    acronyms.append(query::acronym_text(acronym)).append("\n");
  }
  database.set_metadata(kAcronymsKey, acronyms);
  for (std::uint32_t begin = 0; begin < source.vectors.papers(); begin += kVectorsTogether) {
    const std::uint32_t end = std::min(source.vectors.papers(), begin + kVectorsTogether);
    const std::string key = kVectorsKey + std::to_string(begin / kVectorsTogether);
    const std::string packed = pack_vectors(source.vectors, begin, end);
    if (database.get_metadata(key) != packed) database.set_metadata(key, packed);
  }
  database.set_metadata(kDaysKey, encode_checkpoints(source.checkpoints));
  database.set_metadata(kVersionKey, version_text());
}

// Papers `first` up to `end` of an index, whose first paper has the number `offset` in the library.
void write_documents(Xapian::WritableDatabase& database, const InvertedIndex& index,
                     const Transposed& transposed, std::uint32_t first, std::uint32_t end,
                     std::uint32_t offset) {
  for (std::uint32_t i = first; i < end; ++i) {
    const Document& document = index.documents[i];
    database.replace_document(offset + i + 1,
                              make_document(document, index.starts[i], transposed.of(i)));
  }
}

// Xapian's cost is in trees that grow: parts of some hundred papers, put together at the end, take
// half the time of one database and a tenth of the memory. The parts are written by two threads.
void write_parts(const fs::path& folder, const InvertedIndex& index, const IndexSource& source) {
  const auto papers = static_cast<std::uint32_t>(index.documents.size());
  const std::uint32_t size = std::max(kPartDocuments, papers / kMostParts + 1);
  const std::uint32_t parts = std::max(1U, (papers + size - 1) / size);
  const Transposed transposed(index, 0);
  std::vector<fs::path> paths;
  for (std::uint32_t part = 0; part < parts; ++part) {
    paths.push_back(folder / ("part" + std::to_string(part)));
  }
  std::atomic<std::uint32_t> next{0};
  const auto work = [&] {
    try {
      for (std::uint32_t part = next++; part < parts; part = next++) {
        Xapian::WritableDatabase database(paths[part].string(), kFreshDatabase);
        const std::uint32_t first = part * size;
        write_documents(database, index, transposed, first, std::min(papers, first + size), 0);
        if (part + 1 == parts) {
          write_kin(database, source.words, 0);
          write_metadata(database, index, source);
        }
        database.commit();
        marked_point("part of the index written");
      }
    } catch (...) {
      next = parts;  // the other thread need not go on
      throw;
    }
  };
  run_workers(kThreads, work);
  {
    Xapian::Database all;
    for (const fs::path& path : paths) all.add_database(Xapian::Database(path.string()));
    all.compact((folder / "whole").string(), Xapian::DBCOMPACT_NO_RENUMBER);
  }
  // Before the file system is flushed, so that they never reach the disk.
  for (const fs::path& path : paths) fs::remove_all(path);
}

// Each gets the other's name in one step, so that there is an index at any moment.
void exchange(const fs::path& folder, const fs::path& fresh) {
  if (::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, fresh.c_str(), RENAME_EXCHANGE) == 0) return;
  // Some file systems cannot: a moment without an index, which the next run rebuilds.
  const fs::path old = folder.string() + ".old";
  fs::rename(folder, old);
  fs::rename(fresh, folder);
}

// @param index  all papers of `source`
void rebuild(const fs::path& folder, const InvertedIndex& index, const IndexSource& source) {
  const fs::path fresh = folder.string() + ".new";
  fs::create_directories(fresh);
  write_parts(fresh, index, source);
  const fs::path whole = fresh / "whole";
  write_seal(whole);
  flush_file_system(whole);
  marked_point("index written");
  if (path_exists(folder))
    exchange(folder, whole);
  else
    fs::rename(whole, folder);
  marked_point("index in place");
  fs::remove_all(fresh);
  fs::remove_all(folder.string() + ".old");
}

// Adds the papers after the first `common`, which are all that it holds.
void append(Xapian::WritableDatabase& database, const fs::path& folder, const IndexSource& source,
            std::uint32_t common) {
  const InvertedIndex& added = source.added;
  const std::uint32_t begin = common - source.first;
  write_documents(database, added, Transposed(added, begin), begin,
                  static_cast<std::uint32_t>(added.documents.size()), source.first);
  write_kin(database, source.words, common);
  write_metadata(database, added, source);
  marked_point("index about to change");
  database.commit();
  database.close();
  marked_point("index changed");
  flush_file_system(folder);
  write_seal(folder);
}

struct Existing {
  std::uint32_t papers = 0;
  std::vector<Checkpoint> checkpoints;
};

// std::nullopt if the database contradicts its own metadata.
std::optional<Existing> look_at(const Xapian::Database& database) {
  Existing existing;
  existing.papers = database.get_doccount();
  existing.checkpoints = decode_checkpoints(database.get_metadata(kDaysKey));
  const std::uint32_t noted = existing.checkpoints.empty() ? 0 : existing.checkpoints.back().papers;
  if (database.get_metadata(kVersionKey) != version_text() || noted != existing.papers) {
    return std::nullopt;
  }
  return existing;
}

// Why it must be rebuilt; std::nullopt if `update` is filled in.
std::optional<std::string> try_append(const fs::path& folder, const IndexSource& source,
                                      IndexUpdate& update) {
  if (std::optional<std::string> reason = XapianIndex::doubt(folder, IndexLook::Contents)) {
    return reason;
  }
  const std::optional<Existing> existing = look_at(Xapian::Database(folder.string()));
  if (!existing) return "its notes contradict each other";
  const std::uint32_t common = common_papers(existing->checkpoints, source.checkpoints);
  const std::size_t papers = source.words.papers();
  if (common == papers && existing->papers == papers) return std::nullopt;
  if (existing->papers > common) return "a day that it holds has changed";
  if ((papers - common) * 2 > papers) return "most of it would be new";
  if (common < source.first) return "it lacks earlier days";
  Xapian::WritableDatabase database(folder.string(),
                                    Xapian::DB_OPEN | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST);
  append(database, folder, source, common);
  update.kind = IndexUpdate::Kind::Appended;
  update.written = papers - common;
  return std::nullopt;
}

}  // namespace

IndexUpdate XapianIndex::update(const fs::path& folder, const InvertedIndex& index) {
  const PackedIndex words = pack(index);
  std::vector<Checkpoint> checkpoints;
  add_checkpoints(index.documents, checkpoints);
  PaperVectors vectors;
  vectors.update(words);
  return update(folder, {.added = index,
                         .first = 0,
                         .words = words,
                         .checkpoints = checkpoints,
                         .acronyms = mine_acronyms(index.documents),
                         .vectors = vectors,
                         .all = {}});
}

IndexUpdate XapianIndex::update(const fs::path& folder, const IndexSource& source) {
  IndexUpdate update{.kind = IndexUpdate::Kind::Unchanged,
                     .reason = {},
                     .written = 0,
                     .papers = source.words.papers()};
  std::error_code ignored;  // what a killed run left
  fs::remove_all(folder.string() + ".new", ignored);
  fs::remove_all(folder.string() + ".old", ignored);
  std::optional<std::string> reason;
  try {
    reason = try_append(folder, source, update);
  } catch (const Xapian::DatabaseLockError&) {
    fail(folder, "another program is writing this index; try again when it is done");
  } catch (const Xapian::Error&) {
    reason = "it is damaged";
  }
  if (!reason) return update;
  try {
    if (source.first == 0) {
      rebuild(folder, source.added, source);
    } else {
      rebuild(folder, source.all(), source);
    }
  } catch (const Xapian::DatabaseLockError&) {
    fail(folder, "another program is writing this index; try again when it is done");
  } catch (const Xapian::Error& error) {
    const char* const cause = error.get_error_string();
    fail(folder, "cannot write the index: " + error.get_msg() +
                     (cause == nullptr ? "" : std::string(": ") + cause));
  } catch (const fs::filesystem_error& error) {
    throw_file_error(folder, "cannot write the index", error.code().value());
  }
  update.kind = IndexUpdate::Kind::Rebuilt;
  update.reason = *reason;
  update.written = update.papers;
  return update;
}

XapianIndex XapianIndex::open(const fs::path& folder) {
  const std::string hint = "; run 'broadsheet build' to rebuild it";
  if (const std::optional<std::string> reason = doubt(folder, IndexLook::Stamps)) {
    fail(folder, "the index cannot be used: " + *reason + hint);
  }
  try {
    const Xapian::Database database(folder.string());
    if (!look_at(database)) fail(folder, "the index contradicts its own notes" + hint);
    return XapianIndex(std::make_unique<State>(folder, database));
  } catch (const Xapian::Error& error) {
    fail(folder, "the index is damaged: " + error.get_msg() +
                     "; run 'broadsheet build --clean' to rebuild it");
  }
}

XapianIndex::XapianIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
XapianIndex::XapianIndex(XapianIndex&&) noexcept = default;
XapianIndex& XapianIndex::operator=(XapianIndex&&) noexcept = default;
XapianIndex::~XapianIndex() = default;
std::size_t XapianIndex::papers() const { return state_->database.get_doccount(); }
std::size_t XapianIndex::common(const std::vector<Document>& documents) const {
  try {
    const std::optional<Existing> existing = look_at(state_->database);
    std::vector<Checkpoint> checkpoints;
    add_checkpoints(documents, checkpoints);
    return existing ? common_papers(existing->checkpoints, checkpoints) : 0;
  } catch (const Xapian::Error&) {
    return 0;  // damaged: nothing of it can be relied on
  }
}
const query::Lexicon& XapianIndex::lexicon() const { return state_->lexicon; }

}  // namespace broadsheet::index
