// Part of the door to Xapian.
#include "index/xapian/xapian_metadata.h"

#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <system_error>

#include "base/files.h"
#include "base/hash.h"
#include "index/xapian/xapian_database.h"

namespace broadsheet::index {
namespace {

constexpr const char* kSealName = "seal";

std::string hashed_text(const Document& document) {
  std::string text = encode_data(document);
  text += '\n';
  text += std::to_string(document.day.number());
  for (const std::string& doi : document.dois) text += '\n' + doi;
  return text;
}

// A hash of all bytes, read piece by piece.
std::string content_hash(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> piece(std::size_t{1} << 18U);
  std::string hashes;
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    hashes += hash_hex({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  return hash_hex(hashes);
}

// The version, then names, sizes and times: a database that was cut off while being written, or
// touched by another hand, differs from it.
std::string stamps_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  walk(folder, [&](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code vanished;
    if (!entry.is_regular_file(vanished) || name == kSealName || name == "flintlock") return false;
    const std::uintmax_t size = entry.file_size(vanished);
    const fs::file_time_type time = entry.last_write_time(vanished);
    if (!vanished)
      files[name] = std::to_string(size) + ' ' + std::to_string(time.time_since_epoch().count());
    return false;
  });
  std::string seal = version_text() + '\n';
  for (const auto& [name, facts] : files) seal += name + ' ' + facts + '\n';
  return seal;
}

// A line after the stamps: detects bytes that a disk lost with unchanged size and time.
std::string hashes_of(const fs::path& folder) {
  std::string hashes;
  for (const std::string& name : list_files(folder)) {
    if (name != kSealName && name != "flintlock") hashes += content_hash(folder / name);
  }
  return hash_hex(hashes) + '\n';
}

}  // namespace

std::string version_text() { return std::to_string(kIndexSchema) + " " + Xapian::version_string(); }

void add_checkpoints(const std::vector<Document>& documents, std::vector<Checkpoint>& checkpoints) {
  std::string chained;
  const Checkpoint last = checkpoints.empty() ? Checkpoint{} : checkpoints.back();
  std::uint64_t hash = last.hash;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    chained.assign(reinterpret_cast<const char*>(&hash), sizeof hash);
    chained += hashed_text(documents[i]);
    hash = hash64(chained);
    if (i + 1 == documents.size() || documents[i + 1].day != documents[i].day) {
      checkpoints.push_back({.papers = last.papers + i + 1, .hash = hash});
    }
  }
}

std::string encode_checkpoints(const std::vector<Checkpoint>& checkpoints) {
  std::string text;
  for (const Checkpoint& checkpoint : checkpoints) {
    text += std::to_string(checkpoint.papers) + ' ' + std::to_string(checkpoint.hash) + '\n';
  }
  return text;
}

std::vector<Checkpoint> decode_checkpoints(std::string_view text) {
  std::vector<Checkpoint> checkpoints;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    Checkpoint checkpoint;
    const auto papers = std::from_chars(at, end, checkpoint.papers);
    if (papers.ec != std::errc() || papers.ptr == end) return {};
    const auto hash = std::from_chars(papers.ptr + 1, end, checkpoint.hash);
    if (hash.ec != std::errc() || hash.ptr == end) return {};
    checkpoints.push_back(checkpoint);
    at = hash.ptr + 1;
  }
  return checkpoints;
}

std::uint32_t common_papers(const std::vector<Checkpoint>& old_ones,
                            const std::vector<Checkpoint>& new_ones) {
  std::uint32_t common = 0;
  for (std::size_t i = 0; i < std::min(old_ones.size(), new_ones.size()); ++i) {
    if (old_ones[i].papers != new_ones[i].papers || old_ones[i].hash != new_ones[i].hash) break;
    common = new_ones[i].papers;
  }
  return common;
}

void write_seal(const fs::path& folder) {
  write_file_atomically(folder / kSealName, stamps_of(folder) + hashes_of(folder));
}

std::optional<std::string> XapianIndex::doubt(const fs::path& folder, IndexLook look) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return "there is none";
  const std::optional<std::string> seal = read_file_if_exists(folder / kSealName);
  if (!seal) return "it was not finished";
  if (!seal->starts_with(version_text() + '\n')) return "it is of another version";
  const std::string stamps = stamps_of(folder);
  if (!seal->starts_with(stamps)) return "its files were changed or not finished";
  if (look == IndexLook::Contents && seal->substr(stamps.size()) != hashes_of(folder)) {
    return "its files are damaged";
  }
  return std::nullopt;
}

}  // namespace broadsheet::index
