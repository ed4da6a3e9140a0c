#include <string>
#include <vector>

#include "support/catch.h"
#include "tex/text.h"

using namespace broadsheet::tex;

namespace {

// Formulas as ⟨x⟩ and ⟨⟨x⟩⟩, so that a test shows what was taken for one.
std::string marked(std::string_view tex, bool display) {
  return (display ? "⟨⟨" : "⟨") + std::string(tex) + (display ? "⟩⟩" : "⟩");
}

std::string html(std::string_view source) { return tex_to_html(source, marked); }

struct Case {
  std::string in, out;
};

}  // namespace

TEST_CASE("a dollar opens a formula when one closes it") {
  const auto& [in, out] = GENERATE(values<Case>({
      {"a $x$ b", "a ⟨x⟩ b"},
      {"$x$$y$", "⟨x⟩⟨y⟩"},
      {"$$x$$", "⟨⟨x⟩⟩"},
      {"$$x$y$$", "⟨⟨x$y⟩⟩"},
      {R"(\(x\) \[y\])", "⟨x⟩ ⟨⟨y⟩⟩"},
      {R"(\(x$y\))", "⟨x$y⟩"},
      {R"(\\$x$)", " ⟨x⟩"},
      {"$ x $", "⟨ x ⟩"},
      {"$x$-axis, $2$-norm, ($k$)", "⟨x⟩-axis, ⟨2⟩-norm, (⟨k⟩)"},
      {"$10$ to $20$", "⟨10⟩ to ⟨20⟩"},
      {"$1$5", "⟨1⟩5"},
      {"$50\\%$", "⟨50\\%⟩"},
      {"$2.5 \\times$", "⟨2.5 \\times⟩"},
      {"$3\\times 10^{-5}$", "⟨3\\times 10^{-5}⟩"},
      {"$100 \\text{ million people}$", "⟨100 \\text{ million people}⟩"},
      {R"($\textbf{2.5$\times$ lower}$)", R"(⟨\textbf{2.5$\times$ lower}⟩)"},
      {R"($\text{cost \$5}$)", R"(⟨\text{cost \$5}⟩)"},
      {R"($a\}b$)", R"(⟨a\}b⟩)"},
      {"$a\nb$", "⟨a\nb⟩"},
      {"\\textbf{$x$}", "<strong>⟨x⟩</strong>"},
      {"{$x$}", "⟨x⟩"},
      {"$softmax(QK)$", "⟨softmax(QK)⟩"},
      {"λ$^{**}$ and $x^{**}$", "λ⟨^{**}⟩ and ⟨x^{**}⟩"},
  }));
  CAPTURE(in);
  CHECK(html(in) == out);
}

TEST_CASE("a dollar that is money, or alone, is a dollar") {
  const auto& [in, out] = GENERATE(values<Case>({
      {"$5", "$5"},
      {"$", "$"},
      {"$$", "$$"},
      {"$$$", "$$$"},
      {"$ $", "$ $"},
      {"$$ $$", "$$ $$"},
      {"costs $534,700 in all", "costs $534,700 in all"},
      {R"(\$5 and \$10)", "$5 and $10"},
      {"$5 and $10", "$5 and $10"},
      {"$5--$10", "$5–$10"},
      {"from $5/$10", "from $5/$10"},
      {"$5 and $x$", "$5 and ⟨x⟩"},
      {"$5, $x$", "$5, ⟨x⟩"},
      {"$5M for $x$ and $y$", "$5M for ⟨x⟩ and ⟨y⟩"},
      {"$5 million ($x$)", "$5 million (⟨x⟩)"},
      {"$2 per million tokens, $x$", "$2 per million tokens, ⟨x⟩"},
      {"a stray $ here and $x$", "a stray $ here and ⟨x⟩"},
      {"US$ and $x$", "US$ and ⟨x⟩"},
      {"open $x", "open $x"},
      {"open $$x", "open $$x"},
      {R"(open \(x)", "open (x"},
      {R"(open \[x)", "open [x"},
      {R"(closed x\) y\])", "closed x y"},
      {R"(\(x \(y\))", "(x ⟨y⟩"},
      {"$x\n\ny$", "$x\n\ny$"},
      {R"(\emph{a $b} c$)", "<em>a $b</em> c$"},
      {R"($x\$)", "$x$"},
      {"${$", "$$"},
      {"$}$", "$$"},
  }));
  CAPTURE(in);
  CHECK(html(in) == out);
}

TEST_CASE("a formula longer than 5 kB is none") {
  CHECK(html("$" + std::string(4999, 'x') + "$").starts_with("⟨"));
  CHECK(html("$" + std::string(5001, 'x') + "$").starts_with("$"));
}

TEST_CASE("commands of maths outside dollars are formulas, with their arguments and scripts") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"(rate \frac{1}{2} of)", R"(rate ⟨\frac{1}{2}⟩ of)"},
      {R"(\nicefrac12 and \frac 1 n)", R"(⟨\nicefrac12⟩ and ⟨\frac 1 n⟩)"},
      {R"((\sqrt{x}-1)(\sqrt{x}+1)^{-1})", R"((⟨\sqrt{x}⟩-1)(⟨\sqrt{x}⟩+1)⟨{}^{-1}⟩)"},
      {R"(\sqrt[3]{x}^{2}_{i} and)", R"(⟨\sqrt[3]{x}^{2}_{i}⟩ and)"},
      {R"(\binom{5}{2}, \tilde{O}(n), \hat{y}, \mathbb{R}^d)",
       R"(⟨\binom{5}{2}⟩, ⟨\tilde{O}⟩(n), ⟨\hat{y}⟩, ⟨\mathbb{R}^d⟩)"},
      {R"(\frac{1}{)", R"(\frac1)"},
      {R"(\frac)", R"(\frac)"},
      {R"(\SI{5}{\metre}, \ce{CO2} and \acute{e})",
       R"(⟨\SI{5}{\metre}⟩, ⟨\ce{CO2}⟩ and ⟨\acute{e}⟩)"},
  }));
  CAPTURE(in);
  CHECK(html(in) == out);
}

TEST_CASE("environments of maths are displayed formulas, without labels") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"(a \begin{equation} x = 1 \label{eq:x} \end{equation} b)", R"(a ⟨⟨ x = 1  ⟩⟩ b)"},
      {R"(\begin{align*}a &= b \\ c &\le d \nonumber\end{align*})",
       R"(⟨⟨\begin{aligned}a &amp;= b \\ c &amp;\le d \end{aligned}⟩⟩)"},
      {R"(\begin{eqnarray}a &=& b\end{eqnarray})",
       R"(⟨⟨\begin{array}{rcl}a &amp;=&amp; b\end{array}⟩⟩)"},
      {R"(\begin{gather}a\end{gather}\begin{multline}b\end{multline})",
       R"(⟨⟨\begin{gathered}a\end{gathered}⟩⟩⟨⟨\begin{gathered}b\end{gathered}⟩⟩)"},
      {R"(\begin{math}a\end{math})", "⟨a⟩"},
      {R"(\begin{cases}1\end{cases}\begin{pmatrix}1\end{pmatrix})",
       R"(⟨⟨\begin{cases}1\end{cases}⟩⟩⟨⟨\begin{pmatrix}1\end{pmatrix}⟩⟩)"},
      {R"(\begin{array}{cc}1 & 2\end{array})", R"(⟨⟨\begin{array}{cc}1 &amp; 2\end{array}⟩⟩)"},
      {R"(\begin{equation} x)", " x"},
      {R"(\begin{equation} \end{equation})", " "},
      {R"(\begin{itemize}\item a\end{itemize})", "•  a"},
  }));
  CAPTURE(in);
  const auto escaped = [](std::string_view tex, bool display) {
    std::string text;
    for (const char byte : tex) text += byte == '&' ? std::string("&amp;") : std::string(1, byte);
    return marked(text, display);
  };
  CHECK(tex_to_html(in, escaped) == out);
  CHECK(tex_to_unicode(in) == in);
}

TEST_CASE("plain text of formulas keeps the meaning of commands") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"($\norm{x}$ $\abs{y}$)", "‖x‖ |y|"},
      {R"($\mathds{1}$ $\mathbbm{R}$)", "1 ℝ"},
      {R"($\bra{a}\ket{b}$ $\ket{b}$)", "⟨a|b⟩ |b⟩"},
      {R"($\emph{a}$ $\textup{b}$ ${\sf c}$)", "a b c"},
      {R"($\sfrac{1}{2}$ $\cfrac{a}{b+1}$)", "1/2 a/(b+1)"},
      {R"($\sqrt[3]{x}$ $\sqrt[n]{x+1}$ $\sqrt 2$)", "∛x (x+1)^(1/n) √2"},
      {R"($\check{a}$ $\acute{e}$)", "a\u030C e\u0301"},
      {R"($T_{\mbox{\scriptsize max}}$)", "T_max"},
      {R"($\begin{array}{cc}1 & 2\end{array}$)", "1 2"},
      {R"($\unheard{x}$)", R"(\unheard{x})"},
      {R"(\frac{1}{2} and $10^{-3}$)", "1/2 and 10⁻³"},
      {R"($\grave{a}$ $\mathring{A}$ \acute{e} $\overline{x}$ $\slashed{D}$)",
       "a\u0300 A\u030A e\u0301 x\u0305 D\u0338"},
      {R"($\overbrace{a+b}^{n}$ $\underbrace{c}_{x}$)", "a+b (n) c (x)"},
      {R"($n^{th}$ $2^{\mathrm{nd}}$ $x^{t}$)", "nth 2nd x^t"},
      {R"(\ce{H2O}, $\ce{SO4^2-}$, $\ce{2H2 + O2 -> 2H2O}$, \ce{^{14}C})",
       "H₂O, SO₄²⁻, 2H₂ + O₂ → 2H₂O, ¹⁴C"},
      {R"(\SI{5}{\micro\metre}, $\SI[a=b]{10}{m/s}$, \si{\kilo\gram}, $\num{1e-3}$, \ang{45})",
       "5 µm, 10 m/s, kg, 1×10⁻³, 45°"},
      {R"($\qty{3}{\GHz}$ $\qty(a+b)$ $\qty{x}$)", "3 GHz (a+b) (x)"},
      {R"($\dv{f}{x}$ $\pdv{f}{x}$ $\dv{t}$ $\grad f$ $\laplacian f$ $\dd{x}$ $\vb{x}$)",
       "df/dx ∂f/∂x d/dt ∇ f ∇² f dx x"},
      {R"($\braket{a}{b}$ $\braket{a}$ $\ketbra{a}{b}$ $\mel{a}{B}{c}$ $\expval{A}$)",
       "⟨a|b⟩ ⟨a⟩ |a⟩⟨b| ⟨a|B|c⟩ ⟨A⟩"},
      {R"($\comm{A}{B}$ $\acomm{A}{B}$ $\order{n}$)", "[A, B] {A, B} O(n)"},
      {R"($\dv[2]{f}{x}$ $\dv[n]{x}$ $\dv*{f}{x}$ \dv[2]{f}{x} $\dd[3]{x}$)",
       "d²f/dx² dⁿ/dxⁿ df/dx d²f/dx² d³x"},
      {R"($\pdv{f}{x}{y}$ \pdv{f}{x}{y} $\pdv[2]{f}{x}$ $\fdv{F}{g}$)",
       "∂²f/∂x∂y ∂²f/∂x∂y ∂²f/∂x² δF/δg"},
      {R"(\Vec{x} \Hat{y} \Bar{z} \vv{x})", "x\u20D7 y\u0302 z\u0304 x\u20D7"},
      {R"(\begin{equation}\label{a} x = 1 \tag{1}\end{equation} $$y \tag*{2}$$)", "x = 1 y"},
      {R"(\begin{IEEEeqnarray}{rCl}a&=&\frac{1}{2}\IEEEnonumber\end{IEEEeqnarray})", "a = 1/2"},
      {R"(\Large\frac12 and \textstyle\frac12 $\LARGE x$)", "1/2 and 1/2 x"},
      {R"(10\textsuperscript{-3} m\textsuperscript{2} 19\textsuperscript{th} M\textsuperscript{me})",
       "10⁻³ m² 19th Mme"},
      {R"(\begin{gather} x = 1 \\ y = 2 \\[2pt] z \\ \end{gather})", "x = 1; y = 2; z"},
      {R"(\begin{align} a &= b \\ &= c \\ d &\le e \end{align})", "a = b = c; d ≤ e"},
      {R"(\begin{multline} a + b \\ + c \end{multline})", "a + b + c"},
      {R"(f = \begin{cases} 1 & x \\ 0 & y \end{cases})", "f = {1, x; 0, y}"},
      {R"($\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$)", "(1 2; 3 4)"},
  }));
  CAPTURE(in);
  CHECK(tex_to_plain(in) == out);
}

TEST_CASE("in plain text a command may be an argument without braces") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"($O(T^\frac{2}{3})$)", "O(T^(2/3))"},
      {R"($x^\frac12 y$)", "x^(1/2) y"},
      {R"($x^\frac12y$)", "x^(1/2)y"},
      {R"($x^\binom{n}{k}$ $x^{\binom{n}{k}}$)", "x^(n choose k) x^(n choose k)"},
      {R"($x_\hat{y}$ $x^\mathrm{T}$)", "x_y\u0302 x^T"},
      {R"($x^\sqrt[3]{n}$ $x_\overline{ab}$)", "x^(∛n) x_a\u0305b\u0305"},
      {R"($\frac\frac123$ $\hat\mathbf{x}$)", "(1/2)/3 x\u0302"},
      {R"($x^\log n$ $x^\alpha y$)", "x^(log) n x^α y"},
      {R"($a^{(t+1)}$)", "a^((t+1))"},
  }));
  CAPTURE(in);
  CHECK(tex_to_plain(in) == out);
}

TEST_CASE("in plain text a fraction below another keeps its brackets") {
  const auto& [in, out] = GENERATE(values<Case>({
      {R"($a/\frac{b}{c}$ $a / \frac{b}{c}$)", "a/(b/c) a / (b/c)"},
      {R"($\frac{1}{2n}$ ${1 \over 2\pi}$ $\frac{2n}{3}$)", "1/(2n) 1/(2π) 2n/3"},
      {R"($\frac{1}{2}$ $\frac{1}{2^n}$ $\frac{1}{n}$)", "1/2 1/2ⁿ 1/n"},
  }));
  CAPTURE(in);
  CHECK(tex_to_plain(in) == out);
}

TEST_CASE("commands that are arguments of each other cost little") {
  std::string nested = "$x^";
  for (int i = 0; i < 1000; ++i) nested += "\\hat";
  CHECK(tex_to_plain(nested + "$").size() < 6000);
}

TEST_CASE("money beside formulas stays money") {
  const auto& [in, out] = GENERATE(values<Case>({
      {"~$0.79/m$^3$ gross", "~$0.79/m⟨^3⟩ gross"},
      {"saves $3.2 (p$<$0.05) and $4.1", "saves $3.2 (p⟨<⟩0.05) and $4.1"},
      {"5$ and 10$ per $n$", "5$ and 10$ per ⟨n⟩"},
      {"only $1 or $3 with p$<$0.01", "only $1 or $3 with p⟨<⟩0.01"},
      {"saves $3 with p$=$0.01 and $q$", "saves $3 with p⟨=⟩0.01 and ⟨q⟩"},
      {"100$/h vs. 50$/h", "100$/h vs. 50$/h"},
      {"100$/h, 50$/h", "100$/h, 50$/h"},
      {"100$/h and $x$", "100$/h and ⟨x⟩"},
      {"1$/\\sqrt{2}$ and 3$\\times$ and 10$^{-3}$", "1⟨/\\sqrt{2}⟩ and 3⟨\\times⟩ and 10⟨^{-3}⟩"},
      {"A$5, C$7 and HK$9", "A$5, C$7 and HK$9"},
      {"between $2 and 3$ dollars", "between $2 and 3$ dollars"},
      {"from $2$ to $3$ and $3 mod 7$", "from ⟨2⟩ to ⟨3⟩ and ⟨3 mod 7⟩"},
      {"$$5 and $$10", "$$5 and $$10"},
      {"$$2x$$where $$5 + y$$", "⟨⟨2x⟩⟩where ⟨⟨5 + y⟩⟩"},
  }));
  CAPTURE(in);
  CHECK(html(in) == out);
}

TEST_CASE("formulas are found in order") {
  const std::vector<Formula> found = formulas_in(R"($a$ \(b\) \textbf{$$c$$} \$5 \texttt{$d$})");
  REQUIRE(found.size() == 4);
  CHECK(found[0].tex == "a");
  CHECK(found[1].tex == "b");
  CHECK(found[2].tex == "c");
  CHECK(found[2].display);
  CHECK_FALSE(found[0].display);
  CHECK(found[3].tex == "d");
}

TEST_CASE("three words between two prices are no formula") {
  CHECK(formulas_in("$3 for each one$").empty());
  CHECK(formulas_in("$3 for each$").size() == 1);
}
