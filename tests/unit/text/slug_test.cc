#include "text/slug.h"

#include <string>

#include "support/catch.h"

using broadsheet::text::slug;

TEST_CASE("a slug is lower-case ASCII with single hyphens") {
  struct Case {
    std::string text, slug;
  };
  const auto& [text, expected] = GENERATE(values<Case>({
      {"Geoffrey É. Hinton", "geoffrey-e-hinton"},
      {"  --A--b  ", "a-b"},
      {"Łukasz Ørsted Đặng", "lukasz-orsted-dang"},
      {"Straße Æsir œuvre Þór", "strasse-aesir-oeuvre-thor"},
      {"Ħal Far Ŧ ŧ ẞ Iğdır", "hal-far-t-t-ss-igdir"},
      {"aǾb", "a-b"},  // addresses stay as they were first made
      {"O'Brien", "obrien"},
      {"e\u0301te\u0301", "ete"},
      {"ﬁne ２ ½", "fine-2-1-2"},
      {"C++ & Rust/Go", "c-rust-go"},
      {"a/../../etc", "a-etc"},
      {"a\u00A0b", "a-b"},
      {"cs.LG", "cs-lg"},
  }));
  CAPTURE(text);
  CHECK(slug(text) == expected);
}

TEST_CASE("text without letters still has a slug of its own") {
  CHECK(slug("").size() == 9);
  CHECK(slug("李明").starts_with("x"));
  CHECK(slug("李明") != slug("王伟"));
  CHECK(slug("\xFF\xFE").size() == 9);
  CHECK(slug("../..").starts_with("x"));
}
