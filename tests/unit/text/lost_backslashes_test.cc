#include "text/lost_backslashes.h"

#include "support/catch.h"
#include "text/cleanup.h"

using namespace broadsheet;

TEST_CASE("backslashes that were read as escapes are restored where that is certain") {
  struct Case {
    std::string read, written;
  };
  const auto& [read, written] = GENERATE(values<Case>({
      {"$\frac{1}{2}$ and $\tau$ with $\beta$", R"($\frac{1}{2}$ and $\tau$ with $\beta$)"},
      {"$\theta \nu \rho$ $\bar x \text{a}$", R"($\theta \nu \rho$ $\bar x \text{a}$)"},
      {"$\nabla \times \neq$ $\\left(x\right)$", R"($\nabla \times \neq$ $\left(x\right)$)"},
      {"$\nu$ and $x_\nu$", R"($\nu$ and $x_\nu$)"},
      {"\begin{equation}a \neq b\\end{equation}", R"(\begin{equation}a \neq b\end{equation})"},
      {"a \frac12 b \vec x \alpha", R"(a \frac12 b \vec x \alpha)"},
      {"a \textbf{bold} word, a \tilde{x}, \norm{y}",
       R"(a \textbf{bold} word, a \tilde{x}, \norm{y})"},
      {R"($\\theta$ and $\\{a, b\\}$)", R"($\theta$ and $\{a, b\}$)"},
      // Line breaks of TeX.
      {R"($\begin{array}{c}a\\bc\end{array}$ and $$a\\bc$$)",
       R"($\begin{array}{c}a\\bc\end{array}$ and $$a\\bc$$)"},
      {R"(one \\ two $x \\ y$ \\three)", R"(one \\ two $x \\ y$ \\three)"},
      // White space is no lost command.
      {"$x +\nu$", "$x +\nu$"},
      {"first\nabla second\to third", "first\nabla second\to third"},
      {"a \fword", "a \fword"},
      {"$x\ny$ and\tan", "$x\ny$ and\tan"},
  }));
  CAPTURE(written);
  CHECK(text::restore_backslashes(read) == written);
}

TEST_CASE("cleaned text has its lost backslashes again") {
  CHECK(text::clean("Let $\frac{1}{2}$.\nNext") == "Let $\\frac{1}{2}$.\nNext");
  CHECK(text::clean_line("$\tau$ and\n$\beta$") == "$\\tau$ and $\\beta$");
}

TEST_CASE("names have accents again that lost their backslashes") {
  struct Case {
    std::string read, written;
  };
  const auto& [read, written] = GENERATE(values<Case>({
      {R"(Bj"orn Schr"oder)", R"(Bj\"orn Schr\"oder)"},
      {R"("Ozg"ur "Ozdemir)", R"(\"Ozg\"ur "Ozdemir)"},
      {"Jer^ome Mich`ele", R"(Jer\^ome Mich\`ele)"},
      {"Jure Lesko\v{c} \r{A}ngstr", R"(Jure Lesko\v{c} \r{A}ngstr)"},
      // These are what they seem.
      {R"(Robert "Ann" O'Hara, Ya'akov D'Oro)", R"(Robert "Ann" O'Hara, Ya'akov D'Oro)"},
      {R"(Bj\"orn)", R"(Bj\"orn)"},
      {"A\r{bc}", "A\r{bc}"},
      {"", ""},
  }));
  CAPTURE(written);
  CHECK(text::restore_accents(read) == written);
}
