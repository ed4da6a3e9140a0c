// A formula in a title, a feed or a citation has no MathML: its line of text must mean the same.
#include <string>

#include "support/catch.h"
#include "tex/formula/packages.h"
#include "tex/text.h"

using namespace broadsheet::tex;

namespace {

struct Case {
  std::string in, out;
};

std::string marked(std::string_view tex, bool /*display*/) { return "⟨" + std::string(tex) + "⟩"; }

}  // namespace

TEST_CASE("a formula has the same meaning in plain text, with and without dollars") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"(\genfrac(){0pt}{}{n}{k})", "(n choose k)"},
      {R"(\genfrac{}{}{}{}{1}{n})", "1/n"},
      {R"({n \choose k})", "(n choose k)"},
      {R"({a+1 \over b})", "(a+1)/b"},
      {R"({a \atop b})", "a atop b"},
      {R"({n \brace k})", "{n atop k}"},
      {R"({n \brack k})", "[n atop k]"},
      {R"(\qty{5}{\kilo\gram})", "5 kg"},
      {R"(\SI{5e-3}{\micro\metre\per\second\squared})", "5×10⁻³ µm/s²"},
      {R"(\unit{\cubic\metre})", "m³"},
      {R"(\num{1e-5})", "1×10⁻⁵"},
      {R"(\ce{SO4^2-})", "SO₄²⁻"},
      {R"(\sqrt[3]{x})", "∛x"},
      {R"(\root n \of{x+1})", "(x+1)^(1/n)"},
      {R"(\sqrt{x}y)", "√(x)y"},
      {R"(\overline{AB})", "A̅B̅"},
      {R"(\widehat{xy})", "hat(xy)"},
      {R"(\hat{\mathbf x})", "x̂"},
      {R"(\hat\theta)", "θ̂"},
      {R"(\frac{a+b}{c}d)", "((a+b)/c)d"},
      {R"(\frac{\partial f}{\partial x})", "∂f/∂x"},
      {R"(\dv{f}{x})", "df/dx"},
      {R"(\stackrel{d}{=})", "=^d"},
      {R"(\underset{x}{y})", "y_x"},
      {R"(\xrightarrow{f})", "→^f"},
      {R"(\underbrace{a+b}_{n})", "a+b (n)"},
      {R"(\pmod n)", "(mod n)"},
      {R"(\not\in)", "∉"},
      {R"(\prescript{14}{6}{C})", "¹⁴₆C"},
      {R"(\left(\frac{a}{b}\right))", "(a/b)"},
      {R"(10^{-3})", "10⁻³"},
      {R"(e^{\frac{1}{2}})", "e^(1/2)"},
      {R"(x^{n+1})", "xⁿ⁺¹"},
      {R"(W_{i,j})", "W_(i,j)"},
      {R"(f_{n\to\infty})", "f_(n→∞)"},
      {R"(\|x\|)", "‖x‖"},
      {R"(\begin{pmatrix}a&b\\c&d\end{pmatrix})", "(a b; c d)"},
      {R"(\begin{cases}1 & x>0\\0 & y\end{cases})", "{1, x>0; 0, y}"},
      {R"(\foo{a}{b})", R"(\foo{a}{b})"},
      {R"(a\unicode{x2013}b \unicode{8211})", "a–b –"},
      {R"(x\ceil{n/2})", R"(x\ceil{n/2})"},
      {R"(\nicefrac{1}{2n})", "1/(2n)"},
      {R"(\nicefrac{\alpha}{2})", "α/2"},
  }));
  CAPTURE(in);
  CHECK(tex_to_plain(in) == out);
  CHECK(tex_to_plain("$" + in + "$") == out);
}

TEST_CASE("a fraction keeps its parts beside a number, a letter and a function") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"(3$\frac{1}{2}$)", "3 1/2"},
      {R"($3\frac{1}{2}$)", "3 1/2"},
      {R"(x\frac{1}{2}y)", "x(1/2)y"},
      {R"($\frac{1}{2}^n$)", "(1/2)ⁿ"},
      {R"($\log\frac{a}{b}$)", "log (a/b)"},
      {R"($-\frac{1}{2} + \frac{1}{3}$)", "-1/2 + 1/3"},
      {R"(the 19$^{th}$ and \nicefrac{1}{3}rd)", "the 19th and 1/3rd"},
      {R"($x + \left( a \over b \right)$)", "x + (a/b)"},
      {R"(1\over2)", R"(1\over2)"},
      {R"(n \choose k)", R"(n \choose k)"},
      {R"(\qty(\frac{a}{b}))", "(a/b)"},
      {R"(\phantom{x}y)", "y"},
      {R"(`x_{1}` a_b c^d)", "`x₁` a_b c^d"},
  }));
  CAPTURE(in);
  CHECK(tex_to_plain(in) == out);
}

TEST_CASE("a feed's text has the same formulas as a title") {
  CHECK(tex_to_html_without_maths(R"(\emph{3}$\frac{1}{2}$ <$x^{-1}$)") == "<em>3</em>1/2 &lt;x⁻¹");
  CHECK(tex_to_html_without_maths(R"(3$\frac{1}{2}$)") == "3 1/2");
}

TEST_CASE("an unknown command with several arguments is a formula that shows its source") {
  CHECK(tex_to_html(R"(\foo{a}{b} \bar{x} \emph{X})", marked) ==
        R"(⟨\foo{a}{b}⟩ ⟨\bar{x}⟩ <em>X</em>)");
}

TEST_CASE("commands of packages become TeX that every reader knows") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"(\norm{x})", R"(\lVert x\rVert)"},
      {R"(\abs{\norm x})", R"(\lvert \lVert x\rVert\rvert)"},
      {R"(\SI{5}{\micro\metre})", R"({5}\,\mathrm{\text{µ}m})"},
      {R"(\ce{H2O})", R"(\mathrm{H_{2}O})"},
      {R"(\bra{a}\ket{b})", R"(\mathinner{\langle{a}|{b}\rangle})"},
      {R"(\nicefrac{a+b}{2})", R"((a+b)/{2})"},
      {R"(\qty(x))", "(x)"},
      {R"(\label{eq:1} x)", "x"},
      {R"(\norm)", R"(\norm)"},
      {R"(\\norm{x} \{ \)", R"(\\norm{x} \{ \)"},
  }));
  CAPTURE(in);
  CHECK(expand_packages(in) == out);
}
