#include "tex/character_commands.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

constexpr char32_t kFirstUnknownLetter = 0x180;

using Command = std::pair<char32_t, std::string_view>;

// Sorted by character.
constexpr std::array kMathsCommands = std::to_array<Command>({
    {U'Γ', "\\Gamma"},
    {U'Δ', "\\Delta"},
    {U'Θ', "\\Theta"},
    {U'Λ', "\\Lambda"},
    {U'Ξ', "\\Xi"},
    {U'Π', "\\Pi"},
    {U'Σ', "\\Sigma"},
    {U'Υ', "\\Upsilon"},
    {U'Φ', "\\Phi"},
    {U'Ψ', "\\Psi"},
    {U'Ω', "\\Omega"},
    {U'α', "\\alpha"},
    {U'β', "\\beta"},
    {U'γ', "\\gamma"},
    {U'δ', "\\delta"},
    {U'ε', "\\varepsilon"},
    {U'ζ', "\\zeta"},
    {U'η', "\\eta"},
    {U'θ', "\\theta"},
    {U'ι', "\\iota"},
    {U'κ', "\\kappa"},
    {U'λ', "\\lambda"},
    {U'μ', "\\mu"},
    {U'ν', "\\nu"},
    {U'ξ', "\\xi"},
    {U'ο', "o"},
    {U'π', "\\pi"},
    {U'ρ', "\\rho"},
    {U'ς', "\\varsigma"},
    {U'σ', "\\sigma"},
    {U'τ', "\\tau"},
    {U'υ', "\\upsilon"},
    {U'φ', "\\varphi"},
    {U'χ', "\\chi"},
    {U'ψ', "\\psi"},
    {U'ω', "\\omega"},
    {U'ϑ', "\\vartheta"},
    {U'ϕ', "\\phi"},
    {U'ϖ', "\\varpi"},
    {U'ϱ', "\\varrho"},
    {U'ϵ', "\\epsilon"},
    {U'′', "'"},
    {U'″', "''"},
    {U'⁰', "^0"},
    {U'⁴', "^4"},
    {U'⁵', "^5"},
    {U'⁶', "^6"},
    {U'⁷', "^7"},
    {U'⁸', "^8"},
    {U'⁹', "^9"},
    {U'⁺', "^+"},
    {U'⁻', "^-"},
    {U'ⁿ', "^n"},
    {U'₀', "_0"},
    {U'₁', "_1"},
    {U'₂', "_2"},
    {U'₃', "_3"},
    {U'₄', "_4"},
    {U'₅', "_5"},
    {U'₆', "_6"},
    {U'₇', "_7"},
    {U'₈', "_8"},
    {U'₉', "_9"},
    {U'ℂ', "\\mathbb{C}"},
    {U'ℋ', "\\mathcal{H}"},
    {U'ℌ', "\\mathfrak{H}"},
    {U'ℍ', "\\mathbb{H}"},
    {U'ℎ', "h"},
    {U'ℐ', "\\mathcal{I}"},
    {U'ℑ', "\\mathfrak{I}"},
    {U'ℒ', "\\mathcal{L}"},
    {U'ℓ', "\\ell"},
    {U'ℕ', "\\mathbb{N}"},
    {U'ℙ', "\\mathbb{P}"},
    {U'ℚ', "\\mathbb{Q}"},
    {U'ℛ', "\\mathcal{R}"},
    {U'ℜ', "\\mathfrak{R}"},
    {U'ℝ', "\\mathbb{R}"},
    {U'ℤ', "\\mathbb{Z}"},
    {U'ℨ', "\\mathfrak{Z}"},
    {U'ℬ', "\\mathcal{B}"},
    {U'ℭ', "\\mathfrak{C}"},
    {U'ℰ', "\\mathcal{E}"},
    {U'ℱ', "\\mathcal{F}"},
    {U'ℳ', "\\mathcal{M}"},
    {U'←', "\\leftarrow"},
    {U'↑', "\\uparrow"},
    {U'→', "\\rightarrow"},
    {U'↓', "\\downarrow"},
    {U'↔', "\\leftrightarrow"},
    {U'⇐', "\\Leftarrow"},
    {U'⇒', "\\Rightarrow"},
    {U'⇔', "\\Leftrightarrow"},
    {U'∀', "\\forall"},
    {U'∂', "\\partial"},
    {U'∃', "\\exists"},
    {U'∅', "\\emptyset"},
    {U'∇', "\\nabla"},
    {U'∈', "\\in"},
    {U'∉', "\\notin"},
    {U'∏', "\\prod"},
    {U'∑', "\\sum"},
    {U'−', "-"},
    {U'∓', "\\mp"},
    {U'∗', "*"},
    {U'∘', "\\circ"},
    {U'√', "\\surd"},
    {U'∝', "\\propto"},
    {U'∞', "\\infty"},
    {U'∧', "\\wedge"},
    {U'∨', "\\vee"},
    {U'∩', "\\cap"},
    {U'∪', "\\cup"},
    {U'∫', "\\int"},
    {U'∼', "\\sim"},
    {U'≃', "\\simeq"},
    {U'≅', "\\cong"},
    {U'≈', "\\approx"},
    {U'≠', "\\ne"},
    {U'≡', "\\equiv"},
    {U'≤', "\\le"},
    {U'≥', "\\ge"},
    {U'≪', "\\ll"},
    {U'≫', "\\gg"},
    {U'⊂', "\\subset"},
    {U'⊃', "\\supset"},
    {U'⊆', "\\subseteq"},
    {U'⊇', "\\supseteq"},
    {U'⊕', "\\oplus"},
    {U'⊗', "\\otimes"},
    {U'⊥', "\\perp"},
    {U'⋅', "\\cdot"},
    {U'⋆', "\\star"},
    {U'⋯', "\\cdots"},
    {U'⟨', "\\langle"},
    {U'⟩', "\\rangle"},
});
static_assert(std::is_sorted(kMathsCommands.begin(), kMathsCommands.end()));

// Mathematical letters and digits up to the next entry have the font.
struct Font {
  char32_t first;
  std::string_view command;  ///< empty: italic, as maths is
  bool bold = false;
};
constexpr char32_t kFirstMathsLetter = 0x1D400;
constexpr char32_t kLastMathsLetter = 0x1D7FF;
// Sorted by character.
constexpr std::array kFonts = std::to_array<Font>({
    {0x1D400, "\\mathbf"},        {0x1D434, ""},
    {0x1D468, "", true},          {0x1D49C, "\\mathcal"},
    {0x1D4D0, "\\mathcal", true}, {0x1D504, "\\mathfrak"},
    {0x1D538, "\\mathbb"},        {0x1D56C, "\\mathfrak", true},
    {0x1D5A0, "\\mathsf"},        {0x1D5D4, "\\mathsf", true},
    {0x1D608, "\\mathsf"},        {0x1D63C, "\\mathsf", true},
    {0x1D670, "\\mathtt"},        {0x1D6A4, ""},
    {0x1D6A8, "", true},          {0x1D6E2, ""},
    {0x1D71C, "", true},          {0x1D7CA, "\\mathbf"},
    {0x1D7D8, "\\mathbb"},        {0x1D7E2, "\\mathsf"},
    {0x1D7EC, "\\mathsf", true},  {0x1D7F6, "\\mathtt"},
});

// Combining characters.
char accent_of(char32_t mark) {
  switch (mark) {
    case 0x300:
      return '`';
    case 0x301:
      return '\'';
    case 0x302:
      return '^';
    case 0x303:
      return '~';
    case 0x304:
      return '=';
    case 0x306:
      return 'u';
    case 0x307:
      return '.';
    case 0x308:
      return '"';
    case 0x309:
      return 'h';
    case 0x30A:
      return 'r';
    case 0x30B:
      return 'H';
    case 0x30C:
      return 'v';
    case 0x323:
      return 'd';
    case 0x327:
      return 'c';
    case 0x328:
      return 'k';
    case 0x331:
      return 'b';
    default:
      return 0;
  }
}

std::string_view table_command(char32_t character) {
  const auto found =
      std::lower_bound(kMathsCommands.begin(), kMathsCommands.end(), character,
                       [](const Command& command, char32_t c) { return command.first < c; });
  if (found == kMathsCommands.end() || found->first != character) return {};
  return found->second;
}

// The letter that `character` is in another font; 0 if it is none.
char32_t letter_of(char32_t character) {
  std::array<utf8proc_int32_t, 4> parts{};
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(character), parts.data(),
      static_cast<utf8proc_ssize_t>(parts.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
  const auto letter = static_cast<char32_t>(parts[0]);
  return count == 1 && letter != character ? letter : 0;
}

// A mathematical letter or digit: "𝔼" `\mathbb{E}`, "𝐱" `\mathbf{x}`, "𝜶" `\boldsymbol{\alpha}`.
std::string letter_command(char32_t character) {
  if (character < kFirstMathsLetter || character > kLastMathsLetter) return {};
  const char32_t letter = letter_of(character);
  if (letter == 0) return {};
  Font font = *(std::ranges::upper_bound(kFonts, character, {}, &Font::first) - 1);
  std::string tex(table_command(letter));
  if (tex.empty()) text::append_utf8(tex, letter);
  // TeX's script and double-struck fonts have capitals only.
  const bool is_capital = letter >= U'A' && letter <= U'Z';
  if (!is_capital && font.command == "\\mathcal") font.command = {};
  if (!is_capital && font.command == "\\mathbb") font.command = "\\mathbf";
  if (!font.command.empty()) tex = std::string(font.command) + "{" + tex + "}";
  return font.bold ? "\\boldsymbol{" + tex + "}" : tex;
}

}  // namespace

std::string maths_command(char32_t character) {
  const std::string_view found = table_command(character);
  return found.empty() ? letter_command(character) : std::string(found);
}

std::string accent_command(char32_t character) {
  if (character < kFirstUnknownLetter) return {};
  std::array<utf8proc_int32_t, 16> parts{};
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(character), parts.data(),
      static_cast<utf8proc_ssize_t>(parts.size()), UTF8PROC_DECOMPOSE, &boundary);
  if (count < 2 || count > static_cast<utf8proc_ssize_t>(parts.size())) return {};
  const auto base = static_cast<char32_t>(parts[0]);
  if (base >= kFirstUnknownLetter) return {};
  std::string command;
  text::append_utf8(command, base);
  for (std::size_t i = 1; i < static_cast<std::size_t>(count); ++i) {
    const char accent = accent_of(static_cast<char32_t>(parts[i]));
    if (accent == 0) return {};
    command = std::string("\\") + accent + "{" + command + "}";
  }
  return command;
}

}  // namespace broadsheet::tex
