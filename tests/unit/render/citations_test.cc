#include "render/files/citations.h"

#include <string>
#include <vector>

#include "base/output.h"
#include "render/files/author_name.h"
#include "support/catch.h"

using namespace broadsheet;

namespace {

Entry paper(const std::string& id, const std::string& title, std::vector<std::string> authors) {
  Entry entry{.id = *PaperId::parse(id)};
  entry.title = title;
  entry.authors = std::move(authors);
  return entry;
}

std::string title_in_bibtex(const std::string& title) {
  const std::string bib = render::bibtex(paper("2602.01234", title, {"Ada Lovelace"}));
  const std::size_t begin = bib.find("title = {") + 9;
  return bib.substr(begin, bib.find("},\n  author") - begin);
}

int depth_of(const std::string& bib) {
  int depth = 0;
  for (const char c : bib) {
    if (c == '{') ++depth;
    if (c == '}') REQUIRE(--depth >= 0);
  }
  return depth;
}

}  // namespace

TEST_CASE("a paper is cited as arXiv recommends") {
  Entry entry =
      paper("1706.03762", "Attention Is All You Need", {"Ashish Vaswani", "Noam Shazeer"});
  entry.categories = {"cs.CL", "cs.LG"};
  CHECK(render::bibtex(entry) ==
        "@misc{vaswani-1706.03762,\n"
        "  title = {Attention Is All You Need},\n"
        "  author = {Vaswani, Ashish and Shazeer, Noam},\n"
        "  year = {2017},\n"
        "  eprint = {1706.03762},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.CL},\n"
        "  doi = {10.48550/arXiv.1706.03762},\n"
        "  url = {https://arxiv.org/abs/1706.03762}\n"
        "}\n");
}

TEST_CASE("a name is written with the family name first") {
  struct Case {
    std::string name, bibtex, ris;
  };
  const auto& [name, bibtex, ris] = GENERATE(values<Case>({
      {"Ashish Vaswani", "Vaswani, Ashish", "Vaswani, Ashish"},
      {"Laurens van der Maaten", "van der Maaten, Laurens", "van der Maaten, Laurens"},
      {"Quentin Le Lidec", "Le Lidec, Quentin", "Le Lidec, Quentin"},
      {"Luc Van Gool", "Van Gool, Luc", "Van Gool, Luc"},
      {"Minh Van Nguyen", "Nguyen, Minh Van", "Nguyen, Minh Van"},
      {"Emanuele La Malfa", "La Malfa, Emanuele", "La Malfa, Emanuele"},
      {"Quoc V. Le", "Le, Quoc V.", "Le, Quoc V."},
      {"Pierluca D'Oro", "D'Oro, Pierluca", "D'Oro, Pierluca"},
      {"Maureen O’Hara", "O’Hara, Maureen", "O’Hara, Maureen"},
      {"Frank E. Harrell Jr.", "Harrell, Jr., Frank E.", "Harrell, Frank E., Jr."},
      {"Martin Luther King, Jr.", "King, Jr., Martin Luther", "King, Martin Luther, Jr."},
      {"Robert Downey jr.", "Downey, jr., Robert", "Downey, Robert, jr."},
      {"Jr., Sammy Davis", "Davis, Jr., Sammy", "Davis, Sammy, Jr."},
      {"Charles-Jean de la Vallée Poussin", "de la Vallée Poussin, Charles-Jean",
       "de la Vallée Poussin, Charles-Jean"},
      {"Abu Ali ibn Sina", "ibn Sina, Abu Ali", "ibn Sina, Abu Ali"},
      {"Luc Van der Gool Santos", "Van der Gool Santos, Luc", "Van der Gool Santos, Luc"},
      {"Robert Downey II", "Downey, II, Robert", "Downey, Robert, II"},
      {"José Hernández", "Hernández, José", "Hernández, José"},
      {"Gerard 't Hooft", "'t Hooft, Gerard", "'t Hooft, Gerard"},
      {"Gerard ’t Hooft", "’t Hooft, Gerard", "’t Hooft, Gerard"},
      {"Ian St. John", "St. John, Ian", "St. John, Ian"},
      {"José Ortega y Gasset", "Ortega y Gasset, José", "Ortega y Gasset, José"},
      {"Saunders Mac Lane", "Mac Lane, Saunders", "Mac Lane, Saunders"},
      {"Mac Lee", "Lee, Mac", "Lee, Mac"},
      {"Madonna", "Madonna", "Madonna"},
      {"Gemini Team", "Gemini Team", "Gemini Team"},
      {"DeepSeek-AI", "DeepSeek-AI", "DeepSeek-AI"},
      {"Van Tran", "Tran, Van", "Tran, Van"},
      {"von Neumann", "Neumann, von", "Neumann, von"},
      {"Doe, Jane", "Doe, Jane", "Doe, Jane"},
      {"", "", ""},
  }));
  CAPTURE(name);
  CHECK(render::bibtex_order(render::parse_author_name(name)) == bibtex);
  CHECK(render::ris_order(render::parse_author_name(name)) == ris);
}

TEST_CASE("a group is kept together") {
  const std::string bib =
      render::bibtex(paper("2602.01234", "T", {"Gemini Team", "Ann and Bob Smith"}));
  CHECK(bib.find("author = {{Gemini Team} and {Ann and Bob Smith}}") != std::string::npos);
}

TEST_CASE("words that separate names in BibTeX are in braces") {
  struct Case {
    std::string name, expected;
  };
  const auto& [name, expected] = GENERATE(values<Case>({
      {"A and", "{A and}"},
      {"and others", "{and others}"},
      {"And Lee", "{And Lee}"},
      {"others", "{others}"},
      {"Anders Andersson", "Andersson, Anders"},
  }));
  CAPTURE(name);
  const std::string bib = render::bibtex(paper("2602.01234", "T", {name, "Ada Lovelace"}));
  CHECK(bib.find("author = {" + expected + " and Lovelace, Ada},") != std::string::npos);
}

TEST_CASE("TeX in a title stays TeX, and capitals that matter are in braces") {
  struct Case {
    std::string title, expected;
  };
  const auto& [title, expected] = GENERATE(values<Case>({
      {"Attention Is All You Need", "Attention Is All You Need"},
      {"LoRA: Low-Rank Adaptation", "{LoRA}: Low-Rank Adaptation"},
      {"GPT-4 and Q-learning in 3D", "{GPT}-4 and {Q}-learning in {3D}"},
      {"A Title", "A Title"},
      {"Solving $O(N^2)$ Problems", "Solving {$O(N^2)$} Problems"},
      {"The \\(\\ell_1\\) Norm", "The {\\(\\ell_1\\)} Norm"},
      {"Growing $\\textbf{2$\\times$ faster}$", "Growing {$\\textbf{2$\\times$ faster}$}"},
      {"Costs \\$5 & 10% more", "Costs \\$5 \\& 10\\% more"},
      {"Only $5", "Only \\$5"},
      {"a_b #1 x^2 <i>", "a\\_b \\#1 x\\textasciicircum{}2 \\textless{}i\\textgreater{}"},
      {"\\textsc{Muon} works", "\\textsc{Muon} works"},
      {"broken } brace {", "broken  brace "},
      {"broken \\} brace", "broken  brace"},
      {"ends in \\", "ends in \\textbackslash{}"},
      {"unclosed $x^{2$", "unclosed \\$x\\textasciicircum{}2\\$"},
      {"Erdős–Rényi graphs", "{Erdős–Rényi} graphs"},
      {"two\nlines", "two lines"},
      {"Accuracy ~90% at ~10x", "Accuracy \\textasciitilde{}90\\% at \\textasciitilde{}10x"},
      {"$\\alpha$Former: $k$-NN", "{$\\alpha$Former}: {$k$}-{NN}"},
      {"α-divergence: ≤ ∞", "{$\\alpha$}-divergence: {$\\le$} {$\\infty$}"},
      {"$αβ$ x", "{$\\alpha\\beta$} x"},
      {"Bảo and Trần", "B{\\h{a}}o and Tr{\\`{\\^{a}}}n"},
      {"张伟", "张伟"},
  }));
  CAPTURE(title);
  CHECK(title_in_bibtex(title) == expected);
}

TEST_CASE("money is no formula, and signs of a formula are escaped") {
  struct Case {
    std::string title, expected;
  };
  const auto& [title, expected] = GENERATE(values<Case>({
      {"From $1M to $10M Rows", "From \\${1M} to \\${10M} Rows"},
      {"Costs $5 and $10", "Costs \\$5 and \\$10"},
      {"A $50%$ gain", "A {$50\\%$} gain"},
      {"A $50\\%$ gain", "A {$50\\%$} gain"},
      {"The $#P$ and $A&B$ cases", "The {$\\#P$} and {$A\\&B$} cases"},
      {"$\\begin{matrix}a & b\\end{matrix}$", "{$\\begin{matrix}a & b\\end{matrix}$}"},
      {"$\\R$ and $x$", "\\$\\textbackslash{}R\\$ and {$x$}"},
      {"\\(\\R\\) and $x$", "\\textbackslash{}(\\textbackslash{}R\\textbackslash{}) and {$x$}"},
      {"𝔼 and 𝒪(n) for 𝒜, 𝐱, 𝜶",
       "{$\\mathbb{E}$} and {$\\mathcal{O}$}(n) for {$\\mathcal{A}$}, {$\\mathbf{x}$}, "
       "{$\\boldsymbol{\\alpha}$}"},
      {"$ℚ 𝑥 𝟙$", "{$\\mathbb{Q} x \\mathbf{1}$}"},
  }));
  CAPTURE(title);
  CHECK(title_in_bibtex(title) == expected);
}

TEST_CASE("a command without its argument is printed") {
  struct Case {
    std::string title, expected;
  };
  const auto& [title, expected] = GENERATE(values<Case>({
      {"A \\textbf", "A \\textbackslash{}textbf"},
      {"A \\c", "A \\textbackslash{}c"},
      {"A \\^", "A \\textbackslash{}\\textasciicircum{}"},
      {"A \\'", "A \\textbackslash{}'"},
      {"A {\\textbf} b", "A {\\textbackslash{}textbf} b"},
      {"A \\(", "A \\textbackslash{}("},
      {"A $\\textbf$ b", "A \\$\\textbackslash{}textbf\\$ b"},
      {"A $x^$ b", "A \\$x\\textasciicircum{}\\$ b"},
      {"A \\é", "A \\textbackslash{}é"},
      {"Caf\\'e \\textbf x", "Caf\\'e \\textbf x"},
  }));
  CAPTURE(title);
  CHECK(title_in_bibtex(title) == expected);
}

TEST_CASE("braces are balanced whatever the title holds") {
  const std::string title =
      GENERATE(as<std::string>{}, "}}}", "{{{", "$}$", "\\{", "\\", "\\\\}", "$$", "$$x$", "\\(",
               "\\(}", "@misc{x, title={y}}", "\xff\xfe", "{}}{");
  CAPTURE(title);
  CHECK(depth_of(render::bibtex(paper("2602.01234", title, {title}))) == 0);
}

TEST_CASE("commands that do more than print are printed") {
  struct Case {
    std::string title, expected;
  };
  const auto& [title, expected] = GENERATE(values<Case>({
      {"\\input{/etc/passwd}", "\\textbackslash{}input{/etc/passwd}"},
      {"\\csname input\\endcsname", "\\textbackslash{}csname input\\textbackslash{}endcsname"},
      {"\\write18 x", "\\textbackslash{}write18 x"},
      {"$\\input{x}$", "\\$\\textbackslash{}input{x}\\$"},
      {"$x^^5cinput y$", "\\$x\\textasciicircum{}\\textasciicircum{}5cinput y\\$"},
      {"\\^^5cinput", "\\textbackslash{}\\textasciicircum{}\\textasciicircum{}5cinput"},
      {"ends in \\emph{", "ends in \\textbackslash{}emph"},
      {"\\LoRA: $\\mathbf{x} \\le \\frac{1}{2}$",
       "\\textbackslash{}LoRA: {$\\mathbf{x} \\le \\frac{1}{2}$}"},
  }));
  CAPTURE(title);
  CHECK(title_in_bibtex(title) == expected);
}

TEST_CASE("commands that only the page knows are written as the page reads them") {
  struct Case {
    std::string title, expected;
  };
  const auto& [title, expected] = GENERATE(values<Case>({
      {"The {\\it Drosophila} wing", "The {Drosophila} wing"},
      {"5 \\mu m and \\sim10", "5 {$\\mu$} m and {$\\sim$}10"},
      {"\\alpha-stable", "{$\\alpha$}-stable"},
      {"See \\href{https://x.org}{this_one}", "See this\\_one"},
      {"\\textcolor{red}{hot}", "hot"},
      {"\\footnotesize small", "small"},
  }));
  CAPTURE(title);
  CHECK(title_in_bibtex(title) == expected);
  Entry entry = paper("2602.01234", "T", {"A. One"});
  entry.journal_reference = "50\\% of $x^2$";
  CHECK(render::ris(entry, render::Abstracts::Omit).find("N1  - 50% of x²\r\n") !=
        std::string::npos);
}

TEST_CASE("no field ends its entry or runs a command") {
  const std::string hostile = "x}, evil = {y \\input{z} # @string";
  Entry entry = paper("2602.01234", hostile, {hostile});
  entry.categories = {hostile};
  entry.doi = hostile;
  entry.journal_reference = hostile;
  const std::string bib = render::bibtex(entry);
  CHECK(depth_of(bib) == 0);
  CHECK(bib.find("\\input") == std::string::npos);
  CHECK(bib.find("primaryClass = {x, evil = y \\textbackslash{}inputz \\# @string}") !=
        std::string::npos);
}

TEST_CASE("the key names the first author and the paper") {
  struct Case {
    std::string id, author, expected;
  };
  const auto& [id, author, expected] = GENERATE(values<Case>({
      {"1706.03762", "Ashish Vaswani", "vaswani-1706.03762"},
      {"hep-th/9901001", "Gerard 't Hooft", "t-hooft-hep-th_9901001"},
      {"2602.01234", "José Hernández", "hernandez-2602.01234"},
      {"2602.01234", "Laurens van der Maaten", "van-der-maaten-2602.01234"},
      {"2602.01234", "", "anonymous-2602.01234"},
  }));
  CAPTURE(author);
  CHECK(render::cite_key(paper(id, "T", {author})) == expected);
}

TEST_CASE("the year is that of the identifier") {
  struct Case {
    std::string id, year;
  };
  const auto& [id, year] = GENERATE(values<Case>({{"2602.01234", "2026"},
                                                  {"0704.0001", "2007"},
                                                  {"hep-th/9901001", "1999"},
                                                  {"math/0309136", "2003"}}));
  CAPTURE(id);
  CHECK(render::bibtex(paper(id, "T", {"A B"})).find("year = {" + year + "}") != std::string::npos);
}

TEST_CASE("a RIS record begins with its type, ends with ER, and every line is a tag") {
  Entry entry =
      paper("2602.01234", "Bounds of $O(n^2)$\r\nTY  - BOOK", {"Ada Lovelace", "Gemini Team"});
  entry.abstract = "One\nTwo";
  entry.categories = {"cs.LG"};
  const std::string ris = render::ris(entry, render::Abstracts::Include);
  CHECK(ris.rfind("TY  - UNPB\r\n", 0) == 0);
  CHECK(ris.substr(ris.size() - 8) == "ER  - \r\n");
  CHECK(ris.find("AU  - Lovelace, Ada\r\nAU  - Gemini Team\r\n") != std::string::npos);
  CHECK(ris.find("\r\nTY") == std::string::npos);
  CHECK(ris.find("AB  - One Two\r\n") != std::string::npos);
  CHECK(ris.find("DO  - 10.48550/arXiv.2602.01234\r\n") != std::string::npos);
  std::size_t at = 0;
  while (at < ris.size()) {
    const std::size_t end = ris.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(ris.substr(at + 2, 4) == "  - ");
    at = end + 2;
  }
  std::string shorter = ris;
  shorter.erase(shorter.find("AB  - "), std::string("AB  - One Two\r\n").size());
  CHECK(render::ris(entry, render::Abstracts::Omit) == shorter);
}

TEST_CASE("a month cites a paper that came back once") {
  Digest first{.date = Day(2026, 2, 26)};
  first.papers = {paper("2602.00001", "One", {"A B"}), paper("2602.00002", "Two", {"A B"})};
  Digest second{.date = Day(2026, 2, 27)};
  second.papers = {paper("2602.00002", "Two", {"A B"}), paper("2602.00003", "Three", {"A B"})};
  const Library library({first, second, Digest{.date = Day(2026, 3, 2)}});
  MemoryOutput out;
  render::write_citations(library, Month(2026, 2), out);
  render::write_citations(library, Month(2026, 3), out);
  render::write_citations(library.digests()[1], out);
  render::write_citations(library.digests()[2], out);
  std::vector<std::string> names;
  for (const auto& [name, bytes] : out.files()) names.push_back(name);
  CHECK(names == std::vector<std::string>{"2026/02/27/papers.bib", "2026/02/27/papers.ris",
                                          "2026/02/papers.bib", "2026/02/papers.ris"});
  const std::string& month = out.files().at("2026/02/papers.bib");
  std::size_t entries = 0;
  for (std::size_t at = 0; (at = month.find("@misc", at)) != std::string::npos; ++at) ++entries;
  CHECK(entries == 3);
  const std::string& records = out.files().at("2026/02/papers.ris");
  std::size_t ends = 0;
  for (std::size_t at = 0; (at = records.find("ER  - \r\n", at)) != std::string::npos; ++at) ++ends;
  CHECK(ends == 3);
}

TEST_CASE("a paper that is not of arXiv is cited by its DOI") {
  Entry entry = paper("doi:10.1038/s41586-021-03819-2", "Folding proteins", {"Ada Lovelace"});
  CHECK(render::bibtex(entry) ==
        "@misc{lovelace-doi_10.1038_s41586-021-03819-2,\n"
        "  title = {Folding proteins},\n"
        "  author = {Lovelace, Ada},\n"
        "  doi = {10.1038/s41586-021-03819-2},\n"
        "  url = {https://doi.org/10.1038/s41586-021-03819-2}\n"
        "}\n");
  entry.published = "2021-07-15";
  entry.journal_reference = "Nature 596";
  CHECK(render::bibtex(entry).find("  year = {2021},\n") != std::string::npos);
  CHECK(render::ris(entry, render::Abstracts::Omit) ==
        "TY  - JOUR\r\n"
        "TI  - Folding proteins\r\n"
        "AU  - Lovelace, Ada\r\n"
        "PY  - 2021\r\n"
        "DA  - 2021/07/15\r\n"
        "M1  - doi:10.1038/s41586-021-03819-2\r\n"
        "DO  - 10.1038/s41586-021-03819-2\r\n"
        "UR  - https://doi.org/10.1038/s41586-021-03819-2\r\n"
        "N1  - Nature 596\r\n"
        "ER  - \r\n");
}

TEST_CASE("a preprint names its server") {
  const Entry entry = paper("biorxiv:10.1101/2021.10.04.463034", "Cells", {"Ada Lovelace"});
  CHECK(render::bibtex(entry).find("  year = {2021},\n  publisher = {bioRxiv},\n") !=
        std::string::npos);
  const std::string ris = render::ris(entry, render::Abstracts::Omit);
  CHECK(ris.find("TY  - UNPB\r\n") == 0);
  CHECK(ris.find("\r\nPB  - bioRxiv\r\n") != std::string::npos);
  CHECK(ris.find("\r\nDA  - 2021/10\r\n") != std::string::npos);
  const Entry review = paper("openreview:XyZ12", "Reviews", {});
  CHECK(render::bibtex(review).find("doi = ") == std::string::npos);
  CHECK(render::bibtex(review).find("url = {https://openreview.net/forum?id=XyZ12}") !=
        std::string::npos);
}
