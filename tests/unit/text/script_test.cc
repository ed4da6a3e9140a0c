#include "text/script.h"

#include <string>

#include "support/catch.h"

using broadsheet::text::shorten_script;

namespace {

struct Case {
  std::string source, expected;
};

}  // namespace

TEST_CASE("a module loses its comments and spaces and nothing else") {
  const auto& [source, expected] = GENERATE(values<Case>({
      {"", ""},
      {"// alone\n", ""},
      {"let a = 1; // one\nlet b = 2;\n", "let a=1,b=2;\n"},
      {"/** @type {number} */\nlet a = 1;\n", "let a=1;\n"},
      {"return a /* b */ + c;\n", "return a+c;\n"},
      {"a/* two\nlines */b\n", "a\nb\n"},
      {"let u = 'http://x/*';  // not a comment in there\n", "let u='http://x/*';\n"},
      {"let s = 'it\\'s // so';\n", "let s='it\\'s // so';\n"},
      {"let r = /[/*]\\/ \"/g.test(s);\n", "let r=/[/*]\\/ \"/g.test(s);\n"},
      {"return /a  b/u;\n", "return/a  b/u;\n"},
      {"let h = (a + b) / 2 / c;\n", "let h=(a+b)/2/c;\n"},
      {"let t = `a  ${ f({ b: 1 }) }  // c`;\n", "let t=`a  ${f({b:1})}  // c`;\n"},
      {"let t = `a ${ `b  ${ c }` } d`;\n", "let t=`a ${`b  ${c}`} d`;\n"},
      {"a + +b - -c; x = 5 .y; z = .5 + 1e-9;\n", "a+ +b- -c;x=5 .y;z=.5+1e-9;\n"},
      {"q = a ?.5 : b;\n", "q=a?.5:b;\n"},
      {"export const é = 1\nexport function f() {}\n", "export const é=1\nexport function f(){}\n"},
  }));
  CAPTURE(source);
  CHECK(shorten_script(source) == expected);
  CHECK(shorten_script(expected) == expected);
}

TEST_CASE("a line's end stays where a semicolon may be understood") {
  const auto& [source, expected] = GENERATE(values<Case>({
      {"a\nb", "a\nb\n"},
      {"a = b\n++c", "a=b\n++c\n"},
      {"return\na;", "return\na;\n"},
      {"a = {}\nb()", "a={}\nb()\n"},
      {"a = b\n.c()\n? d\n: e", "a=b.c()?d:e\n"},
      {"f(\n  a,\n  b,\n)", "f(a,b,)\n"},
      {"a++\nb", "a++\nb\n"},
  }));
  CAPTURE(source);
  CHECK(shorten_script(source) == expected);
}

TEST_CASE("neighbouring declarations of one kind become one, where nothing stands between them") {
  const auto& [source, expected] = GENERATE(values<Case>({
      {"const a = 1; const b = f(a); const {c} = b;", "const a=1,b=f(a),{c}=b;\n"},
      {"const a = () => { g(); }; const b = 2;", "const a=()=>{g()},b=2;\n"},
      {"const a = 1; let b = 2; let c;", "const a=1;let b=2,c;\n"},
      {"export const a = 1; const b = 2;", "export const a=1;const b=2;\n"},
      {"const a = 1; export const b = 2;", "const a=1;export const b=2;\n"},
      {"const a = 1\nb(); const c = 2;", "const a=1\nb();const c=2;\n"},
      {"const a = 1; b(); const c = 2;", "const a=1;b();const c=2;\n"},
      {"for (const a of b); const c = 2;", "for(const a of b);const c=2;\n"},
      {"for (let i = 0; let_(i);) {} let j;", "for(let i=0;let_(i);){}let j;\n"},
      {"{ const a = 1; } const b = 2;", "{const a=1}const b=2;\n"},
      {"x = {const: 1}; const b = 2;", "x={const:1};const b=2;\n"},
  }));
  CAPTURE(source);
  CHECK(shorten_script(source) == expected);
  CHECK(shorten_script(expected) == expected);
}

TEST_CASE("semicolons and brackets go only where nothing hangs on them") {
  const auto& [source, expected] = GENERATE(values<Case>({
      {"if (x) { y(); }", "if(x){y()}\n"},
      {"{ while (x()); }", "{while(x());}\n"},
      {"{ for (;;); }", "{for(;;);}\n"},
      {"{ if (x) y(); else; }", "{if(x)y();else;}\n"},
      {"f(/** @type {Foo} */ (x));", "f(x);\n"},
      {"x = /** @type {number} */ (this.y[i + 1].z(2)) + 1;", "x=this.y[i+1].z(2)+1;\n"},
      {"x = (a + b);", "x=(a+b);\n"},
      {"x = (a?.b).c;", "x=(a?.b).c;\n"},
      {"f = (a) => (b);", "f=a=>b;\n"},
      {"f = (a) => ({}); if (a) (b);", "f=a=>({});if(a)(b);\n"},
      {"new (a.b)();", "new(a.b)();\n"},
      {"f(a)(b); (function () {})();", "f(a)(b);(function(){})();\n"},
  }));
  CAPTURE(source);
  CHECK(shorten_script(source) == expected);
}

TEST_CASE("a script's own names become short, the same everywhere") {
  const auto& [source, expected] = GENERATE(values<Case>({
      {"const one = 1, two = [one, other];", "const a=1,b=[a,other];\n"},
      {"function f(first, {second: third, ...rest}, [fourth = global]) { return first + third + "
       "rest + fourth; }",
       "function f(a,{second:b,...c},[d=global]){return a+b+c+d}\n"},
      {"const f = async (value) => value.value?.value[value];",
       "const f=async a=>a.value?.value[a];\n"},
      {"list.map(entry => ({entry: entry}));", "list.map(a=>({entry:a}));\n"},
      {"const product = {x: a * b, y: factor * factor}; let factor = product;",
       "const d={x:a*b,y:c*c};let c=d;\n"},
      {"try { f(); } catch (error) { throw error; }", "try{f()}catch(a){throw a}\n"},
      {"class Tree { get size() { return this.size; } grow(by) { return by + by; } } new Tree();",
       "class a{get size(){return this.size}grow(a){return a+a}}new a();\n"},
      {"import {open, close as shut} from './x.js'; open(); open(); open(); open(); shut();",
       "import{open as a,close as b}from'./x.js';a();a();a();a();b();\n"},
      {"let outer = 1; outer();\nfunction f(inner) { return inner + inner; }\nfunction g(inner) { "
       "return "
       "outer + inner; }",
       "let a=1;a();function f(a){return a+a}\nfunction g(b){return a+b}\n"},
      {"for (const [key, value] of map) key(value);", "for(const[a,b]of map)a(b);\n"},
      {"let text = `${text}:${{text: text}}`;", "let a=`${a}:${{text:a}}`;\n"},
      {"const when = yes ? when : {when: no};", "const a=yes?a:{when:no};\n"},
  }));
  CAPTURE(source);
  CHECK(shorten_script(source) == expected);
}

TEST_CASE("a name of two words stays where it would not get shorter, or is known outside") {
  const auto& [source, expected] = GENERATE(values<Case>({
      {"let it = {it};", "let it={it};\n"},
      {"function f() { let words = 1; words++; words++; words++; return {words}; }",
       "function f(){let a=1;a++;a++;a++;return{words:a}}\n"},
      {"export const shown = 1; export async function open() { return shown; } export class Both "
       "{}",
       "export const shown=1;export async function open(){return shown}export class Both{}\n"},
      {"document.title = location.href;", "document.title=location.href;\n"},
      {"let aa = a, from = b; import x from './x.js';", "let aa=a,from=b;import x from'./x.js';\n"},
      {"let one = a + b;", "let c=a+b;\n"},
  }));
  CAPTURE(source);
  CHECK(shorten_script(source) == expected);
}

TEST_CASE("all names stay where the script has what is not followed") {
  const std::string rest =
      GENERATE(as<std::string>{}, "outer: for (;;) break outer;", "switch (one) {}",
               "class X { field = 1; }", "let g = {*one() {}};", "export {one};",
               "import * as all from './x.js';", "import all from './x.js';", ") {");
  const std::string whole = "let one = 1; " + rest;
  CAPTURE(whole);
  CHECK(shorten_script(whole).starts_with("let one=1"));
}

TEST_CASE("what is cut off in the middle does not run over the end") {
  const std::string source =
      GENERATE(as<std::string>{}, "'abc", "`abc ${", "/* abc", "/abc", "'\\", "`\\", "/\\",
               "`${`${", "(", "{", "const", "let a =", "function", "class", "import {", "export",
               "(a, b) =>", "=>", "catch (", "`${a", "}", "]");
  CAPTURE(source);
  CHECK(shorten_script("x=" + source).starts_with("x="));
  CHECK_NOTHROW(shorten_script(source));
}
