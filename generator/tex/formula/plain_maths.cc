#include "tex/formula/plain_maths.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "tex/formula/commands.h"
#include "tex/formula/packages.h"
#include "tex/formula/plain_forms.h"
#include "tex/formula/plain_writer.h"
#include "tex/formula/scan.h"
#include "tex/formula/symbols.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepest = 12;

}  // namespace

std::string PlainWriter::run() {
  while (at_ < tex_.size()) step();
  return std::move(out_);
}

std::string PlainWriter::argument() {
  while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
  if (at_ >= tex_.size()) return {};
  if (tex_[at_] == '{') {
    if (const auto group = argument_at(tex_, at_)) {
      at_ = group->end;
      return plain_group(group->inner, depth_ + 1);
    }
    ++at_;
    return {};
  }
  std::size_t end = at_;
  if (tex_[at_] == '\\') {
    const std::string_view word = control_word(tex_, at_);
    const FormulaCommand* known = find_formula_command(word);
    if (known != nullptr && takes_argument(*known) && depth_ < kDeepest) {
      return command_with_arguments();
    }
    end += std::max<std::size_t>(2, 1 + word.size());
  } else {
    text::next_code_point(tex_, end);
  }
  end = std::min(end, tex_.size());
  const std::string_view one = tex_.substr(at_, end - at_);
  at_ = end;
  return plain_group(one, depth_ + 1);
}

std::string PlainWriter::command_with_arguments() {
  std::string around = std::exchange(out_, {});
  const char before = std::exchange(before_, ' ');
  const bool was_argument = std::exchange(is_argument_, true);
  after_function_ = named_ = false;
  ++depth_;
  command();
  --depth_;
  is_argument_ = was_argument;
  before_ = before;
  return std::exchange(out_, std::move(around));
}

void PlainWriter::script(char sign) {
  ++at_;
  put_script(sign, argument());
}

void PlainWriter::put_script(char sign, const std::string& moved) {
  out_ += script_text(sign, moved, previous());
}

void PlainWriter::command() {
  const std::string_view word = control_word(tex_, at_);
  if (word.empty()) return control_symbol();
  const std::size_t begin = at_;
  at_ += 1 + word.size();
  if (const FormulaCommand* known = find_formula_command(word)) {
    role(*known);
  } else if (const std::string_view sign = symbol_of(word); !sign.empty()) {
    symbol(word, sign);
  } else if (const std::size_t end = arguments_end(tex_, at_); end > at_) {
    at_ = end;
    out_ += tex_.substr(begin, at_ - begin);
  } else {
    out_ += word;
    if (is_at('{')) out_ += ' ';
  }
}

void PlainWriter::role(const FormulaCommand& known) {
  switch (known.role) {
    case FormulaRole::Silent:
      silent(known.name);
      break;
    case FormulaRole::Size:
      skip_space();
      break;
    case FormulaRole::Font:
      if (is_at('*')) ++at_;
      out_ += argument();
      break;
    case FormulaRole::DoubleStruck:
      for (const char letter : argument()) {
        const std::string_view sign = double_struck(letter);
        out_ += sign.empty() ? std::string_view(&letter, 1) : sign;
      }
      break;
    case FormulaRole::Function:
      name(known.name == "bmod" ? "mod" : known.name);
      break;
    case FormulaRole::Accent:
      accent(known);
      break;
    case FormulaRole::Fraction: {
      const std::string above = argument();
      term(bracketed(above) + "/" + bracketed_divisor(argument()));
      break;
    }
    case FormulaRole::Binomial: {
      const std::string above = argument();
      out_ += "(" + above + " choose " + argument() + ")";
      break;
    }
    case FormulaRole::GeneralFraction:
      general_fraction();
      break;
    case FormulaRole::Infix:
      infix(known.name);
      break;
    case FormulaRole::Above:
    case FormulaRole::Below: {
      const std::string beside = argument();
      out_ += argument();
      put_script(known.role == FormulaRole::Above ? '^' : '_', beside);
      break;
    }
    case FormulaRole::Brace:
      braced();
      break;
    case FormulaRole::Arrow:
      arrow(known.sign);
      break;
    case FormulaRole::Second:
      argument();
      out_ += argument();
      break;
    case FormulaRole::Drop:
      if (is_at('*')) ++at_;
      argument();
      break;
    case FormulaRole::Negate:
      negate();
      break;
    case FormulaRole::Modulus:
      while (out_.ends_with(' ')) out_.pop_back();
      out_ += " (mod " + argument() + ")";
      break;
    case FormulaRole::Root:
      root();
      break;
    case FormulaRole::Begin:
      begin_environment();
      break;
    case FormulaRole::End:
      end_environment();
      break;
    case FormulaRole::Package:  // without its arguments
      out_ += known.name;
      break;
  }
}

void PlainWriter::skip_space() {
  while (at_ < tex_.size() && is_ascii_space(tex_[at_])) ++at_;
}

void PlainWriter::symbol(std::string_view word, std::string_view sign) {
  out_ += sign;
  // "\alpha x" is αx, as TeX sets it; operators keep their space.
  if (word == "lVert" || word == "lvert" || word == "langle") skip_space();
  const bool letter = !greek_letter_of(word).empty() || word == "partial" || word == "nabla";
  while (letter && at_ + 1 < tex_.size() && tex_[at_] == ' ' && is_ascii_letter(tex_[at_ + 1])) {
    ++at_;
  }
}

void PlainWriter::line_break() {
  at_ = skip_option(tex_, at_);
  const std::string rest = plain_group(tex_.substr(at_, tex_.find("\\\\", at_) - at_), depth_ + 1);
  const std::size_t begin = rest.find_first_not_of(' ');
  while (out_.ends_with(' ')) out_.pop_back();
  if (begin == std::string::npos || out_.empty()) {
    out_ += ' ';
    return;
  }
  std::size_t end = begin;
  const char32_t next = text::next_code_point(rest, end);
  const bool continues =
      std::u32string_view(U"=+-<>≤≥≈∼≃≡×·±→⇒≠∝,.").find(next) != std::u32string_view::npos;
  out_ += continues ? " " : "; ";
}

void PlainWriter::group() {
  const std::optional<ArgumentSpan> found = infix_ahead_ ? argument_at(tex_, at_) : std::nullopt;
  if (found && infix_in(found->inner)) {
    at_ = found->end;
    term(plain_group(found->inner, depth_ + 1));
  } else {
    ++at_;
  }
}

void PlainWriter::control_symbol() {
  const char sign = at_ + 1 < tex_.size() ? tex_[at_ + 1] : '\\';
  at_ = std::min(tex_.size(), at_ + 2);
  switch (sign) {
    case ',':
    case ';':
    case ':':
    case '>':
    case ' ':
      out_ += ' ';
      break;
    case '\\':
      line_break();
      break;
    case '!':
      break;
    case '|':
      out_ += "‖";
      break;
    default:
      out_ += sign;
  }
}

void PlainWriter::step() {
  const bool space = is_ascii_space(tex_[at_]);
  after_function_ = std::exchange(named_, named_ && space);
  switch (tex_[at_]) {
    case '\\':
      command();
      break;
    case '^':
    case '_':
      script(tex_[at_]);
      break;
    case '{':
      group();
      break;
    case '}':
    case '$':
      ++at_;
      break;
    case '~':
      out_ += ' ';
      ++at_;
      break;
    case '&':
      cell();
      break;
    case '\'':
      out_ += "′";
      ++at_;
      break;
    default:
      out_ += tex_[at_++];
  }
}

std::string plain_group(std::string_view tex, int depth) {
  if (depth > kDeepest) return std::string(tex);
  return PlainWriter(tex, depth).run();
}

std::string maths_to_plain(std::string_view tex, char before) {
  return PlainWriter(expand_packages(tex), 0, before).run();
}

}  // namespace broadsheet::tex
