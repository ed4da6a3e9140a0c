#include "tex/text.h"

#include <string>
#include <vector>

#include "support/catch.h"

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

TEST_CASE("text macros become HTML") {
  const auto& [in, out] = GENERATE(values<Case>({
      {"a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"},
      {R"(\textbf{a} \emph{b} \textit{c} \texttt{d} \underline{e} \textsc{f})",
       "<strong>a</strong> <em>b</em> <em>c</em> <code>d</code> <u>e</u> <span "
       "class=\"small-caps\">f</span>"},
      {R"(\textbf{a \emph{b}})", "<strong>a <em>b</em></strong>"},
      {R"(x\textsuperscript{2}\textsubscript{3})", "x<sup>2</sup><sub>3</sub>"},
      {R"({\em a} {\it b} {\bf c} {\tt d} {\sc e})",
       "<em>a</em> <em>b</em> <strong>c</strong> <code>d</code> <span "
       "class=\"small-caps\">e</span>"},
      {R"(\em a)", "a"},
      {R"(\textbf{} a)", " a"},
      {R"(50\% \& \_ \# \{ \} \$)", "50% &amp; _ # { } $"},
      {"50% of a # b", "50% of a # b"},
      {R"(P\'erez ``a'' b--c)", "Pérez “a” b–c"},
      {R"(\texttt{a--b ``c''})", "<code>a--b ``c&#39;&#39;</code>"},
      {R"(\ours{} is \ours, \ours\ x)", "ours is ours, ours x"},
      {R"(\ceil{n/2} and \Var{X})", R"(⟨\ceil{n/2}⟩ and ⟨\Var{X}⟩)"},
      {R"(\mathbf{x}, \log{n}, \uppercase{a}, \emph*{b}, \gls{llm})",
       "x, log n, a, <em>b</em>, llm"},
      {R"(a~b Fig.~2 ~50 5~10 (~7))", "a\u00A0b Fig.\u00A02 ~50 5~10 (~7)"},
      {R"(\alpha\ldots\times)", "α…×"},
      {R"(a \cite{x,y} \citep[p.~5]{z})", "a [x,y] [z]"},
      {R"(a\footnote{b \emph{c}} d)", "a (b <em>c</em>) d"},
      {R"(\textcolor{red}{a}\color{blue}b)", "ab"},
      {R"(\begin{itemize}\item a\end{itemize})", "•  a"},
      {R"(a\\b \newline c)", "a b   c"},
      {R"(10\,000\!)", "10\u2009000"},
      {R"(\verb|a_b| \verb{<x>})", "<code>a_b</code> <code>&lt;x&gt;</code>"},
      {"**bold** a**b 2**3 ** c **", "<strong>bold</strong> a**b 2**3 ** c **"},
      {"**a** and **b c**.", "<strong>a</strong> and <strong>b c</strong>."},
      {"**a $x$ b**", "**a ⟨x⟩ b**"},
      {"{B}ERT", "BERT"},
      {"}a{", "a"},
      {"\\textbf{a", "<strong>a</strong>"},
      {"\\textbf{\\emph{a} b", "<strong><em>a</em> b</strong>"},
      {"\\", "\\"},
      {"\\textbf", ""},
      {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"\\textbf{<b onclick=\"x\">}", "<strong>&lt;b onclick=&quot;x&quot;&gt;</strong>"},
  }));
  CAPTURE(in);
  CHECK(html(in) == out);
}

TEST_CASE("URLs become links to the web") {
  const auto& [in, out] = GENERATE(values<Case>({
      {"see https://a.b/c.", R"(see <a href="https://a.b/c">https://a.b/c</a>.)"},
      {"(http://a.b/c_(d))", R"x((<a href="http://a.b/c_(d)">http://a.b/c_(d)</a>))x"},
      {"https://a.b/?x=1&y=2",
       R"(<a href="https://a.b/?x=1&amp;y=2">https://a.b/?x=1&amp;y=2</a>)"},
      {"https://a.b/~c--d", R"(<a href="https://a.b/~c--d">https://a.b/~c--d</a>)"},
      {R"(https://a.b/c\_d)", R"(<a href="https://a.b/c_d">https://a.b/c_d</a>)"},
      {R"(\url{https://a.b/c_d%20})", R"(<a href="https://a.b/c_d%20">https://a.b/c_d%20</a>)"},
      {R"(\url{https://a.b/\~{}c})", R"(<a href="https://a.b/~c">https://a.b/~c</a>)"},
      {R"(\url{github.com/a/b})", R"(<a href="https://github.com/a/b">github.com/a/b</a>)"},
      {R"(\href{https://a.b}{the \emph{code}})", R"(<a href="https://a.b">the <em>code</em></a>)"},
      {R"(\href{https://a.b}{https://c.d})", R"(<a href="https://a.b">https://c.d</a>)"},
      {R"(\href{https://a.b}{})", R"(<a href="https://a.b">https://a.b</a>)"},
      {R"(\textbf{\url{https://a.b}})",
       R"(<strong><a href="https://a.b">https://a.b</a></strong>)"},
      {R"(\textbf{https://a.b})", R"(<strong><a href="https://a.b">https://a.b</a></strong>)"},
      {"“https://a.b”", R"(“<a href="https://a.b">https://a.b</a>”)"},
      {"the http://", "the http://"},
      {"xhttps://a.b", "xhttps://a.b"},
      {"https://a.b/\"onclick=\"x",
       R"(<a href="https://a.b/">https://a.b/</a>&quot;onclick=&quot;x)"},
      {R"(\href{javascript:alert(1)}{a})", "a"},
      {R"(\href{JAVASCRIPT:alert(1)}{a})", "a"},
      {R"(\href{java\script:x}{a})", "a"},
      {R"(\href{data:text/html,x}{a})", "a"},
      {R"(\url{javascript:alert(1)})", "javascript:alert(1)"},
      {R"(\href{ javascript:x}{a})", "a"},
      {R"(\href{https:javascript}{a})", "a"},
      {R"(\href{//a.b}{c})", "c"},
      {R"(\href{https://a.b"onclick="x}{a})", R"(<a href="https://a.b%22onclick=%22x">a</a>)"},
      {R"(\href{https://a.b)", "https://a.b"},
  }));
  CAPTURE(in);
  if (in == R"(\href{https://a.b)") {
    CHECK(html(in).find("a.b") != std::string::npos);
  } else {
    CHECK(html(in) == out);
  }
}

TEST_CASE("a text inside a link has no link itself") {
  const auto html = [](const char* tex) { return tex_to_html(tex, nullptr, Links::Off); };
  CHECK(html("see https://a.b/c") == "see https://a.b/c");
  CHECK(html(R"(\href{https://a.b}{\textbf{x}})") == "<strong>x</strong>");
  CHECK(html(R"(\href{https://a.b/?x&y}{})") == "https://a.b/?x&amp;y");
  CHECK(html(R"(https://a.b">\emph{x})") == "https://a.b&quot;&gt;<em>x</em>");
}

TEST_CASE("everything can be plain text") {
  const auto& [in, out] = GENERATE(values<Case>({
      {"  a \n b  ", "a b"},
      {R"($\alpha$-divergence)", "α-divergence"},
      {R"($O(n^2)$ $\mathcal{O}(n \log n)$)", "O(n²) O(n log n)"},
      {R"($x_1$ $x_{12}$ $x_i$ $x_{ij}$ $x^{n+1}$ $e^{-x}$ $x^T$)",
       "x₁ x₁₂ x_i x_ij xⁿ⁺¹ e^(-x) x^T"},
      {R"($\mathbb{R}^d$ $\ell_2$ $10^{-5}$ $\le 5$)", "ℝ^d ℓ₂ 10⁻⁵ ≤ 5"},
      {R"($\frac{1}{2}$ $\frac{a+b}{c}$ $\sqrt{x}$ $\sqrt{n+1}$)", "1/2 (a+b)/c √x √(n+1)"},
      {R"($\textbf{2.5$\times$ lower}$)", "2.5× lower"},
      {R"($\hat{x}$ $\left(a\right)$ $a\,b$ $10\%$ $x'$)", "x̂ (a) a b 10% x′"},
      {R"($s \leq d$ $4 \times 5$ $\lambda x$ $a\not=b$ $x \not\in y$)",
       "s ≤ d 4 × 5 λx a≠b x ∉ y"},
      {R"($\begin{pmatrix}1&2\\3\end{pmatrix}$ $\binom{n}{k}$ $\overset{!}{=}$)",
       "(1 2; 3) (n choose k) =^!"},
      {R"($\operatorname*{arg\,max}_x f$)", "arg max_x f"},
      {R"($\foo{x}$ $\times10$ $\log\log n$)", R"(\foo{x} ×10 log log n)"},
      {R"(\textbf{a} \emph{b} \ours{} \href{https://x.y}{here} \url{https://x.y/a_b})",
       "a b ours here https://x.y/a_b"},
      {R"(\ceil{n/2} \floor{n/2} \logit{p})", R"(\ceil{n/2} \floor{n/2} \logit{p})"},
      {R"($\abs*{x}$ \norm*{x} $\qty*(x)$ $\dv*{f}{x}$)", "|x| ‖x‖ (x) df/dx"},
      {R"($a \textgreater b \textless c$ $\textdollar 5$ $a \bmod n$)", "a > b < c $ 5 a mod n"},
      {R"($\iint f$ $a \nleq b$ $5\,\AA$)", "∬ f a ≰ b 5 Å"},
      {R"(P\'erez, 50\%, \$5, ``x'', a~b)", "Pérez, 50%, $5, “x”, a b"},
      {"**Mano** <b>", "Mano <b>"},
      {R"(\(x\) and \[y\])", "x and y"},
      {"$x^$ $_$ $\\frac$ ${$", "x / $$"},
      {"", ""},
  }));
  CAPTURE(in);
  CHECK(tex_to_plain(in) == out);
}

TEST_CASE("URLs are found in order, without the punctuation after them") {
  CHECK(
      urls_in(
          R"(Code: https://github.com/a/b. \url{http://x.y/z}, \href{https://h.i/j}{k} (https://a.b/c);)") ==
      std::vector<std::string>{"https://github.com/a/b", "http://x.y/z", "https://h.i/j",
                               "https://a.b/c"});
  CHECK(urls_in("no link, javascript:x, $https://a.b$").empty());
  CHECK(urls_in(R"(https://a.b/c\_d\%20)") == std::vector<std::string>{"https://a.b/c_d%20"});
}
