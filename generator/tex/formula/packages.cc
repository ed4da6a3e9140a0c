#include "tex/formula/packages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "tex/formula/plain_forms.h"
#include "tex/formula/scan.h"
#include "tex/formula/units.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepest = 12;
constexpr std::size_t kMostArguments = 3;

struct Template {
  std::string_view name;
  std::size_t arguments;
  std::string_view tex;  ///< #1 to #3 are the arguments
};

// Sorted by name, in byte order; of one name the longest first.
constexpr Template kTemplates[] = {
    {"Abs", 1, R"(\lvert #1\rvert)"},
    {"Acute", 1, R"(\acute{#1})"},
    {"Bar", 1, R"(\bar{#1})"},
    {"Breve", 1, R"(\breve{#1})"},
    {"Check", 1, R"(\check{#1})"},
    {"Ddot", 1, R"(\ddot{#1})"},
    {"Dot", 1, R"(\dot{#1})"},
    {"E", 0, R"(\mathbb{E})"},
    {"Grave", 1, R"(\grave{#1})"},
    {"Hat", 1, R"(\hat{#1})"},
    {"Norm", 1, R"(\lVert #1\rVert)"},
    {"Tilde", 1, R"(\tilde{#1})"},
    {"Vec", 1, R"(\vec{#1})"},
    {"abs", 1, R"(\lvert #1\rvert)"},
    {"acomm", 2, R"(\{#1, #2\})"},
    {"ang", 1, R"({#1}^\circ)"},
    {"bbR", 0, R"(\mathbb{R})"},
    {"bra", 1, R"(\mathinner{\langle{#1}|})"},
    {"braket", 2, R"(\mathinner{\langle{#1}|{#2}\rangle})"},
    {"braket", 1, R"(\mathinner{\langle{#1}\rangle})"},
    {"cmark", 0, R"(\checkmark )"},
    {"comm", 2, "[#1, #2]"},
    {"displaylimits", 0, ""},
    {"em", 0, ""},
    {"emph", 1, R"(\textit{#1})"},
    {"ensuremath", 1, "{#1}"},
    {"ev", 1, R"(\langle #1\rangle)"},
    {"expval", 1, R"(\langle #1\rangle)"},
    {"footnote", 1, R"(\text{ (#1)})"},
    {"grad", 0, R"(\nabla )"},
    {"hfill", 0, ""},
    {"it", 0, ""},
    {"ket", 1, R"(\mathinner{|{#1}\rangle})"},
    {"ketbra", 2, R"(\lvert #1\rangle\langle #2\rvert)"},
    {"ketbra", 1, R"(\lvert #1\rangle\langle #1\rvert)"},
    {"label", 1, ""},
    {"laplacian", 0, R"(\nabla^2)"},
    {"mathbbm", 1, R"(\mathbb{#1})"},
    {"mathbfcal", 1, R"(\boldsymbol{\mathcal{#1}})"},
    {"mathds", 1, R"(\mathbb{#1})"},
    {"mathlarger", 1, "{#1}"},
    {"mbox", 1, R"(\text{#1})"},
    {"mel", 3, R"(\langle #1|#2|#3\rangle)"},
    {"minus", 0, "-"},
    {"norm", 1, R"(\lVert #1\rVert)"},
    {"order", 1, "O(#1)"},
    {"prescript", 3, R"({}^{#1}_{#2}{#3})"},
    {"qty", 1, R"(\left(#1\right))"},
    {"slashed", 1, R"(\not{#1})"},
    {"softmax", 0, R"(\operatorname{softmax})"},
    {"textdegree", 0, R"(\degree )"},
    {"textdollar", 0, R"(\$)"},
    {"textgreater", 0, ">"},
    {"textless", 0, "<"},
    {"textmu", 0, R"(\text{µ})"},
    {"textperthousand", 0, R"(\text{‰})"},
    {"textpm", 0, R"(\pm )"},
    {"textsc", 1, R"(\text{#1})"},
    {"textsl", 1, R"(\textit{#1})"},
    {"textsubscript", 1, R"({}_{\text{#1}})"},
    {"textsuperscript", 1, R"({}^{\text{#1}})"},
    {"texttimes", 0, R"(\times )"},
    {"upmu", 0, R"(\mu )"},
    {"va", 1, R"(\vec{\mathbf{#1}})"},
    {"vb", 1, R"(\mathbf{#1})"},
    {"vu", 1, R"(\hat{\mathbf{#1}})"},
    {"vv", 1, R"(\overrightarrow{#1})"},
    {"xspace", 0, ""},
};
static_assert(std::ranges::is_sorted(kTemplates, {}, &Template::name));

std::span<const Template> templates_of(std::string_view word) {
  const auto* begin = std::ranges::lower_bound(kTemplates, word, {}, &Template::name);
  const auto* end = std::ranges::upper_bound(kTemplates, word, {}, &Template::name);
  return {begin, end};
}

// Derivatives of the package physics and their sign.
constexpr std::pair<std::string_view, std::string_view> kDerivatives[] = {
    {"dv", R"(\mathrm{d})"}, {"fdv", R"(\delta)"}, {"pdv", R"(\partial)"}};

class Expander {
 public:
  Expander(std::string_view tex, int depth) : tex_(tex), depth_(depth) {}

  std::string run() {
    while (at_ < tex_.size()) {
      if (tex_[at_] != '\\') {
        out_ += tex_[at_++];
        continue;
      }
      const std::string_view word = control_word(tex_, at_);
      const std::size_t begin = at_;
      at_ += std::max<std::size_t>(2, 1 + word.size());
      if (word.empty() || !command(word)) {
        at_ = std::min(tex_.size(), begin + std::max<std::size_t>(2, 1 + word.size()));
        out_ += tex_.substr(begin, at_ - begin);
      }
    }
    return std::move(out_);
  }

 private:
  // Writes the other form; false if the command has none here. Then `at_` is anywhere.
  bool command(std::string_view word) {
    skip_star(word);
    if (word == "SI" || (word == "qty" && has_two_groups())) return quantity();
    if (word == "si" || word == "unit") return only_unit();
    if (word == "num") return only_number();
    if (word == "ce") return chemistry();
    if (word == "unicode") return character();
    if (word == "dd") return differential();
    for (const auto& [name, sign] : kDerivatives) {
      if (word == name) return derivative(sign);
    }
    if (word == "nicefrac" || word == "sfrac") return slash();
    if (word == "root") return root();
    if (word == "bra") return bra();
    if (word == "qty" && (at_ >= tex_.size() || tex_[at_] != '{')) return at_ < tex_.size();
    return by_template(word);
  }

  // The starred form of \abs, \norm, \qty and similar differs in the size of its brackets only.
  void skip_star(std::string_view word) {
    const std::span<const Template> range = templates_of(word);
    const bool has_star = at_ + 1 < tex_.size() && tex_[at_] == '*' &&
                          std::string_view("{([|").find(tex_[at_ + 1]) != std::string_view::npos;
    if (has_star && !range.empty() && range.front().arguments > 0) ++at_;
  }

  bool by_template(std::string_view word) {
    const std::span<const Template> range = templates_of(word);
    const std::size_t begin = at_;
    for (const Template& one : range) {
      at_ = begin;
      std::array<std::string, kMostArguments> arguments;
      bool complete = true;
      for (std::size_t i = 0; complete && i < one.arguments; ++i) {
        // Of a form with more arguments all must be groups.
        const bool must_be_group = range.size() > 1 && one.arguments > 1;
        std::optional<std::string> argument = must_be_group ? group() : next_argument();
        complete = argument.has_value();
        if (complete) arguments[i] = std::move(*argument);
      }
      if (!complete) continue;
      write(one.tex, arguments);
      if (one.tex.empty()) skip_spaces();
      return true;
    }
    return false;
  }

  void write(std::string_view form, std::span<const std::string> arguments) {
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (form[i] == '#') {
        out_ += arguments[static_cast<std::size_t>(form[++i] - '1')];
      } else {
        out_ += form[i];
      }
    }
  }

  void skip_spaces() {
    while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
  }

  std::string inner(std::string_view tex) const {
    return depth_ >= kDeepest ? std::string(tex) : Expander(tex, depth_ + 1).run();
  }

  std::optional<std::string_view> raw_group() {
    const std::optional<ArgumentSpan> found = argument_at(tex_, at_);
    if (!found) return std::nullopt;
    at_ = found->end;
    return found->inner;
  }

  std::optional<std::string> group() {
    const std::optional<std::string_view> raw = raw_group();
    return raw ? std::optional(inner(*raw)) : std::nullopt;
  }

  // A group, a command without arguments, or one character.
  std::optional<std::string> next_argument() {
    if (std::optional<std::string> found = group()) return found;
    skip_spaces();
    if (at_ >= tex_.size() || tex_[at_] == '{' || tex_[at_] == '}') return std::nullopt;
    std::size_t size = 1;
    if (tex_[at_] == '\\') {
      size = 1 + std::max<std::size_t>(1, control_word(tex_, at_).size());
    } else {
      while (at_ + size < tex_.size() &&
             (static_cast<unsigned char>(tex_[at_ + size]) & 0xC0) == 0x80)
        ++size;
    }
    const std::string one(tex_.substr(at_, size));
    at_ = std::min(tex_.size(), at_ + size);
    return one;
  }

  bool has_two_groups() const {
    const std::optional<ArgumentSpan> first = argument_at(tex_, skip_option(tex_, at_));
    return first && first->end < tex_.size() && tex_[first->end] == '{';
  }

  // --- physics ---

  // The order in "[2]": "^{2}"; empty without one.
  std::string order() {
    const std::size_t end = skip_option(tex_, at_);
    const std::string_view written =
        end > at_ + 2 ? tex_.substr(at_ + 1, end - at_ - 2) : std::string_view();
    at_ = end;
    return written.empty() ? "" : "^{" + std::string(written) + "}";
  }

  // \dd[3]{x}
  bool differential() {
    const std::string power = order();
    const std::optional<std::string> variable = next_argument();
    if (variable) out_.append(R"(\mathrm{d})").append(power).append(*variable);
    return variable.has_value();
  }

  // \dv{x}, \dv{f}{x}, \dv[2]{f}{x}, \pdv{f}{x}{y}, and \dv*{f}{x} with a slash.
  bool derivative(std::string_view sign) {
    const bool slash = at_ < tex_.size() && tex_[at_] == '*';
    if (slash) ++at_;
    std::string power = order();
    const std::optional<std::string> first = next_argument();
    if (!first) return false;
    std::string function;
    std::string below = std::string(sign) + "{" + *first + "}" + power;
    if (const std::optional<std::string> second = group()) {
      function = "{" + *first + "}";
      below = std::string(sign) + "{" + *second + "}" + power;
      if (const std::optional<std::string> third = sign == R"(\partial)" ? group() : std::nullopt) {
        power = "^{2}";
        below = std::string(sign) + "{" + *second + "}" + std::string(sign) + "{" + *third + "}";
      }
    }
    const std::string above = std::string(sign) + power + function;
    if (slash) {
      out_.append("{").append(above).append("}/{").append(below).append("}");
    } else {
      out_.append(R"(\frac{)").append(above).append("}{").append(below).append("}");
    }
    return true;
  }

  // --- siunitx ---

  // "1e-5" is 1 × 10^-5.
  static std::string number(std::string_view written) {
    const std::size_t e = written.find_first_of("eE");
    const bool is_power =
        e != std::string_view::npos && e + 1 < written.size() &&
        written.find_first_not_of("0123456789+-", e + 1) == std::string_view::npos;
    if (!is_power) return std::string(written);
    std::string tex(written.substr(0, e));
    if (!tex.empty()) tex += R"(\times)";
    return tex.append("{10}^{").append(written.substr(e + 1)).append("}");
  }

  bool quantity() {
    at_ = skip_option(tex_, at_);
    const std::optional<std::string> value = group();
    const std::optional<std::string_view> unit = value ? raw_group() : std::nullopt;
    if (!unit) return false;
    out_.append("{").append(number(*value)).append(R"(}\,)").append(units_tex(*unit));
    return true;
  }

  bool only_unit() {
    at_ = skip_option(tex_, at_);
    const std::optional<std::string_view> unit = raw_group();
    if (unit) out_ += units_tex(*unit);
    return unit.has_value();
  }

  bool only_number() {
    at_ = skip_option(tex_, at_);
    const std::optional<std::string> value = group();
    if (value) out_.append("{").append(number(*value)).append("}");
    return value.has_value();
  }

  // --- other packages ---

  bool chemistry() {
    const std::optional<std::string_view> formula = raw_group();
    if (formula) out_.append(R"(\mathrm{)").append(chemical_tex(*formula)).append("}");
    return formula.has_value();
  }

  // \unicode{x2013} and \unicode{8211} of MathJax: the character.
  bool character() {
    const std::optional<std::string_view> stated = raw_group();
    if (!stated || stated->empty()) return false;
    const bool is_hex = stated->front() == 'x' || stated->front() == 'X';
    const std::string_view digits = is_hex ? stated->substr(1) : *stated;
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
    const bool is_sign = code >= 0xA0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (error != std::errc() || end != digits.data() + digits.size() || !is_sign) return false;
    text::append_utf8(out_, code);
    return true;
  }

  // A part of a fraction: a group of TeX if it needs no brackets.
  void write_group(const std::string& part, const std::string& in_brackets) {
    const bool is_sign = part.starts_with('\\') && control_word(part, 0).size() + 1 == part.size();
    if (is_sign || part == in_brackets) {
      out_.append("{").append(part).append("}");
    } else {
      out_ += in_brackets;
    }
  }

  bool slash() {
    at_ = skip_option(tex_, at_);
    const std::optional<std::string> above = next_argument();
    const std::optional<std::string> below = above ? next_argument() : std::nullopt;
    if (!below) return false;
    write_group(*above, bracketed(*above));
    out_ += '/';
    write_group(*below, bracketed_divisor(*below));
    return true;
  }

  // \root 3 \of{x}
  bool root() {
    constexpr std::size_t longest_degree = 40;
    const std::size_t of = tex_.substr(at_, longest_degree).find("\\of");
    if (of == std::string_view::npos || !control_word(tex_, at_ + of).ends_with("of")) return false;
    std::string_view degree = tex_.substr(at_, of);
    at_ += of + 3;
    const std::optional<std::string> radicand = next_argument();
    if (!radicand) return false;
    while (degree.starts_with(' ')) degree.remove_prefix(1);
    while (degree.ends_with(' ')) degree.remove_suffix(1);
    out_.append(R"(\sqrt[)").append(degree).append("]{").append(*radicand).append("}");
    return true;
  }

  // ⟨a| before |b⟩ shares its bar.
  bool bra() {
    const std::optional<std::string> left = group();
    if (!left) return by_template("bra");
    const std::size_t after = at_;
    skip_spaces();
    if (at_ < tex_.size() && tex_[at_] == '\\' && control_word(tex_, at_) == "ket") {
      at_ += 4;
      if (const std::optional<std::string> right = group()) {
        write(R"(\mathinner{\langle{#1}|{#2}\rangle})", std::array{*left, *right});
        return true;
      }
    }
    at_ = after;
    write(R"(\mathinner{\langle{#1}|})", std::array{*left});
    return true;
  }

  std::string_view tex_;
  int depth_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string expand_packages(std::string_view formula) { return Expander(formula, 0).run(); }

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
