#include "base/numbers.h"

#include <limits>

#include "base/log.h"
#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("decimals are as many as asked for, and rounded") {
  struct Case {
    double number;
    int digits;
    std::string fixed, shortened;
  };
  const auto& [number, digits, fixed, shortened] = GENERATE(values<Case>({
      {0, 2, "0.00", "0"},
      {17, 2, "17.00", "17"},
      {16.5, 2, "16.50", "16.5"},
      {0.005, 2, "0.01", "0.01"},
      {0.125, 2, "0.12", "0.12"},  // halves go to the even digit
      {99.999, 2, "100.00", "100"},
      {-1.5, 1, "-1.5", "-1.5"},
      {1200, 0, "1200", "1200"},
      {100, 1, "100.0", "100"},
      {1e21, 1, "1000000000000000000000.0", "1000000000000000000000"},
  }));
  CAPTURE(number, digits);
  CHECK(fixed_decimals(number, digits) == fixed);
  CHECK(short_decimals(number, digits) == shortened);
}

TEST_CASE("the largest number has room") {
  CHECK(fixed_decimals(-std::numeric_limits<double>::max(), 20).size() == 1 + 309 + 1 + 20);
}

TEST_CASE("times are written in seconds, long ones in minutes") {
  struct Case {
    double seconds;
    std::string text;
  };
  const auto& [seconds, text] = GENERATE(values<Case>({
      {0, "0.00 s"},
      {0.123, "0.12 s"},
      {9.99, "9.99 s"},
      {10, "10.0 s"},
      {59.94, "59.9 s"},
      {60, "1 min 0 s"},
      {199.6, "3 min 20 s"},
      {7200, "120 min 0 s"},
  }));
  CAPTURE(seconds);
  CHECK(duration_text(std::chrono::duration<double>(seconds)) == text);
}

TEST_CASE("long numbers have commas, and nouns their plural") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(-1234567) == "-1,234,567");
  CHECK(grouped(-123) == "-123");
  CHECK(counted(0, "error") == "0 errors");
  CHECK(counted(1, "error") == "1 error");
  CHECK(counted(4395, "paper") == "4,395 papers");
}
