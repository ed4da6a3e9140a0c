// Writes the browser's index of papers that come as JSON lines on standard input, in document
// order:
//
//     {"id": "2602.01234", "day": "2026-02-27", "score": 17, "title": "...", "authors": ["..."],
//      "comment": "...", "abstract": "...", "topics": ["..."], "categories": ["cs.LG"]}
//
//     write_index OUT [bucket long pairs lexicon] < papers.jsonl
//
// Says on standard error how long the steps took.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "index/acronyms.h"
#include "index/browser/client_index.h"

namespace {

using namespace broadsheet;

constexpr std::size_t kPapersAtOnce = 1024;

class FolderOutput : public OutputSink {
 public:
  explicit FolderOutput(fs::path root) : root_(std::move(root)) {}

  void write(std::string_view path, std::string_view bytes) override {
    const fs::path file = root_ / path;
    if (file.parent_path() != last_folder_) {
      last_folder_ = file.parent_path();
      fs::create_directories(last_folder_);
    }
    std::ofstream(file, std::ios::binary) << bytes;
    total_ += bytes.size();
    ++files_;
  }

  std::size_t total() const { return total_; }
  std::size_t files() const { return files_; }

 private:
  fs::path root_;
  fs::path last_folder_;
  std::size_t total_ = 0;
  std::size_t files_ = 0;
};

index::Document document_of(const nlohmann::json& row) {
  index::Document paper{.id = *PaperId::parse(row.at("id").get<std::string>()),
                        .day = *Day::parse(row.at("day").get<std::string>())};
  paper.score = row.at("score").get<double>();
  paper.title = row.at("title").get<std::string>();
  paper.authors = row.at("authors").get<std::vector<std::string>>();
  paper.comment = row.at("comment").get<std::string>();
  paper.abstract = row.at("abstract").get<std::string>();
  paper.topics = row.value("topics", std::vector<std::string>{});
  paper.categories = row.value("categories", std::vector<std::string>{});
  paper.url = "/papers/" + paper.id.file_stem() + "/";
  return paper;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: write_index OUT [bucket long pairs lexicon] < papers.jsonl\n";
    return 2;
  }
  index::ClientIndexOptions options;
  if (argc > 2) options.bucket_bytes = std::strtoul(argv[2], nullptr, 10);
  if (argc > 3) options.own_bytes = std::strtoul(argv[3], nullptr, 10);
  if (argc > 4) options.pair_words = std::strtoul(argv[4], nullptr, 10);
  if (argc > 5) options.lexicon_bytes = std::strtoul(argv[5], nullptr, 10);

  const auto start = std::chrono::steady_clock::now();
  FolderOutput folder(argv[1]);
  index::ClientIndexWriter writer(options, folder);
  index::PackedIndex words;
  index::AcronymMiner acronyms;
  std::vector<index::Document> papers;
  std::size_t count = 0;
  std::string line;
  for (bool more = true; more;) {
    more = static_cast<bool>(std::getline(std::cin, line));
    if (more) papers.push_back(document_of(nlohmann::json::parse(line)));
    if (papers.size() < kPapersAtOnce && more) continue;
    count += papers.size();
    const index::InvertedIndex range = index::invert(std::exchange(papers, {}));
    words.add(range);
    for (const index::Document& paper : range.documents) acronyms.add(paper);
    writer.add(range);
  }
  std::cerr << count << " papers read and packed in " << seconds_since(start) << " s\n";
  words.finish();
  index::PaperVectors vectors;
  vectors.update(words);
  std::cerr << "vectors after " << seconds_since(start) << " s\n";
  writer.finish(words, acronyms.acronyms(), vectors);
  std::cerr << folder.files() << " files, " << folder.total() << " bytes, in "
            << seconds_since(start) << " s\n";
  return 0;
}
