#include "model/paper_id.h"

#include <string>

#include "support/catch.h"

using broadsheet::PaperId;

TEST_CASE("an arXiv id is read with or without its version") {
  struct Case {
    std::string text, id;
    int version;
  };
  const auto& [text, id, version] = GENERATE(values<Case>({
      {"2607.01234", "2607.01234", 0},
      {"2607.01234v3", "2607.01234", 3},
      {"2607.01234v12", "2607.01234", 12},
      {"0704.0001", "0704.0001", 0},      // four digits until the end of 2014
      {"2607.123456", "2607.123456", 0},  // six are foreseen
      {"hep-th/9901001v1", "hep-th/9901001", 1},
      {"math.GT/0309136", "math.GT/0309136", 0},
      {"cs/0112017", "cs/0112017", 0},
      {"cond-mat.mes-hall/0101001", "cond-mat.mes-hall/0101001", 0},
  }));
  CAPTURE(text);
  REQUIRE(PaperId::parse(text));
  CHECK(PaperId::parse(text)->str() == id);
  CHECK(PaperId::version_of(text) == version);
}

TEST_CASE("what is not an arXiv id is refused") {
  const std::string text =
      GENERATE(as<std::string>{}, "", " 2607.01234", "2607.01234 ", "2607.1", "2607.123",
               "2607.1234567", "10.1145/3292500", "2607.01234v", "2607.01234v0", "2607.01234v1v2",
               "2607.01234v12345", "2613.01234", "2600.01234", "2607.0123x", "v3", "2607", "2607.",
               ".01234", "2607,01234", "hep-th/99010", "hep-th/9913001", "/9901001",
               "HEP-TH/9901001", "math./0309136", "math.G/0309136", "-th/9901001",
               "../../etc/passwd", "a/b/9901001", "0112017", "2607.01234\n", "\xFF\xFE");
  CAPTURE(text);
  CHECK_FALSE(PaperId::parse(text));
  CHECK(PaperId::version_of(text) == 0);
}

TEST_CASE("an embedded zero byte does not end an arXiv id early") {
  CHECK_FALSE(PaperId::parse(std::string("2607.01234\0", 11)));
}

TEST_CASE("an arXiv id is safe as one file name") {
  CHECK(PaperId::parse("hep-th/9901001v2")->file_stem() == "hep-th_9901001");
  CHECK(PaperId::parse("2607.01234")->file_stem() == "2607.01234");
}

TEST_CASE("arXiv ids compare by their text") {
  CHECK(*PaperId::parse("2607.01234") == *PaperId::parse("2607.01234v2"));
  CHECK(*PaperId::parse("2607.01234") < *PaperId::parse("2607.01235"));
}

TEST_CASE("an identifier states in which month its first version came") {
  CHECK(PaperId::parse("2607.01234")->month() == broadsheet::Month(2026, 7));
  CHECK(PaperId::parse("0704.0001v2")->month() == broadsheet::Month(2007, 4));
  CHECK(PaperId::parse("hep-th/9901001")->month() == broadsheet::Month(1999, 1));
  CHECK(PaperId::parse("math.GT/0309136")->month() == broadsheet::Month(2003, 9));
}
