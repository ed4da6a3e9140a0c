#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/processor_time.h"
#include "tex/text.h"

using namespace broadsheet::tex;

namespace {

// Formulas as ⟨x⟩ and ⟨⟨x⟩⟩, so that a test shows what was taken for one.
std::string marked(std::string_view tex, bool display) {
  return (display ? "⟨⟨" : "⟨") + std::string(tex) + (display ? "⟩⟩" : "⟩");
}

std::string html(std::string_view source) { return tex_to_html(source, marked); }

}  // namespace

TEST_CASE("hostile text ends in linear time, and well-formed") {
  std::vector<std::string> parts = {"$",
                                    "$$",
                                    "\\(",
                                    "\\[",
                                    "{",
                                    "}",
                                    "\\textbf{",
                                    "{\\em ",
                                    "\\href{",
                                    "\\href{http://a}{",
                                    "\\url{",
                                    "\\'",
                                    "\\'{",
                                    "`",
                                    "``",
                                    "-",
                                    "--",
                                    "~",
                                    "**",
                                    "**a",
                                    "**a** ",
                                    "\\",
                                    "http://",
                                    "https://a.b/",
                                    "http://a\\",
                                    "\\cite[",
                                    "\\verb|",
                                    "$5 ",
                                    "$5 a ",
                                    "${",
                                    "${$",
                                    "$a{$",
                                    "\\footnote{",
                                    "\\v{\\v",
                                    "\\v ",
                                    "\\item ",
                                    "\xFF",
                                    "\xC3",
                                    "é",
                                    "h",
                                    "(",
                                    "http://(",
                                    "http://a)",
                                    "{\\'",
                                    "\\textcolor{",
                                    "\\begin{",
                                    "\\foo{",
                                    "`a",
                                    "\\_",
                                    "\n\n",
                                    "$x ",
                                    "\\t{o"};
  for (const std::string& part : parts) {
    std::string text;
    while (text.size() < (broadsheet::test::kHasSanitizer ? 40'000 : 200'000)) text += part;
    CAPTURE(part);
    const broadsheet::test::ProcessorTime time;
    const std::string page = html(text);
    tex_to_plain(text);
    tex_to_unicode(text);
    tex_name(text);
    urls_in(text);
    formulas_in(text);
    CAPTURE(time.seconds());
    CHECK(time.seconds() < 10.0);
    CHECK(page.size() < 20 * text.size() + 100);
  }
}

TEST_CASE("random pieces of TeX give closed elements") {
  std::mt19937 random(3);
  const std::vector<std::string> parts = {"\\textbf{",
                                          "}",
                                          "{",
                                          "\\em ",
                                          "**",
                                          "a",
                                          " ",
                                          "$",
                                          "\\(",
                                          "\\)",
                                          "\\href{http://a.b}{",
                                          "http://c.d",
                                          "\\footnote{",
                                          "\\texttt{",
                                          "\\",
                                          "<",
                                          "\\url{x.y}",
                                          "\\cite{a}",
                                          "~",
                                          "``",
                                          "\\'",
                                          "\\verb|",
                                          "|",
                                          "\\ours",
                                          "\n"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const int length = 1 + static_cast<int>(random() % 12);
    for (int i = 0; i < length; ++i) text += parts[random() % parts.size()];
    const std::string page =
        tex_to_html(text, [](std::string_view, bool) { return std::string("F"); });
    CAPTURE(text, page);
    std::vector<std::string> open;
    int links = 0;
    for (std::size_t i = page.find('<'); i != std::string::npos; i = page.find('<', i + 1)) {
      const std::string tag = page.substr(i + 1, page.find('>', i) - i - 1);
      const std::string name = tag.substr(0, tag.find(' '));
      if (tag[0] == '/') {
        REQUIRE_FALSE(open.empty());
        REQUIRE(open.back() == tag.substr(1));
        if (name == "/a") --links;
        open.pop_back();
      } else {
        if (name == "a") ++links;
        REQUIRE(links <= 1);
        open.push_back(name);
      }
    }
    REQUIRE(open.empty());
  }
}

// Not run by default: unit_text "[.speed]".
TEST_CASE("speed over synthetic abstracts", "[.speed]") {
  const std::string plain(
      "We study low-rank adapters for large models and show that a simple schedule, without "
      "tuning, improves "
      "accuracy by 3.2% on average; it's robust to noise (see Section 4) and needs no extra "
      "memory. ");
  const std::string rich =
      plain +
      R"(Code: https://github.com/a/b. With $O(n^2)$ cost, \textbf{G\"odel} -- ``quoted''. )";
  for (const auto& [name, part] : {std::pair{"plain", plain}, {"with TeX", rich}}) {
    std::string text;
    while (text.size() < 1300) text += part;
    const auto measure = [&text = std::as_const(text), &name = std::as_const(name)](
                             const char* what, auto&& work) {
      const auto start = std::chrono::steady_clock::now();
      for (int i = 0; i < 20000; ++i) work(text);
      const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
      WARN(what << ", " << name << ": "
                << static_cast<double>(text.size()) * 20000 / 1e6 / time.count() << " MB/s");
    };
    measure("tex_to_plain", [](const std::string& source) { return tex_to_plain(source); });
    measure("tex_to_html", [](const std::string& source) { return html(source); });
    measure("tex_to_unicode", [](const std::string& source) { return tex_to_unicode(source); });
  }
}
