// Holds every #include of generator/ to the floors and the doors of docs/ARCHITECTURE.md.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "support/catch.h"

using namespace broadsheet;

namespace {

const std::map<std::string, int> kFloors = {
    {"base", 0},  {"text", 1},    {"model", 1},  {"config", 1}, {"net", 1},     {"ingest", 2},
    {"arxiv", 2}, {"scoring", 2}, {"search", 2}, {"render", 3}, {"publish", 3}, {"app", 4}};

/// Which sources may name a library, by the begin of its header's name.
struct Door {
  std::string_view header;
  std::vector<std::string> sources;  ///< paths, or begins of paths that end with '*'
};

const std::vector<Door> kDoors = {
    {"cmark-gfm", {"text/markdown.cc", "ingest/markdown_tree*"}},
    {"duktape", {"text/js_engine_duktape.cc"}},
    {"quickjs/quickjs", {"text/js_engine_quickjs.cc"}},
    {"utf8proc", {"text/*"}},
    {"yaml-cpp/", {"config/yaml_tree.cc", "render/theme.cc"}},
    {"curl/", {"net/curl_transport.cc"}},
    {"pugixml", {"arxiv/feeds.cc"}},
    {"xapian", {"search/xapian_*", "search/stem.cc"}},
    {"libdeflate", {"search/*"}},
    {"simdjson", {"ingest/json_tree.cc"}},
    {"kainjow/", {"render/template_engine.cc"}},
    {"CLI/", {"main.cc", "commands.cc", "command_options.h", "command_reference.cc"}},
    {"httplib", {"app/cmd_serve.cc"}},
    {"xxhash", {"base/hash.cc"}},
};

struct Include {
  int line = 0;
  std::string name;
};

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> includes;
  int line = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view row = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    ++line;
    if (!row.starts_with("#include ")) continue;
    const std::size_t open = row.find_first_of("<\"");
    const std::size_t close = row.find_first_of(">\"", open + 1);
    if (close == std::string_view::npos) continue;
    includes.push_back({line, std::string(row.substr(open + 1, close - open - 1))});
  }
  return includes;
}

bool allowed(const std::string& source, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern.ends_with('*')
               ? source.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1))
               : source == pattern;
  });
}

/// "generator/text/slug.h:7: may not include ..." for each edge that breaks a rule.
std::vector<std::string> broken_edges() {
  const fs::path root = fs::path(BROADSHEET_SOURCE_DIR) / "generator";
  std::vector<std::string> broken;
  for (const std::string& source : list_files(root)) {
    if (!source.ends_with(".h") && !source.ends_with(".cc")) continue;
    const std::string folder = source.substr(0, std::min(source.find('/'), source.size()));
    const auto floor = kFloors.find(folder);
    for (const Include& include : includes_of(read_file(root / source))) {
      const auto complain = [&](const std::string& why) {
        broken.push_back("generator/" + source + ":" + std::to_string(include.line) + ": '" +
                         include.name + "' " + why);
      };
      const std::string target = include.name.substr(0, include.name.find('/'));
      const auto target_floor = kFloors.find(target);
      if (target_floor != kFloors.end() && include.name.find('/') != std::string::npos) {
        if (floor != kFloors.end() && folder != target && target_floor->second >= floor->second) {
          complain("points up or to a neighbour: " + folder + " stands on floor " +
                   std::to_string(floor->second) + ", " + target + " on floor " +
                   std::to_string(target_floor->second));
        }
        continue;
      }
      for (const Door& door : kDoors) {
        if (include.name.starts_with(door.header) && !allowed(source, door.sources)) {
          complain("is another file's library; see the doors in docs/ARCHITECTURE.md");
        }
      }
      if (include.name.starts_with("nlohmann/") && source.ends_with(".h")) {
        complain("stands in no header");
      }
    }
  }
  return broken;
}

}  // namespace

TEST_CASE("every include points down, and every library has its door") {
  std::string edges;
  for (const std::string& edge : broken_edges()) edges += edge + "\n";
  INFO(edges);
  CHECK(edges.empty());
}

TEST_CASE("every header begins with #pragma once and says what it is for") {
  const fs::path root = fs::path(BROADSHEET_SOURCE_DIR) / "generator";
  for (const std::string& source : list_files(root)) {
    if (!source.ends_with(".h")) continue;
    CAPTURE(source);
    CHECK(read_file(root / source).starts_with("#pragma once\n//"));
  }
}
