#include "text/markdown.h"

#include <string>

#include "support/catch.h"
#include "support/processor_time.h"

using broadsheet::text::markdown_to_html;

TEST_CASE("GitHub Markdown becomes HTML") {
  struct Case {
    std::string markdown, html;
  };
  const auto& [markdown, html] = GENERATE(values<Case>({
      {"", ""},
      {"a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"},
      {"~~a~~", "<p><del>a</del></p>\n"},
      {"https://a.b/c", "<p><a href=\"https://a.b/c\">https://a.b/c</a></p>\n"},
      {"[a](b/c)", "<p><a href=\"b/c\">a</a></p>\n"},
      {"a < b & c", "<p>a &lt; b &amp; c</p>\n"},
      {"| a |\n|--:|\n| b |\n",
       "<table>\n<thead>\n<tr>\n<th class=\"align-right\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
       "<td class=\"align-right\">b</td>\n</tr>\n</tbody>\n</table>\n"},
      {"`<td align=\"x\">`", "<p><code>&lt;td align=&quot;x&quot;&gt;</code></p>\n"},
  }));
  CAPTURE(markdown);
  CHECK(markdown_to_html(markdown) == html);
}

TEST_CASE("raw HTML and unsafe links are dropped") {
  struct Case {
    std::string markdown, html;
  };
  const auto& [markdown, html] = GENERATE(values<Case>({
      {"<script>alert(1)</script>", ""},
      {"a <b onclick=x>c</b>", "<p>a c</p>\n"},
      {"<!-- a -->", ""},
      {"[a](javascript:alert(1))", "<p>a</p>\n"},
      {"[*a*](JaVaScRiPt:alert(1))", "<p><em>a</em></p>\n"},
      {"[a](data:text/html,b)", "<p>a</p>\n"},
      {"![a](data:image/png;base64,b)", "<p>a</p>\n"},
      {"![a *b*](https://x.org/i.png \"t\")",
       "<p><a href=\"https://x.org/i.png\">a <em>b</em></a></p>\n"},
      {"![](https://x.org/i)", "<p><a href=\"https://x.org/i\">https://x.org/i</a></p>\n"},
      {"![](//x.org/i.png)", "<p></p>\n"},
      {"[![a](https://x.org/i.png)](https://y.org/)", "<p><a href=\"https://y.org/\">a</a></p>\n"},
      {"![![a](https://x.org/i)](https://y.org/i)", "<p><a href=\"https://y.org/i\">a</a></p>\n"},
      {"![a](i.png)", "<p><img src=\"i.png\" alt=\"a\" /></p>\n"},
      {"[a](<javascript&colon;b>)", "<p>a</p>\n"},
      {"[a](vbscript:b)", "<p>a</p>\n"},
      {"[a](//evil.example)", "<p>a</p>\n"},
      {"<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"},
      {"[a][1]\n\n[1]: javascript:b", "<p>a</p>\n"},
      {"![![a](javascript:1)](javascript:2)", "<p>a</p>\n"},
  }));
  CAPTURE(markdown);
  CHECK(markdown_to_html(markdown) == html);
}

TEST_CASE("raw HTML is shown as text where that is wanted") {
  const auto shown = [](const std::string& markdown) {
    return markdown_to_html(markdown, 0, broadsheet::text::RawHtml::Show);
  };
  CHECK(shown("a <b onclick=x>c</b>") == "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n");
  CHECK(shown("<PAPERS>\n\n- b") == "<p>&lt;PAPERS&gt;\n</p>\n<ul>\n<li>b</li>\n</ul>\n");
  CHECK(shown("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n");
}

TEST_CASE("headings are shifted and stop at the sixth level") {
  CHECK(markdown_to_html("# a", 2) == "<h3>a</h3>\n");
  CHECK(markdown_to_html("##### a", 5) == "<h6>a</h6>\n");
  CHECK(markdown_to_html("# a", -3) == "<h1>a</h1>\n");
  CHECK(markdown_to_html("a\n=", 99) == "<h6>a</h6>\n");
}

TEST_CASE("text that would grow beyond measure is shown as written") {
  const auto table = [](int columns, int rows) {
    std::string text = "|";
    for (int i = 0; i < columns; ++i) text += "a|";
    text += "\n|";
    for (int i = 0; i < columns; ++i) text += "-|";
    text += "\n";
    for (int i = 0; i < rows; ++i) text += "b\n";
    return text;
  };
  CHECK(markdown_to_html(table(900, 1000)).starts_with("<pre>|a|a"));
  CHECK(markdown_to_html(table(900, 1)).starts_with("<table>"));
  CHECK(markdown_to_html(table(1500, 1)).starts_with("<p>|a|a"));

  std::string references = "[a]: http://x/" + std::string(20000, 'y') + "\n\n";
  for (int i = 0; i < 20000; ++i) references += "[a] ";
  CHECK(markdown_to_html(references).size() < 20 * references.size());

  CHECK(markdown_to_html(std::string((1 << 20) + 1, '<')).starts_with("<pre>&lt;"));
}

TEST_CASE("text that nests deeper than browsers follow is shown as written") {
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += "> ";
    return text + "x";
  };
  CHECK(markdown_to_html(nested(90)).starts_with("<blockquote>"));
  CHECK(markdown_to_html(nested(200)).starts_with("<pre>&gt; &gt;"));
  // Many elements beside each other are not deep, whatever ends them.
  std::string flat;
  for (int i = 0; i < 300; ++i) flat += "*a* `b` [c](d) <i>e</i>\n\n---\n\n    f\n\n<b>\n\n- g\n\n";
  CHECK(markdown_to_html(flat).starts_with("<p>"));
}

TEST_CASE("hostile Markdown ends soon") {
  const std::string part =
      GENERATE(as<std::string>{}, "> ", "[", "![", "*a **a ", "`a``", "<", "- ", "\\", "a\n\n",
               "|-", "&", "_a", "~~a", "http://", "a@b.c ", "](", "\xFF", "![[]()");
  CAPTURE(part);
  std::string text;
  while (text.size() < 800'000) text += part;
  const broadsheet::test::ProcessorTime time;
  CHECK_FALSE(markdown_to_html(text).empty());
  CHECK(time.seconds() < 10);
}

TEST_CASE("marks of emphasis are kept where they cost little") {
  using broadsheet::text::drop_costly_emphasis;
  const auto repeated = [](const std::string& part, int count) {
    std::string text;
    for (int at = 0; at < count; ++at) text += part;
    return text;
  };
  const auto is_kept = [](std::string text) {
    const std::string before = text;
    return !drop_costly_emphasis(text) && text == before;
  };
  // A list and a table of very many papers: each item and each row is a paragraph of its own.
  CHECK(is_kept(repeated("- **A** [b](https://c.d/e)\n", 100'000)));
  CHECK(is_kept("# Papers\n\n|day|title|link|\n|---|:--|--:|\n" +
                repeated("|**1**|**A**|[b](c)|\n", 100'000)));
  CHECK(is_kept(repeated("# **A** [b](c)\ntext *a* [b](c)\n\n", 50'000)));
  // One paragraph.
  for (const std::string part :
       {"[[]()[[]()[[*", "[b](c) **d**\n", "> [b](c) **d**\n", "    - [b](c) **d**\n",
        "2. [b](c) **d**\n", "|**1**|**A**|[b](c)|\n"}) {
    CAPTURE(part);
    CHECK(is_kept(repeated(part, 100)));
    std::string text = repeated(part, 40'000);
    const std::size_t size = text.size();
    CHECK(drop_costly_emphasis(text));
    CHECK(text.size() == size);
    CHECK(text.starts_with(repeated(part, 12)));
  }
}

TEST_CASE("a page of links and open marks of emphasis takes little time") {
  std::string text;
  for (int at = 0; at < (broadsheet::test::kHasSanitizer ? 8'000 : 32'000); ++at) {
    text += "![[]()![[]()![[*";
  }
  const broadsheet::test::ProcessorTime time;
  CHECK_FALSE(markdown_to_html(text).empty());
  CHECK(time.seconds() < 10);
}

TEST_CASE("of a text with more than 1,000 images all are links") {
  const auto images = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "![a](b.png)\n";
    return markdown_to_html(text);
  };
  CHECK(images(1000).starts_with("<p><img src=\"b.png\" alt=\"a\" />"));
  CHECK(images(1001).starts_with("<p><a href=\"b.png\">a</a>"));
}

TEST_CASE("text in more block quotes and lists than a page may nest is shown as written") {
  std::string quotes, lists;
  for (int i = 0; i < 3000; ++i) {
    quotes += "> ";
    lists += i % 2 == 0 ? "- " : "12. ";
  }
  std::string marks;
  for (int i = 0; i < 3000; ++i) marks += "*a **b ";
  CHECK(markdown_to_html(quotes + "x\n" + marks).starts_with("<pre>&gt; "));
  CHECK(markdown_to_html(lists + "x\n" + marks).starts_with("<pre>- "));
  std::string rule;
  for (int i = 0; i < 200; ++i) rule += "- ";
  CHECK(markdown_to_html(rule) == "<hr />\n");
  CHECK(markdown_to_html("> > - 1. x\n").find("<blockquote>") != std::string::npos);
}
