// Compares every #include of generator/ with the layers of generator/CMakeLists.txt and with the
// table of libraries below: a folder includes what it links and links what it includes, there is no
// include cycle between folders or files, and each library is known to few sources.

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "support/catch.h"

using namespace broadsheet;

namespace {

/// The sources that may include a library, by the beginning of its header's name.
struct LibraryUse {
  std::string_view header;
  std::string_view dependency;       ///< dep::NAME of generator/dependencies.cmake
  std::vector<std::string> sources;  ///< paths, or beginnings of paths that end with '*'
};

const std::vector<LibraryUse> kLibraryUses = {
    {"cmark-gfm", "cmark", {"text/markdown.cc", "import/source/markdown_tree*"}},
    {"duktape", "js", {"maths/js_engine_duktape.cc"}},
    {"quickjs/quickjs", "js", {"maths/js_engine_quickjs.cc"}},
    {"utf8proc", "utf8proc", {"text/*", "tex/*"}},
    {"yaml.h", "yaml", {"yaml/*"}},
    {"curl/", "curl", {"net/curl_transport.cc", "net/curl_smtp.cc"}},
    {"pugixml", "xml", {"arxiv/xml.h", "import/readers/feed_records.cc", "maths/mathml_tree.cc"}},
    {"xapian", "xapian", {"index/xapian/*", "index/stem.cc"}},
    {"libdeflate", "deflate", {"index/browser/*", "render/files/png.cc"}},
    {"simdjson", "simdjson", {"json/document.cc"}},
    {"kainjow/", "mustache", {"theme/template_engine.cc"}},
    {"CLI/", "cli", {"cli/*"}},
    {"httplib", "httplib", {"app/serve/preview_server.cc"}},
    {"xxhash", "xxhash", {"base/hash.cc"}},
};

struct Include {
  int line = 0;
  std::string name;
};

using Graph = std::map<std::string, std::set<std::string>>;

fs::path generator_folder() { return fs::path(BROADSHEET_SOURCE_DIR) / "generator"; }

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> includes;
  std::istringstream lines(text);
  std::string row;
  for (int line = 1; std::getline(lines, row); ++line) {
    if (!row.starts_with("#include ")) continue;
    const std::size_t open = row.find_first_of("<\"");
    const std::size_t close = row.find_first_of(">\"", open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({line, row.substr(open + 1, close - open - 1)});
  }
  return includes;
}

/// The includes of every source and header, by path below generator/.
const std::map<std::string, std::vector<Include>>& all_includes() {
  static const auto includes = [] {
    std::map<std::string, std::vector<Include>> found;
    for (const std::string& source : list_files(generator_folder())) {
      if (!source.ends_with(".h") && !source.ends_with(".cc")) continue;
      found[source] = includes_of(read_file(generator_folder() / source));
    }
    return found;
  }();
  return includes;
}

/// What `layer(FOLDER LIBRARIES...)` of generator/CMakeLists.txt links: folders and dep::x.
Graph declared_layers() {
  Graph layers;
  const std::string text = read_file(generator_folder() / "CMakeLists.txt");
  for (std::size_t at = text.find("\nlayer("); at != std::string::npos;
       at = text.find("\nlayer(", at + 1)) {
    const std::size_t begin = at + std::string_view("\nlayer(").size();
    std::istringstream words(text.substr(begin, text.find(')', begin) - begin));
    std::string folder;
    words >> folder;
    std::set<std::string>& links = layers[folder];
    for (std::string word; words >> word;) links.insert(word);
  }
  return layers;
}

/// The libraries, as dep::x, whose headers the sources of a folder include.
std::set<std::string> libraries_of(const std::string& folder) {
  std::set<std::string> libraries;
  for (const auto& [source, includes] : all_includes()) {
    if (folder_of(source) != folder) continue;
    for (const Include& include : includes) {
      for (const LibraryUse& use : kLibraryUses) {
        if (include.name.starts_with(use.header)) {
          libraries.insert("dep::" + std::string(use.dependency));
        }
      }
    }
  }
  return libraries;
}

/// Folders by the folders whose headers they include.
Graph folder_graph() {
  Graph graph;
  for (const auto& [source, includes] : all_includes()) {
    std::set<std::string>& targets = graph[folder_of(source)];
    for (const Include& include : includes) {
      const std::string target = folder_of(include.name);
      if (all_includes().count(include.name) != 0 && target != folder_of(source)) {
        targets.insert(target);
      }
    }
  }
  return graph;
}

Graph file_graph() {
  Graph graph;
  for (const auto& [source, includes] : all_includes()) {
    for (const Include& include : includes) {
      if (all_includes().count(include.name) != 0) graph[source].insert(include.name);
    }
  }
  return graph;
}

/// One cycle as "a -> b -> a"; empty if there is none.
std::string find_cycle(const Graph& graph) {
  enum class State { New, Open, Done };
  std::map<std::string, State> states;
  std::vector<std::string> path;
  std::string cycle;
  const std::function<bool(const std::string&)> visit = [&](const std::string& node) {
    states[node] = State::Open;
    path.push_back(node);
    const auto edges = graph.find(node);
    if (edges != graph.end()) {
      for (const std::string& next : edges->second) {
        if (states[next] == State::Open) {
          for (auto at = std::find(path.begin(), path.end(), next); at != path.end(); ++at) {
            cycle += *at + " -> ";
          }
          cycle += next;
          return true;
        }
        if (states[next] == State::New && visit(next)) return true;
      }
    }
    path.pop_back();
    states[node] = State::Done;
    return false;
  };
  for (const auto& [node, edges] : graph) {
    if (states[node] == State::New && visit(node)) break;
  }
  return cycle;
}

bool allowed(const std::string& source, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern.ends_with('*')
               ? source.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1))
               : source == pattern;
  });
}

}  // namespace

TEST_CASE("every folder links exactly the folders and libraries whose headers it includes") {
  const Graph declared = declared_layers();
  for (auto [folder, used] : folder_graph()) {
    if (folder == "cli") continue;  // the program itself, linked by hand
    CAPTURE(folder);
    REQUIRE(declared.count(folder) == 1);
    used.merge(libraries_of(folder));
    // std::thread and std::mutex need it; the lowest layer links it for all.
    if (folder == "base") used.insert("dep::threads");
    std::string differences;
    for (const std::string& target : used) {
      if (declared.at(folder).count(target) == 0)
        differences += "includes, not linked: " + target + "\n";
    }
    for (const std::string& target : declared.at(folder)) {
      if (used.count(target) == 0) differences += "linked, never included: " + target + "\n";
    }
    CHECK(differences == "");
  }
}

TEST_CASE("there is no include cycle between folders or files") {
  CHECK(find_cycle(folder_graph()) == "");
  CHECK(find_cycle(file_graph()) == "");
  CHECK(find_cycle({{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}}) == "b -> c -> b");
}

TEST_CASE("every library is included by the sources that docs/ARCHITECTURE.md names") {
  std::string strangers;
  for (const auto& [source, includes] : all_includes()) {
    for (const Include& include : includes) {
      const std::string place =
          "generator/" + source + ":" + std::to_string(include.line) + ": " + include.name + "\n";
      for (const LibraryUse& use : kLibraryUses) {
        if (include.name.starts_with(use.header) && !allowed(source, use.sources))
          strangers += place;
      }
    }
  }
  CHECK(strangers == "");
}

TEST_CASE("a folder of the generator holds at most 30 sources and headers") {
  std::map<std::string, int> files;
  for (const auto& [source, includes] : all_includes()) ++files[folder_of(source)];
  for (const auto& [folder, count] : files) {
    CAPTURE(folder);
    CHECK(count <= 30);
  }
}

TEST_CASE("every header begins with #pragma once and a comment on what it is for") {
  for (const auto& [source, includes] : all_includes()) {
    if (!source.ends_with(".h")) continue;
    CAPTURE(source);
    CHECK(read_file(generator_folder() / source).starts_with("#pragma once\n//"));
  }
}
