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
    {U'ℒ', "\\mathcal{L}"},
    {U'ℓ', "\\ell"},
    {U'ℕ', "\\mathbb{N}"},
    {U'ℝ', "\\mathbb{R}"},
    {U'ℤ', "\\mathbb{Z}"},
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

}  // namespace

std::string_view maths_command(char32_t character) {
  const auto found =
      std::lower_bound(kMathsCommands.begin(), kMathsCommands.end(), character,
                       [](const Command& command, char32_t c) { return command.first < c; });
  if (found == kMathsCommands.end() || found->first != character) return {};
  return found->second;
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
