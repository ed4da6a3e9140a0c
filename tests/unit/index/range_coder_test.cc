#include "index/browser/range_coder.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "base/files.h"
#include "support/catch.h"

namespace broadsheet::search {
namespace {

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::string encoded(const nlohmann::json& symbols) {
  index::RangeEncoder out;
  for (const auto& symbol : symbols) {
    const std::string kind = symbol.at(0).get<std::string>();
    if (kind == "number") out.number(symbol.at(1).get<unsigned>(), symbol.at(2).get<unsigned>());
    if (kind == "symbol") out.symbol(symbol.at(1).get<unsigned>(), symbol.at(2).get<unsigned>());
    if (kind == "text") out.text(symbol.at(1).get<std::string>(), 0);
  }
  return out.finish();
}

}  // namespace

TEST_CASE("the coder writes the bytes that the vectors pin") {
  const auto vectors = nlohmann::json::parse(
      read_file(fs::path(BROADSHEET_SOURCE_DIR) / "tests/vectors/coder.json"));
  for (const auto& row : vectors) {
    CAPTURE(row.at("about").get<std::string>());
    CHECK(hex(encoded(row.at("symbols"))) == row.at("bytes").get<std::string>());
  }
}

TEST_CASE("what repeats costs less and less") {
  index::RangeEncoder out;
  for (int i = 0; i < 1000; ++i) out.number(index::kTableGap, 3);
  CHECK(out.finish().size() < 60);
}

TEST_CASE("a stream of nothing is empty") {
  index::RangeEncoder out;
  CHECK(out.finish().empty());
}

TEST_CASE("carries run through bytes of ones") {
  // Improbable symbols after probable ones push the lower end far up.
  index::RangeEncoder out;
  for (int i = 0; i < 5000; ++i) out.bit(0, i % 97 == 96 ? 0 : 1);
  for (int i = 0; i < 5000; ++i) out.bit(0, i % 89 == 88 ? 1 : 0);
  const std::string bytes = out.finish();
  CHECK(bytes.size() > 100);
  CHECK(bytes.size() < 1000);
}

TEST_CASE("lists fall into classes by their size") {
  struct Case {
    std::uint32_t count, size;
  };
  const auto& [count, size] = GENERATE(values<Case>(
      {{1, 0}, {2, 1}, {3, 1}, {4, 2}, {255, 7}, {256, 8}, {65535, 15}, {4000000000U, 15}}));
  CAPTURE(count);
  CHECK(index::size_class(count) == size);
}

}  // namespace broadsheet::search
