#include "text/script.h"

#include <string>

#include "support/catch.h"

using broadsheet::text::strip_script;

TEST_CASE("a module loses its comments and spaces and nothing else") {
  struct Case {
    std::string source, stripped;
  };
  const auto& [source, stripped] = GENERATE(values<Case>({
      {"", ""},
      {"// alone\n", ""},
      {"let a = 1; // one\nlet b = 2;\n", "let a=1;\nlet b=2;\n"},
      {"/** @type {number} */\nlet a = 1;\n", "let a=1;\n"},
      {"f(/** @type {Foo} */ (x));\n", "f((x));\n"},
      {"return a /* b */ + c;\n", "return a+c;\n"},
      {"a/* two\nlines */b\n", "a\nb\n"},
      {"let url = 'http://x/*';  // not a comment in there\n", "let url='http://x/*';\n"},
      {"let s = 'it\\'s // so';\n", "let s='it\\'s // so';\n"},
      {"let r = /[/*]\\/ \"/g.test(s);\n", "let r=/[/*]\\/ \"/g.test(s);\n"},
      {"return /a  b/u;\n", "return/a  b/u;\n"},
      {"let half = (a + b) / 2 / c;\n", "let half=(a+b)/2/c;\n"},
      {"let t = `a  ${ f({ b: 1 }) }  // c`;\n", "let t=`a  ${f({b:1})}  // c`;\n"},
      {"let t = `a ${ `b  ${ c }` } d`;\n", "let t=`a ${`b  ${c}`} d`;\n"},
      {"a + +b - -c;\n", "a+ +b- -c;\n"},
      {"if (x) {\n\n    y();\n}\n", "if(x){\ny();\n}\n"},
      {"export const é = 1\nexport function f() {}\n", "export const é=1\nexport function f(){}\n"},
  }));
  CAPTURE(source);
  CHECK(strip_script(source) == stripped);
  CHECK(strip_script(stripped) == stripped);
}

TEST_CASE("what is cut off in the middle does not run over the end") {
  const std::string source =
      GENERATE(as<std::string>{}, "'abc", "`abc ${", "/* abc", "/abc", "'\\", "`\\", "/\\");
  CAPTURE(source);
  CHECK(strip_script("x = " + source).starts_with("x"));
}
