#include "text/markdown_formulas.h"

#include "support/catch.h"
#include "support/processor_time.h"

using namespace broadsheet::text;

namespace {

std::vector<std::string> formulas(const std::string& markdown) {
  std::vector<std::string> found;
  for (const MarkdownFormula& formula : formulas_in_markdown(markdown)) {
    CHECK(markdown.substr(formula.offset, formula.length).find(formula.tex) != std::string::npos);
    found.push_back((formula.display ? "$$" : "") + formula.tex);
  }
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("formulas of Markdown are found as GitHub and Pandoc find them") {
  CHECK(formulas("Let $x_1$ and $y$.") == Found{"x_1", "y"});
  CHECK(formulas("$$\\sum_i x_i$$") == Found{"$$\\sum_i x_i"});
  CHECK(formulas("$$\na\n$$") == Found{"$$\na\n"});
  CHECK(formulas("a cost of $5 and $6") == Found{});
  CHECK(formulas("$5 and x$ that") == Found{"5 and x"});
  CHECK(formulas("not \\$x$ here") == Found{});
  CHECK(formulas("$a \\$ b$") == Found{"a \\$ b"});
  CHECK(formulas("$a\n\nb$") == Found{});
  CHECK(formulas("$$$$") == Found{});
  CHECK(formulas("$") == Found{});
}

TEST_CASE("code and targets of links have no formulas") {
  CHECK(formulas("`$x$` and ``a ` $y$`` and $z$") == Found{"z"});
  CHECK(formulas("```\n$x$\n```\n$y$") == Found{"y"});
  CHECK(formulas("~~~ sh\necho $a $b$\n~~~~\n$y$") == Found{"y"});
  CHECK(formulas("```\n$x$") == Found{});
  CHECK(formulas("``` $a$ ``` $b$") == Found{"b"});
  CHECK(formulas("[a](b$c$d) $e$") == Found{"e"});
  CHECK(formulas("an unclosed ` and $x$") == Found{"x"});
}

TEST_CASE("time for hostile Markdown is linear") {
  for (const std::string part : {"$a", "$$", "`a", "``` a\n", "](", "\\", "$a$$"}) {
    CAPTURE(part);
    const auto text = [&](std::size_t times) {
      std::string all;
      for (std::size_t i = 0; i < times; ++i) all += part;
      return all;
    };
    const std::string large = text(200'000);
    const broadsheet::test::ProcessorTime time;
    formulas_in_markdown(large);
    CHECK(time.seconds() < 2);
  }
}
