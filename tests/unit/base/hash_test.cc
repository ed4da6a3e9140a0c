#include "base/hash.h"

#include "support/catch.h"

using broadsheet::HashSum;

TEST_CASE("a sum of values depends on each value, its kind and its place") {
  const std::uint64_t sum = HashSum().add("ab").add(std::uint64_t{3}).add(0.5).value();
  CHECK(sum == HashSum().add("ab").add(std::uint64_t{3}).add(0.5).value());
  CHECK(sum != HashSum().add("ab").add(0.5).add(std::uint64_t{3}).value());
  CHECK(sum != HashSum().add("ab").add(3.0).add(0.5).value());
  CHECK(HashSum().add("ab").add("c").value() != HashSum().add("a").add("bc").value());
  CHECK(HashSum().add("").value() != HashSum().value());
}

TEST_CASE("a long sum still depends on its first values") {
  HashSum one, other;
  one.add(std::uint64_t{1});
  other.add(std::uint64_t{2});
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    one.add(i);
    other.add(i);
  }
  CHECK(one.value() != other.value());
}
