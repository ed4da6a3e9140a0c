// Each folder beside this file is a small project; expected/ is its site, to the byte. The search
// index, which no person reads, stands in expected.sums, a line a file; the client and the shipped
// theme's static files are copies, and left out. UPDATE_GOLDENS=1 writes both anew.

#include <libdeflate.h>

#include <memory>
#include <string>

#include "app/build/build_site.h"
#include "base/hash.h"
#include "base/output.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;
using test::Tree;

namespace {

/// Builds a case; what an earlier build of this folder left in `state` is used.
Tree build_in_memory(const fs::path& project, const fs::path& state) {
  MemoryOutput output;
  const app::BuildReport report = app::build_into(project, state, output);
  INFO(report.warnings);
  REQUIRE_FALSE(report.failed);
  return output.files();
}

bool is_copy(const std::string& path) {
  return path.starts_with("assets/") || (path.starts_with("search/") && path.ends_with(".js"));
}

bool is_image(const std::string& path) { return path.ends_with(".png"); }

bool is_summed(const std::string& path) {
  return is_image(path) ||
         (path.starts_with("search/") && path != "search/index.html" && !is_copy(path));
}

/// The content of a file of result data or of an image: versions of the library deflate
/// differently.
std::string unpacked(const std::string& path, const std::string& file) {
  if (!is_image(path) && !path.starts_with("search/d/")) return file;
  // An image has its pixels in one chunk of data between a type and a checksum.
  const std::size_t begin = is_image(path) ? file.find("IDAT") + 4 : 0;
  const std::string bytes = file.substr(begin);
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> inflate(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  std::string plain(1 << 20, '\0');
  std::size_t size = 0;
  REQUIRE(libdeflate_zlib_decompress_ex(inflate.get(), bytes.data(), bytes.size(), plain.data(),
                                        plain.size(), nullptr, &size) == LIBDEFLATE_SUCCESS);
  plain.resize(size);
  return plain;
}

/// "1f2e3d4c5b6a7988 1234 search/manifest" for each file that is only summed: what it holds when
/// unpacked.
std::string sums_of(const Tree& tree) {
  std::string sums;
  for (const auto& [path, bytes] : tree) {
    if (!is_summed(path)) continue;
    const std::string plain = unpacked(path, bytes);
    sums += hash_hex(plain) + " " + std::to_string(plain.size()) + " " + path + "\n";
  }
  return sums;
}

Tree readable(const Tree& tree) {
  Tree kept;
  for (const auto& [path, bytes] : tree) {
    if (!is_summed(path) && !is_copy(path)) kept[path] = bytes;
  }
  return kept;
}

}  // namespace

TEST_CASE("each golden site is built to the byte") {
  for (const fs::path& project : test::cases_in("golden")) {
    CAPTURE(project.filename());
    const test::TempDir state;
    const Tree built = build_in_memory(project, state.path());
    if (test::update_goldens()) {
      test::write_tree(readable(built), project / "expected");
      write_file_atomically(project / "expected.sums", sums_of(built));
    }
    const Tree expected = test::read_tree(project / "expected");
    for (const auto& [path, bytes] : readable(built)) {
      INFO("new or different: " << path);
      CHECK((expected.contains(path) && expected.at(path) == bytes));
    }
    for (const auto& [path, bytes] : expected) {
      INFO("missing: " << path);
      CHECK(built.contains(path));
    }
    CHECK(sums_of(built) == read_file_if_exists(project / "expected.sums").value_or(""));

    // The same input, the same bytes: with what the first build left, and without.
    CHECK(build_in_memory(project, state.path()) == built);
    const test::TempDir other;
    CHECK(build_in_memory(project, other.path()) == built);
  }
}
