#include "maths/maths.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "support/catch.h"
#include "support/fixtures.h"
#include "support/processor_time.h"
#include "tex/text.h"
#include "text/utf8.h"

using namespace broadsheet;
using namespace broadsheet::maths;

namespace {

// One engine for all tests: its start is what costs.
MathsConverter& converter() {
  static MathsConverter shared;
  return shared;
}

std::string inline_maths(std::string_view tex) { return converter().to_mathml(tex, false); }

// Whether every element is closed, in turn, and every & begins an entity that XML knows.
bool is_well_formed(std::string_view xml) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    if (xml[i] == '&') {
      bool known = false;
      for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}) {
        known = known || xml.substr(i, entity.size()) == entity;
      }
      if (!known) return false;
    }
    if (xml[i] != '<') continue;
    const std::size_t end = xml.find('>', i);
    if (end == std::string_view::npos) return false;
    const std::string_view tag = xml.substr(i + 1, end - i - 1);
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.emplace_back(tag.substr(0, tag.find(' ')));
    }
    i = end;
  }
  return open.empty() && text::first_invalid_utf8(xml) == std::string_view::npos;
}

void texts_of(const nlohmann::json& value, std::vector<std::string>& texts) {
  if (value.is_string()) {
    texts.push_back(value.get<std::string>());
  } else {
    for (const nlohmann::json& part : value) {
      if (part.is_structured() || part.is_string()) texts_of(part, texts);
    }
  }
}

struct Case {
  std::string tex, mathml;
};

/// A formula and whether it is displayed.
using Formulas = std::set<std::pair<std::string, bool>>;

/// The formulas in all strings of the JSON files under `folder`.
Formulas formulas_under(const std::filesystem::path& folder) {
  Formulas formulas;
  for (const std::string& path : list_files(folder)) {
    if (!path.ends_with(".json")) continue;
    std::vector<std::string> texts;
    texts_of(nlohmann::json::parse(read_file(folder / path)), texts);
    for (const std::string& text : texts) {
      for (const tex::Formula& formula : tex::formulas_in(text))
        formulas.emplace(formula.tex, formula.display);
    }
  }
  return formulas;
}

/// Those of `formulas` that cannot be read; the markup of each is well-formed all the same.
std::vector<std::string> unreadable(const Formulas& formulas) {
  MathsConverter maths;
  for (const auto& [tex, display] : formulas) {
    CAPTURE(tex);
    REQUIRE(is_well_formed(maths.to_mathml(tex, display)));
  }
  for (const std::string& tex : maths.failed()) WARN("cannot be read: " << tex);
  return {maths.failed().begin(), maths.failed().end()};
}

}  // namespace

TEST_CASE("formulas become MathML Core") {
  const auto& [tex, mathml] = GENERATE(values<Case>({
      {"x", "<math><mi>x</mi></math>"},
      {" x ", "<math><mi>x</mi></math>"},
      {R"(\alpha)", "<math><mi>α</mi></math>"},
      {R"(\mathbb R)", "<math><mi>ℝ</mi></math>"},
      {R"(\mathcal{L}\mathfrak{g}\mathbf{x}\boldsymbol{\theta})",
       "<math><mi>ℒ</mi><mi>𝔤</mi><mi>𝐱</mi><mi>𝜽</mi></math>"},
      {R"(\mathrm{d})", "<math><mi mathvariant=\"normal\">d</mi></math>"},
      {R"(\mathrm{KL})", "<math><mi>KL</mi></math>"},
      {"w_{\\min}", "<math><msub><mi>w</mi><mi>min</mi></msub></math>"},
      {"w^{\\max}_{\\min}", "<math><msubsup><mi>w</mi><mi>min</mi><mi>max</mi></msubsup></math>"},
      {"\\log n", "<math><mi>log</mi><mo>\u2061</mo><mspace width=\"0.1667em\"/><mi>n</mi></math>"},
      {"\\log_2 n",
       "<math><msub><mi>log</mi><mn>2</mn></msub><mspace width=\"0.1667em\"/><mi>n</mi></math>"},
      {"(x)",
       "<math><mo stretchy=\"false\" form=\"prefix\">(</mo><mi>x</mi>"
       "<mo stretchy=\"false\" form=\"postfix\">)</mo></math>"},
      {"(-1)",
       "<math><mo stretchy=\"false\" form=\"prefix\">(</mo><mo form=\"prefix\">−</mo><mn>1</mn>"
       "<mo stretchy=\"false\" form=\"postfix\">)</mo></math>"},
      {"a-b", "<math><mi>a</mi><mo>−</mo><mi>b</mi></math>"},
      {"10%", "<math><mn>10</mn><mi>%</mi></math>"},
      {"10\\% # 2", "<math><mn>10</mn><mi>%</mi><mi>#</mi><mn>2</mn></math>"},
      {"R&D", "<math><mi>R</mi><mi>&amp;</mi><mi>D</mi></math>"},
      {"a<b", "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>"},
      {R"(\ours{} x)", "<math><mtext>ours</mtext><mi>x</mi></math>"},
      {R"(\mathbbm{1})", "<math><mn>𝟙</mn></math>"},
      {R"(\text{a\foo})", "<math><mtext>afoo</mtext></math>"},
      {R"(\textbf{a})", "<math><mtext><b>a</b></mtext></math>"},
      {R"(a\bmod b)",
       "<math><mi>a</mi><mspace width=\"0.0556em\"/><mo lspace=\"0.22em\" "
       "rspace=\"0.22em\">mod</mo>"
       "<mspace width=\"0.0556em\"/><mi>b</mi></math>"},
      {"\\exp\\!x", "<math><mi>exp</mi><mo>\u2061</mo><mi>x</mi></math>"},
      {"f\\colon A",
       "<math><mi>f</mi><mspace width=\"0.1111em\"/><mo lspace=\"0em\" rspace=\"0em\">:</mo>"
       "<mspace width=\"0.3333em\"/><mi>A</mi></math>"},
      {"\\lvert x\\rvert|y|",
       "<math><mo stretchy=\"false\" form=\"prefix\">|</mo><mi>x</mi>"
       "<mo stretchy=\"false\" form=\"postfix\">|</mo><mi>|</mi><mi>y</mi><mi>|</mi></math>"},
      {"x\\mid y", "<math><mi>x</mi><mo>∣</mo><mi>y</mi></math>"},
      {"\\left\\|x\\right\\|_2",
       "<math><msub><mrow><mo form=\"prefix\">‖</mo><mi>x</mi>"
       "<mo form=\"postfix\">‖</mo></mrow><mn>2</mn></msub></math>"},
      {"\\stackrel{d}{=}", "<math><mover><mo>=</mo><mi>d</mi></mover></math>"},
      {"\\begin{matrix}1&2\\end{matrix}",
       "<math><mtable><mtr><mtd><mstyle scriptlevel=\"0\" "
       "displaystyle=\"false\"><mn>1</mn></mstyle></mtd>"
       "<mtd><mstyle scriptlevel=\"0\" "
       "displaystyle=\"false\"><mn>2</mn></mstyle></mtd></mtr></mtable></math>"},
      {"3\\times", "<math><mn>3</mn><mo lspace=\"0\" rspace=\"0\">×</mo></math>"},
      {"\\times", "<math><mo lspace=\"0\" rspace=\"0\">×</mo></math>"},
      {"\\gg", "<math><mo lspace=\"0\" rspace=\"0\">≫</mo></math>"},
      {"\\Tilde x",
       "<math><mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">~</mo></mover></math>"},
      {"\\sim 3", "<math><mo lspace=\"0\">∼</mo><mn>3</mn></math>"},
      {"𝔽", "<math><mi>𝔽</mi></math>"},
      {R"(\href{https://a.b/?c&d}{x})",
       "<math><mtext><a href=\"https://a.b/?c&amp;d\">x</a></mtext></math>"},
  }));
  CAPTURE(tex);
  CHECK(inline_maths(tex) == mathml);
}

TEST_CASE("a formula in its own line is marked as one") {
  CHECK(converter().to_mathml("x", true) == "<math display=\"block\"><mi>x</mi></math>");
}

TEST_CASE("what cannot be read is shown as its source") {
  struct Bad {
    std::string tex, html;
  };
  const auto& [tex, html] = GENERATE(values<Bad>({
      {"x^", "<code class=\"tex\">x^</code>"},
      {"\\frac{a}", "<code class=\"tex\">\\frac{a}</code>"},
      {"a^b^c", "<code class=\"tex\">a^b^c</code>"},
      {"{<b>", "<code class=\"tex\">{&lt;b&gt;</code>"},
      {"\\left(", "<code class=\"tex\">\\left(</code>"},
      {"\\href{javascript:alert(1)}{x}",
       "<code class=\"tex\">\\href{javascript:alert(1)}{x}</code>"},
      {"\\htmlClass{a}{b}", "<code class=\"tex\">\\htmlClass{a}{b}</code>"},
      {"\\includegraphics{x}", "<code class=\"tex\">\\includegraphics{x}</code>"},
      {"\\def\\a{\\a\\a}\\a", "<code class=\"tex\">\\def\\a{\\a\\a}\\a</code>"},
  }));
  MathsConverter fresh;
  CHECK(fresh.to_mathml(tex, false) == html);
  REQUIRE(fresh.failed().size() == 1);
  CHECK(fresh.failed().front() == tex);
}

TEST_CASE("links in formulas lead to the web only") {
  const std::string url =
      GENERATE(as<std::string>{}, "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x",
               "vbscript:x", "file:///etc/passwd", "//x", "&#106;avascript:x", "java script:x");
  CAPTURE(url);
  CHECK(inline_maths("\\href{" + url + "}{x}").find("href=") == std::string::npos);
  CHECK(inline_maths("\\url{" + url + "}").find("href=") == std::string::npos);
}

TEST_CASE("each formula is converted once and counted once") {
  MathsConverter maths;
  maths.to_mathml("x", false);
  maths.to_mathml("x", false);
  maths.to_mathml("x", true);
  maths.to_mathml("b^", false);
  maths.to_mathml("a^", false);
  CHECK(maths.asked() == 4);
  CHECK(maths.converted_now() == 4);
  CHECK(maths.failed() == std::vector<std::string>{"a^", "b^"});
}

TEST_CASE("the cache brings formulas back, and only those asked for are saved") {
  MathsConverter first;
  first.to_mathml("x", false);
  first.to_mathml("y^", false);
  first.to_mathml("z", true);
  const std::string bytes = first.save();

  MathsConverter second;
  second.load(bytes);
  CHECK(second.asked() == 0);
  CHECK(second.to_mathml("z", true) == first.to_mathml("z", true));
  CHECK(second.to_mathml("y^", false) == first.to_mathml("y^", false));
  CHECK(second.to_mathml("x", false) == first.to_mathml("x", false));
  CHECK(second.converted_now() == 0);
  CHECK(second.failed() == std::vector<std::string>{"y^"});
  CHECK(second.save() == bytes);

  MathsConverter third;
  third.load(bytes);
  third.to_mathml("z", true);
  CHECK(third.save().size() < bytes.size());
}

TEST_CASE("a damaged cache is as good as none") {
  MathsConverter maths;
  maths.to_mathml("x", false);
  const std::string good = maths.save();
  std::vector<std::string> bad = {"", "x", good.substr(0, good.size() - 1), good + "x",
                                  "broadsheet-maths 2" + good.substr(18)};
  for (std::size_t i = 0; i < good.size(); i += 3) {
    std::string changed = good;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    bad.push_back(changed);
  }
  for (const std::string& bytes : bad) {
    MathsConverter other;
    other.load(bytes);
    other.to_mathml(std::string(6000, 'x'), false);  // refused before the engine is needed
    CHECK(other.converted_now() == 1);
    CHECK(other.asked() == 1);
    CHECK(other.save().find("<math>") == std::string::npos);
  }
}

TEST_CASE("hostile formulas end soon and well-formed") {
  std::vector<std::string> formulas = {
      std::string(1'000'000, 'x'),
      std::string(4900, '{'),
      std::string(4900, '^'),
      std::string(4900, '\''),
      std::string(4900, '\\'),
      std::string(4900, '&'),
      std::string(4900, '('),
      std::string(4900, '\0'),
      std::string(4900, '\xFF'),
      "\\rule{1e9em}{1e9em}",
      "\\hspace{1e99em}",
      "\\def\\x{\\x\\x}\\x",
      "\\newcommand{\\x}{\\x}\\x",
      "\\let\\x\\x \\x",
      "\\char\"110000",
      "\\verb|<script>|",
      "\\text{</math><script>}",
      "\\color{red\"><script>}x",
      "\\textcolor{#123456}{x}",
      "\\tag{<}x",
      "\\begin{array}{" + std::string(4000, 'c') + "}x\\end{array}",
      "\\unicode{x3c}",
      "\\@ifnextchar",
      "\\gdef\\x#1{#1#1}\\x{\\x{x}}",
      "\\\\",
      "\\",
      "",
      " ",
      "%",
      "\n\n",
      "$",
      "\xED\xA0\x80"};
  for (const std::string part : {"{x^",
                                 "\\left(",
                                 "\\sqrt",
                                 "\\frac",
                                 "\\frac1",
                                 "\\text{$",
                                 "\\hat",
                                 "\\begin{array}{c}",
                                 "x&",
                                 "\\\\",
                                 "\\begin{matrix}",
                                 "a_b ",
                                 "\\overbrace",
                                 "\\unknown",
                                 "\\pmod{",
                                 "\\mathchoice",
                                 "\\boxed{",
                                 "\\operatorname{",
                                 "\\not",
                                 "\\dots ",
                                 "\\substack{",
                                 "\\href{https://a}{",
                                 "\\mathbb ",
                                 "x' "}) {
    std::string formula;
    while (formula.size() < 4900) formula += part;
    formulas.push_back(formula);
    formulas.push_back("\\begin{matrix}" + formula.substr(0, 4500) + "\\end{matrix}");
  }
  MathsConverter maths;
  for (const std::string& formula : formulas) {
    const test::ProcessorTime time;
    const std::string html = maths.to_mathml(formula, false);
    CAPTURE(formula.substr(0, 40), time.seconds());
    CHECK(is_well_formed(html));
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.size() < 1'000'000);
    CHECK(time.seconds() < 20.0);
  }
  CHECK(maths.to_mathml("x", false) == "<math><mi>x</mi></math>");
}

TEST_CASE("random pieces of TeX give well-formed markup") {
  std::mt19937 random(11);
  const std::vector<std::string> parts = {"{",
                                          "}",
                                          "^",
                                          "_",
                                          "\\frac",
                                          "\\left(",
                                          "\\right)",
                                          "x",
                                          "1",
                                          " ",
                                          "\\alpha",
                                          "&",
                                          "\\\\",
                                          "'",
                                          "\\text{",
                                          "$",
                                          "\\begin{cases}",
                                          "\\end{cases}",
                                          "\\log",
                                          "\\min",
                                          "|",
                                          "-",
                                          "\\mathbf",
                                          "\\hat",
                                          "\\foo",
                                          "<",
                                          "\"",
                                          "é",
                                          "𝔽",
                                          "\\sqrt[",
                                          "]",
                                          "\\operatorname*{",
                                          "\\mathrm{",
                                          "%",
                                          "#",
                                          "\\bigl",
                                          "\\href{http://a}{",
                                          "\\textbf{",
                                          "\\color{red}",
                                          "\\sum",
                                          "\\limits",
                                          "\\overline",
                                          "\\underbrace{"};
  for (int round = 0; round < 600; ++round) {
    std::string tex;
    const int length = 1 + static_cast<int>(random() % 12);
    for (int i = 0; i < length; ++i) tex += parts[random() % parts.size()];
    CAPTURE(tex);
    REQUIRE(is_well_formed(inline_maths(tex)));
  }
}

TEST_CASE("every formula of the fixtures can be read") {
  const auto formulas = formulas_under(test::fixtures("old-digests/json"));
  CHECK(formulas.size() >= 50);
  CHECK(unreadable(formulas).empty());
}

TEST_CASE("at least 999 of 1000 formulas of ../shared can be read", "[.shared]") {
  const auto formulas = formulas_under(test::shared("archive/json"));
  CHECK(formulas.size() > 500);
  CHECK(1000 * unreadable(formulas).size() <= formulas.size());
}

TEST_CASE("derivatives of the package physics have their order and all variables") {
  CHECK(inline_maths(R"(\dv[2]{f}{x})").find("<msup>") != std::string::npos);
  const std::string mixed = inline_maths(R"(\pdv{f}{x}{y})");
  CHECK(mixed.find("<mfrac>") != std::string::npos);
  CHECK(mixed.find("<mi>y</mi>") < mixed.find("</mfrac>"));
}
