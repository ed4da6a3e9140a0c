#include "import/papers/page_header.h"

#include "support/catch.h"

namespace broadsheet::ingest {

TEST_CASE("a stated total cost is kept if it is not the sum of its parts") {
  importer::PageHead head;
  head.total_cost = 2.5;
  Digest alone{.date = Day(2025, 1, 17)};
  fill_head(head, alone);
  CHECK(alone.usage.stated_cost == 2.5);
  CHECK(alone.extra.empty());

  head.usage.prompt_cost = 1.5;
  head.usage.completion_cost = 1.0;
  Digest split{.date = Day(2025, 1, 17)};
  fill_head(head, split);
  CHECK_FALSE(split.usage.stated_cost);
  CHECK(split.usage.total_cost() == 2.5);

  head.total_cost = 2.49;  // the parts were rounded by themselves
  Digest rounded{.date = Day(2025, 1, 17)};
  fill_head(head, rounded);
  CHECK(rounded.usage.total_cost() == 2.49);
}

TEST_CASE("lines of totals are distinguished from others") {
  importer::PageHead head;
  CHECK(read_total("Total cost: $0.98", head));
  CHECK(head.total_cost == 0.98);
  CHECK_FALSE(read_total("Total cost: much", head));
  CHECK_FALSE(read_total("Total recall: 3", head));
  CHECK(importer::read_count("1,234") == 1234);
  CHECK_FALSE(importer::read_count("-1"));
  CHECK(importer::read_cost("0.08") == 0.08);
  CHECK_FALSE(importer::read_cost("$"));
  CHECK_FALSE(importer::read_cost("0.08 euros"));
}

TEST_CASE("costs are read as they are written") {
  for (const char* text : {"$0.98", "$ 0.98", "0.98 USD", "USD 0.98", "US$0.98", "$0.98 (gpt-4o)",
                           "$0,98", "0,98 $"}) {
    CAPTURE(text);
    CHECK(importer::read_cost(text) == 0.98);
  }
  CHECK(importer::read_cost("$1,234.50") == 1234.5);
  CHECK(importer::read_cost("$1,234") == 1234);
  CHECK(importer::read_cost("$1,234,567") == 1234567);
  for (const char* text : {"€0.98", "$1,23,4", "$1,2.5", "$,5", "0.98 a", "N/A", ""}) {
    CAPTURE(text);
    CHECK_FALSE(importer::read_cost(text));
  }
  importer::PageHead head;
  CHECK(importer::read_usage_row({"Cost", "N/A", "N/A", "$0.50"}, head));
  CHECK(head.total_cost == 0.5);
  CHECK_FALSE(head.usage.prompt_cost);
}

}  // namespace broadsheet::ingest
