#pragma once
// A list of another program, read as `import` reads it, and what became of it.

#include <string>
#include <utility>
#include <vector>

#include "import/read_source.h"

namespace broadsheet::test {

struct Outcome {
  std::string what;
  std::vector<std::string>
      papers;            ///< "2026-03-02 1706.03762v7 | title | authors | abstract | ..."
  std::string left_out;  ///< "line: reason: name" of each
  std::string unused;
  std::vector<Entry> entries;
  std::string problems;
  std::string dropped;  ///< values that state nothing
};

inline std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

inline Outcome read(const std::string& bytes, const std::string& path,
                    const std::string& map = "") {
  Diagnostics problems;
  std::vector<importer::ImportMap> maps;
  if (!map.empty()) maps.push_back(importer::parse_map(map, "map.yaml", problems).value());
  importer::ParseResult result = importer::read_source(bytes, path, problems, maps);
  Outcome outcome{.what = result.what,
                  .papers = {},
                  .left_out = {},
                  .unused = {},
                  .entries = {},
                  .problems = problems.str(),
                  .dropped = {}};
  for (importer::ParsedSource& source : result.sources) {
    for (Entry& entry : source.digest.papers) {
      std::string line = source.digest.date.str() + " " + entry.id.str();
      if (entry.version > 0) line += "v" + std::to_string(entry.version);
      line += " | " + entry.title + " | " + joined(entry.authors) + " | " + entry.abstract + " | " +
              joined(entry.categories) + " | " + joined(entry.topics);
      outcome.papers.push_back(line);
      outcome.entries.push_back(std::move(entry));
    }
  }
  for (const importer::LeftOut& paper : result.left_out) {
    outcome.left_out +=
        std::to_string(paper.where.line) + ": " + paper.reason + ": " + paper.name + "\n";
  }
  for (const auto& [name, count] : result.unused) {
    outcome.unused += name + " " + std::to_string(count) + "\n";
  }
  for (const auto& [name, count] : result.dropped) {
    outcome.dropped += name + " " + std::to_string(count) + "\n";
  }
  return outcome;
}

}  // namespace broadsheet::test
