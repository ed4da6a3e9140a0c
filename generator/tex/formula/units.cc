#include "tex/formula/units.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "tex/formula/scan.h"

namespace broadsheet::tex {
namespace {

// Sorted by name, in byte order.
struct Unit {
  std::string_view name, sign;
};
constexpr Unit kUnits[] = {
    {"GHz", "GHz"},    {"Hz", "Hz"},
    {"MHz", "MHz"},    {"ampere", "A"},
    {"angstrom", "Å"}, {"bit", "bit"},
    {"byte", "B"},     {"celsius", "°C"},
    {"centi", "c"},    {"cm", "cm"},
    {"day", "d"},      {"deci", "d"},
    {"degree", "°"},   {"degreeCelsius", "°C"},
    {"eV", "eV"},      {"electronvolt", "eV"},
    {"farad", "F"},    {"femto", "f"},
    {"giga", "G"},     {"gram", "g"},
    {"hertz", "Hz"},   {"hour", "h"},
    {"joule", "J"},    {"kHz", "kHz"},
    {"kelvin", "K"},   {"kg", "kg"},
    {"kilo", "k"},     {"kilogram", "kg"},
    {"km", "km"},      {"liter", "L"},
    {"litre", "L"},    {"mega", "M"},
    {"meter", "m"},    {"metre", "m"},
    {"micro", "µ"},    {"milli", "m"},
    {"minute", "min"}, {"mm", "mm"},
    {"mole", "mol"},   {"ms", "ms"},
    {"nano", "n"},     {"newton", "N"},
    {"nm", "nm"},      {"ns", "ns"},
    {"ohm", "Ω"},      {"pascal", "Pa"},
    {"per", "/"},      {"percent", "%"},
    {"peta", "P"},     {"pico", "p"},
    {"second", "s"},   {"tera", "T"},
    {"tesla", "T"},    {"um", "µm"},
    {"us", "µs"},      {"volt", "V"},
    {"watt", "W"},
};
static_assert(std::ranges::is_sorted(kUnits, {}, &Unit::name));

std::string_view unit_of(std::string_view word) {
  const auto* found = std::ranges::lower_bound(kUnits, word, {}, &Unit::name);
  return found != std::end(kUnits) && found->name == word ? found->sign : std::string_view();
}

bool is_prefix_of_unit(std::string_view word) {
  static constexpr std::string_view prefixes[] = {"centi", "deci", "femto", "giga",
                                                  "kilo",  "mega", "micro", "milli",
                                                  "nano",  "peta", "pico",  "tera"};
  return std::ranges::binary_search(prefixes, word);
}

// Letters beyond ASCII are text in formulas.
std::string sign_tex(std::string_view sign) {
  if (sign == "%") return R"(\%)";
  const bool ascii = std::ranges::all_of(sign, [](char byte) { return (byte & 0x80) == 0; });
  return ascii ? std::string(sign) : R"(\text{)" + std::string(sign) + "}";
}

}  // namespace

std::string units_tex(std::string_view units) {
  std::string tex = R"(\mathrm{)";
  std::string_view power;  // of the next unit
  for (std::size_t i = 0; i < units.size();) {
    const std::string_view word = units[i] == '\\' ? control_word(units, i) : std::string_view();
    if (word == "square" || word == "cubic") {
      power = word == "square" ? "^{2}" : "^{3}";
    } else if (word == "squared" || word == "cubed") {
      tex += word == "squared" ? "^{2}" : "^{3}";
    } else if (const std::string_view sign = unit_of(word); !sign.empty()) {
      tex += sign_tex(sign);
      const bool is_prefix = i + 1 + word.size() < units.size() && is_prefix_of_unit(word);
      if (!is_prefix && word != "per") {
        tex += power;
        power = {};
      }
    } else {
      const std::size_t size = word.empty() ? 1 : 1 + word.size();
      tex += units.substr(i, size);
      i += size;
      continue;
    }
    i += 1 + word.size();
    while (i < units.size() && is_ascii_space(units[i])) ++i;
  }
  return tex + "}";
}

}  // namespace broadsheet::tex
