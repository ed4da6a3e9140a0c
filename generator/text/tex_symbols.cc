#include "text/tex_symbols.h"

#include <algorithm>
#include <span>

namespace broadsheet::text {
namespace {

struct Entry {
  std::string_view name;
  std::string_view sign;
};

// Each table is sorted by name, in byte order.
constexpr Entry kLetters[] = {
    {"AA", "Å"}, {"AE", "Æ"}, {"DH", "Ð"}, {"DJ", "Đ"}, {"L", "Ł"}, {"NG", "Ŋ"}, {"O", "Ø"},
    {"OE", "Œ"}, {"SS", "ẞ"}, {"TH", "Þ"}, {"aa", "å"}, {"ae", "æ"}, {"dh", "ð"}, {"dj", "đ"},
    {"i", "ı"}, {"j", "ȷ"}, {"l", "ł"}, {"ng", "ŋ"}, {"o", "ø"}, {"oe", "œ"}, {"ss", "ß"},
    {"th", "þ"},
};

// Plain text has one epsilon and one phi: the common ones.
constexpr Entry kGreek[] = {
    {"Delta", "Δ"}, {"Gamma", "Γ"}, {"Lambda", "Λ"}, {"Omega", "Ω"}, {"Phi", "Φ"}, {"Pi", "Π"},
    {"Psi", "Ψ"}, {"Sigma", "Σ"}, {"Theta", "Θ"}, {"Upsilon", "Υ"}, {"Xi", "Ξ"}, {"alpha", "α"},
    {"beta", "β"}, {"chi", "χ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"eta", "η"}, {"gamma", "γ"},
    {"iota", "ι"}, {"kappa", "κ"}, {"lambda", "λ"}, {"mu", "μ"}, {"nu", "ν"}, {"omega", "ω"},
    {"omicron", "ο"}, {"phi", "φ"}, {"pi", "π"}, {"psi", "ψ"}, {"rho", "ρ"}, {"sigma", "σ"},
    {"tau", "τ"}, {"theta", "θ"}, {"upsilon", "υ"}, {"varepsilon", "ε"}, {"varkappa", "ϰ"},
    {"varphi", "φ"}, {"varpi", "ϖ"}, {"varrho", "ϱ"}, {"varsigma", "ς"}, {"vartheta", "ϑ"},
    {"xi", "ξ"}, {"zeta", "ζ"},
};

constexpr Entry kSymbols[] = {
    {"BibTeX", "BibTeX"}, {"Box", "□"}, {"EUR", "€"}, {"Im", "ℑ"}, {"LaTeX", "LaTeX"},
    {"Leftarrow", "⇐"}, {"Leftrightarrow", "⇔"}, {"P", "¶"}, {"Re", "ℜ"}, {"Rightarrow", "⇒"},
    {"S", "§"}, {"TeX", "TeX"}, {"Vert", "‖"}, {"aleph", "ℵ"}, {"angle", "∠"}, {"approx", "≈"},
    {"arrow", "→"}, {"ast", "∗"}, {"asymp", "≍"}, {"backslash", "\\"}, {"because", "∵"},
    {"bigcap", "⋂"}, {"bigcup", "⋃"}, {"bigoplus", "⨁"}, {"bigotimes", "⨂"}, {"blacksquare", "■"},
    {"bot", "⊥"}, {"bowtie", "⋈"}, {"bullet", "•"}, {"cap", "∩"}, {"cdot", "·"}, {"cdotp", "·"},
    {"cdots", "⋯"}, {"checkmark", "✓"}, {"circ", "∘"}, {"circledast", "⊛"}, {"clubsuit", "♣"},
    {"cmark", "✓"}, {"colon", ":"}, {"coloneqq", "≔"}, {"complement", "∁"}, {"cong", "≅"},
    {"copyright", "©"}, {"cup", "∪"}, {"dag", "†"}, {"dagger", "†"}, {"dashv", "⊣"}, {"ddag", "‡"},
    {"ddagger", "‡"}, {"ddots", "⋱"}, {"degree", "°"}, {"diamond", "⋄"}, {"diamondsuit", "♦"},
    {"div", "÷"}, {"doteq", "≐"}, {"dots", "…"}, {"dotsb", "⋯"}, {"dotsc", "…"}, {"dotsm", "⋯"},
    {"downarrow", "↓"}, {"ell", "ℓ"}, {"emptyset", "∅"}, {"equiv", "≡"}, {"euro", "€"},
    {"exists", "∃"}, {"flat", "♭"}, {"forall", "∀"}, {"ge", "≥"}, {"geq", "≥"}, {"geqslant", "≥"},
    {"gets", "←"}, {"gg", "≫"}, {"ggg", "⋙"}, {"gneq", "⪈"}, {"gt", ">"}, {"gtrsim", "≳"},
    {"hbar", "ℏ"}, {"heartsuit", "♥"}, {"hookrightarrow", "↪"}, {"iff", "⟺"}, {"imath", "ı"},
    {"implies", "⟹"}, {"in", "∈"}, {"infty", "∞"}, {"int", "∫"}, {"jmath", "ȷ"}, {"lVert", "‖"},
    {"land", "∧"}, {"langle", "⟨"}, {"lbrace", "{"}, {"lbrack", "["}, {"lceil", "⌈"},
    {"ldotp", "."}, {"ldots", "…"}, {"le", "≤"}, {"leadsto", "⇝"}, {"leftarrow", "←"},
    {"leftrightarrow", "↔"}, {"leq", "≤"}, {"leqslant", "≤"}, {"lesssim", "≲"}, {"lfloor", "⌊"},
    {"ll", "≪"}, {"lll", "⋘"}, {"lnot", "¬"}, {"longrightarrow", "⟶"}, {"lor", "∨"}, {"lt", "<"},
    {"ltimes", "⋉"}, {"lvert", "|"}, {"mapsto", "↦"}, {"mid", "∣"}, {"minus", "−"}, {"models", "⊨"},
    {"mp", "∓"}, {"nabla", "∇"}, {"natural", "♮"}, {"ne", "≠"}, {"nearrow", "↗"}, {"neg", "¬"},
    {"neq", "≠"}, {"nexists", "∄"}, {"ni", "∋"}, {"nmid", "∤"}, {"notin", "∉"}, {"odot", "⊙"},
    {"oint", "∮"}, {"ominus", "⊖"}, {"oplus", "⊕"}, {"otimes", "⊗"}, {"parallel", "∥"},
    {"partial", "∂"}, {"perp", "⊥"}, {"pm", "±"}, {"pounds", "£"}, {"prec", "≺"}, {"preceq", "⪯"},
    {"prime", "′"}, {"prod", "∏"}, {"propto", "∝"}, {"qquad", " "}, {"quad", " "}, {"rVert", "‖"},
    {"rangle", "⟩"}, {"rbrace", "}"}, {"rbrack", "]"}, {"rceil", "⌉"}, {"rfloor", "⌋"},
    {"rightarrow", "→"}, {"rightleftharpoons", "⇌"}, {"rightsquigarrow", "⇝"}, {"rtimes", "⋊"},
    {"rvert", "|"}, {"searrow", "↘"}, {"setminus", "∖"}, {"sharp", "♯"}, {"sim", "∼"},
    {"simeq", "≃"}, {"smile", "⌣"}, {"spadesuit", "♠"}, {"sqcup", "⊔"}, {"sqsubseteq", "⊑"},
    {"square", "□"}, {"star", "⋆"}, {"subset", "⊂"}, {"subseteq", "⊆"}, {"subsetneq", "⊊"},
    {"succ", "≻"}, {"succeq", "⪰"}, {"sum", "∑"}, {"supset", "⊃"}, {"supseteq", "⊇"}, {"surd", "√"},
    {"textasciicircum", "^"}, {"textasciitilde", "~"}, {"textasteriskcentered", "*"},
    {"textbackslash", "\\"}, {"textbar", "|"}, {"textbullet", "•"}, {"textcopyright", "©"},
    {"textdegree", "°"}, {"textdollar", "$"}, {"textellipsis", "…"}, {"textemdash", "—"},
    {"textendash", "–"}, {"texteuro", "€"}, {"textgreater", ">"}, {"textless", "<"},
    {"textmu", "µ"}, {"textpm", "±"}, {"textquotedblleft", "“"}, {"textquotedblright", "”"},
    {"textquoteleft", "‘"}, {"textquoteright", "’"}, {"textregistered", "®"}, {"texttimes", "×"},
    {"texttrademark", "™"}, {"textunderscore", "_"}, {"therefore", "∴"}, {"times", "×"},
    {"to", "→"}, {"top", "⊤"}, {"triangle", "△"}, {"triangledown", "▽"}, {"triangleq", "≜"},
    {"uparrow", "↑"}, {"updownarrow", "↕"}, {"uplus", "⊎"}, {"vDash", "⊨"}, {"varnothing", "∅"},
    {"vdash", "⊢"}, {"vdots", "⋮"}, {"vee", "∨"}, {"vert", "|"}, {"wedge", "∧"}, {"wp", "℘"},
    {"xmark", "✗"}, {"xrightarrow", "→"},
};

static_assert(std::ranges::is_sorted(kLetters, {}, &Entry::name));
static_assert(std::ranges::is_sorted(kGreek, {}, &Entry::name));
static_assert(std::ranges::is_sorted(kSymbols, {}, &Entry::name));

std::string_view find(std::span<const Entry> table, std::string_view name) {
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != table.end() && found->name == name ? found->sign : std::string_view();
}

}  // namespace

std::string_view special_letter_of(std::string_view name) { return find(kLetters, name); }

std::string_view greek_letter_of(std::string_view name) { return find(kGreek, name); }

std::string_view symbol_of(std::string_view name) {
  const std::string_view greek = find(kGreek, name);
  return greek.empty() ? find(kSymbols, name) : greek;
}

}  // namespace broadsheet::text
