#include "tex/plain_forms.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

struct Form {
  char32_t sign;
  std::string_view form;
};

constexpr Form kSuperscripts[] = {{U'0', "⁰"}, {U'1', "¹"}, {U'2', "²"}, {U'3', "³"}, {U'4', "⁴"},
                                  {U'5', "⁵"}, {U'6', "⁶"}, {U'7', "⁷"}, {U'8', "⁸"}, {U'9', "⁹"},
                                  {U'+', "⁺"}, {U'-', "⁻"}, {U'(', "⁽"}, {U')', "⁾"}, {U'i', "ⁱ"},
                                  {U'n', "ⁿ"}, {U'′', "′"}, {U'∘', "°"}};
constexpr Form kSubscripts[] = {{U'0', "₀"}, {U'1', "₁"}, {U'2', "₂"}, {U'3', "₃"},
                                {U'4', "₄"}, {U'5', "₅"}, {U'6', "₆"}, {U'7', "₇"},
                                {U'8', "₈"}, {U'9', "₉"}, {U'+', "₊"}, {U'-', "₋"}};
constexpr Form kDoubleStruck[] = {{U'C', "ℂ"}, {U'H', "ℍ"}, {U'N', "ℕ"}, {U'P', "ℙ"},
                                  {U'Q', "ℚ"}, {U'R', "ℝ"}, {U'Z', "ℤ"}};

template <std::size_t size>
std::string_view form_of(const Form (&forms)[size], char32_t sign) {
  const auto* found = std::ranges::find(forms, sign, &Form::sign);
  return found == std::end(forms) ? std::string_view() : found->form;
}

// Sorted by name, in byte order.
struct Unit {
  std::string_view name, sign;
};
constexpr Unit kUnits[] = {
    {"GHz", "GHz"},    {"Hz", "Hz"},           {"MHz", "MHz"},    {"ampere", "A"},
    {"angstrom", "Å"}, {"bit", "bit"},         {"byte", "B"},     {"celsius", "°C"},
    {"centi", "c"},    {"cm", "cm"},           {"cubed", "³"},    {"cubic", ""},
    {"day", "d"},      {"deci", "d"},          {"degree", "°"},   {"degreeCelsius", "°C"},
    {"eV", "eV"},      {"electronvolt", "eV"}, {"farad", "F"},    {"femto", "f"},
    {"giga", "G"},     {"gram", "g"},          {"hertz", "Hz"},   {"hour", "h"},
    {"joule", "J"},    {"kHz", "kHz"},         {"kelvin", "K"},   {"kg", "kg"},
    {"kilo", "k"},     {"kilogram", "kg"},     {"km", "km"},      {"liter", "L"},
    {"litre", "L"},    {"mega", "M"},          {"meter", "m"},    {"metre", "m"},
    {"micro", "µ"},    {"milli", "m"},         {"minute", "min"}, {"mm", "mm"},
    {"mole", "mol"},   {"ms", "ms"},           {"nano", "n"},     {"newton", "N"},
    {"nm", "nm"},      {"ns", "ns"},           {"ohm", "Ω"},      {"pascal", "Pa"},
    {"per", "/"},      {"percent", "%"},       {"peta", "P"},     {"pico", "p"},
    {"second", "s"},   {"squared", "²"},       {"tera", "T"},     {"tesla", "T"},
    {"um", "µm"},      {"us", "µs"},           {"volt", "V"},     {"watt", "W"},
};
static_assert(std::ranges::is_sorted(kUnits, {}, &Unit::name));

}  // namespace

std::string_view superscript(char32_t sign) { return form_of(kSuperscripts, sign); }
std::string_view subscript(char32_t sign) { return form_of(kSubscripts, sign); }
std::string_view double_struck(char letter) {
  return form_of(kDoubleStruck, static_cast<unsigned char>(letter));
}

std::string_view unit_of(std::string_view word) {
  const auto* found = std::ranges::lower_bound(kUnits, word, {}, &Unit::name);
  return found != std::end(kUnits) && found->name == word ? found->sign : std::string_view();
}

// Commands for appearance only.
bool is_silent(std::string_view word) {
  static constexpr std::string_view names[] = {"Big",
                                               "Bigg",
                                               "Biggl",
                                               "Biggm",
                                               "Biggr",
                                               "Bigl",
                                               "Bigm",
                                               "Bigr",
                                               "big",
                                               "bigg",
                                               "biggl",
                                               "biggm",
                                               "biggr",
                                               "bigl",
                                               "bigm",
                                               "bigr",
                                               "displaylimits",
                                               "displaystyle",
                                               "footnotesize",
                                               "left",
                                               "limits",
                                               "mathstrut",
                                               "middle",
                                               "nolimits",
                                               "nonumber",
                                               "normalsize",
                                               "notag",
                                               "right",
                                               "scriptscriptstyle",
                                               "scriptsize",
                                               "scriptstyle",
                                               "small",
                                               "smash",
                                               "textstyle",
                                               "tiny",
                                               "xspace"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

// Commands whose argument is shown as it is: fonts, boxes, texts.
bool is_font(std::string_view word) {
  static constexpr std::string_view names[] = {
      "bm",         "boldsymbol", "boxed",        "cancel",  "emph",     "ensuremath", "hbox",
      "mathbf",     "mathbfcal",  "mathbin",      "mathcal", "mathfrak", "mathit",     "mathlarger",
      "mathnormal", "mathop",     "mathord",      "mathrel", "mathrm",   "mathscr",    "mathsf",
      "mathtt",     "mbox",       "operatorname", "pmb",     "substack", "text",       "textbf",
      "textit",     "textmd",     "textnormal",   "textrm",  "textsc",   "textsf",     "textsl",
      "texttt",     "textup",     "underline",    "va",      "vb",       "vu"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

// Names set upright with a space after them: \log n.
bool is_function(std::string_view word) {
  static constexpr std::string_view names[] = {
      "Pr",   "arccos", "arcsin", "arctan", "arg",    "argmax", "argmin", "cos",
      "cosh", "cot",    "deg",    "det",    "dim",    "exp",    "gcd",    "hom",
      "inf",  "ker",    "lg",     "lim",    "liminf", "limsup", "ln",     "log",
      "max",  "min",    "mod",    "sin",    "sinh",   "sup",    "tan",    "tanh"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

bool is_double_struck(std::string_view word) {
  return word == "mathbb" || word == "mathds" || word == "mathbbm" || word == "Bbb";
}

char32_t accent_mark(std::string_view word) {
  if (word == "hat" || word == "widehat") return U'\u0302';
  if (word == "tilde" || word == "widetilde") return U'\u0303';
  if (word == "bar") return U'\u0304';
  if (word == "vec") return U'\u20D7';
  if (word == "dot") return U'\u0307';
  if (word == "ddot") return U'\u0308';
  if (word == "check") return U'\u030C';
  if (word == "acute") return U'\u0301';
  if (word == "grave") return U'\u0300';
  if (word == "breve") return U'\u0306';
  if (word == "mathring") return U'\u030A';
  if (word == "overline") return U'\u0305';
  if (word == "slashed") return U'\u0338';
  if (word == "overrightarrow") return U'\u20D7';
  return 0;
}

std::optional<std::string> shifted(std::string_view text, std::string_view (*form)(char32_t)) {
  std::string moved;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    if (c == ' ') continue;
    const std::string_view sign = form(c);
    if (sign.empty()) return std::nullopt;
    moved += sign;
  }
  return moved;
}

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) {
    return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.' ||
           static_cast<unsigned char>(byte) >= 0x80;
  });
}

std::string bracketed(const std::string& text) { return is_word(text) ? text : "(" + text + ")"; }

std::string chemical_tex(std::string_view formula) {
  std::string tex;
  for (std::size_t i = 0; i < formula.size(); ++i) {
    const char before = i == 0 ? ' ' : formula[i - 1];
    if (formula.substr(i).starts_with("->")) {
      tex += "→";
      ++i;
    } else if (is_ascii_digit(formula[i]) && (is_ascii_letter(before) || before == ')')) {
      std::size_t end = i;
      while (end < formula.size() && is_ascii_digit(formula[end])) ++end;
      tex.append("_{").append(formula.substr(i, end - i)).append("}");
      i = end - 1;
    } else if (formula[i] == '^' && i + 1 < formula.size() && formula[i + 1] != '{') {
      const std::size_t end =
          std::min(formula.find_first_not_of("0123456789+-", i + 1), formula.size());
      tex.append("^{").append(formula.substr(i + 1, end - i - 1)).append("}");
      i = end - 1;
    } else {
      tex += formula[i];
    }
  }
  return tex;
}

}  // namespace broadsheet::tex
