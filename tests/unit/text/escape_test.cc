#include "text/escape.h"

#include <string>

#include "support/catch.h"

using namespace broadsheet::text;

TEST_CASE("the five special characters are escaped for HTML") {
  CHECK(escape_html("a < b && c > \"d\" 'e'") ==
        "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;");
  CHECK(escape_html("") == "");
  CHECK(escape_html("plain é 𝔽") == "plain é 𝔽");
  CHECK(escape_html("&amp;") == "&amp;amp;");
}

TEST_CASE("what XML forbids is dropped") {
  struct Case {
    std::string in, out;
  };
  const auto& [in, out] = GENERATE(values<Case>({
      {"a\x01z", "az"},
      {std::string("a\0z", 3), "az"},
      {"tab\tline\n", "tab\tline\n"},
      {"a\uFFFEz\uFFFFy\uFFFDx", "azy\uFFFDx"},
      {"a\xED\xA0\x80z", "az"},  // a surrogate
      {"a\xFFz", "az"},
      {"<\x0B&", "&lt;&amp;"},
      {"𝔽", "𝔽"},
  }));
  CHECK(escape_xml(in) == out);
}

TEST_CASE("a URL part keeps only unreserved characters") {
  CHECK(escape_url("AZaz09-._~") == "AZaz09-._~");
  CHECK(escape_url("a b/c?d&e=f%") == "a%20b%2Fc%3Fd%26e%3Df%25");
  CHECK(escape_url("é") == "%C3%A9");
}

TEST_CASE("a URL of a text loses what no URL may hold, and nothing else") {
  CHECK(mended_url("https://x.org/a\"b<c>^`{|}") == "https://x.org/a%22b%3Cc%3E%5E%60%7B%7C%7D");
  CHECK(mended_url("https://x.org/100%?q=%2F%zz") == "https://x.org/100%25?q=%2F%25zz");
  CHECK(mended_url("https://x.org/~a/(b);c,d'e?f=g&h#i[1]é") ==
        "https://x.org/~a/(b);c,d'e?f=g&h#i[1]é");
}

TEST_CASE("links to the web, to mail and within the site are safe") {
  const std::string url =
      GENERATE(as<std::string>{}, "https://arxiv.org/abs/1", "HTTP://a.b", "mailto:a@b.c",
               "paper/2601.00001/", "../x", "/x", "#top", "?q=a", "a/b:c", "./javascript:x");
  CAPTURE(url);
  CHECK(is_safe_url(url));
}

TEST_CASE("all other links are not") {
  const std::string url =
      GENERATE(as<std::string>{}, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
               "java\nscript:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)",
               "data:text/html,x", "vbscript:x", "file:///etc", "//evil.example",
               "\\\\evil.example", "/\\evil.example", "http:", "https:", "http:/x", "https://",
               "mailto:", "javascript\t:x", ":x", "ftp://a", "https://a b");
  CAPTURE(url);
  CHECK_FALSE(is_safe_url(url));
}
