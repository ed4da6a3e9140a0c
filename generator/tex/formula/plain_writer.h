#pragma once
// Writes one formula as plain text. Used by plain_maths.cc and plain_commands.cc.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tex/formula/commands.h"
#include "tex/formula/infix.h"

namespace broadsheet::tex {

/// A group of a formula within `depth` others as plain text.
std::string plain_group(std::string_view tex, int depth);

class PlainWriter {
 public:
  PlainWriter(std::string_view tex, int depth, char before = ' ')
      : tex_(tex), depth_(depth), before_(before), infix_ahead_(has_infix(tex)) {}

  std::string run();

 private:
  // The argument at `at_`: a group, a command, or one character; as plain text.
  std::string argument();
  // The command at `at_` with its arguments, which is an argument without braces: x^\frac{1}{2}.
  std::string command_with_arguments();

  char previous() const { return out_.empty() ? before_ : out_.back(); }

  void script(char sign);
  void put_script(char sign, const std::string& moved);
  void command();
  void role(const FormulaCommand& known);
  bool is_at(char byte) const { return at_ < tex_.size() && tex_[at_] == byte; }

  void skip_space();
  void silent(std::string_view word);
  // A fraction or a root in what is around it: 1/2 x is (1/2)x without the space.
  void term(const std::string& term);
  // Whether what follows would read as a part of the fraction or root before it.
  bool continues_term() const;
  void accent(const FormulaCommand& known);
  void general_fraction();
  // The group before the command over the one after it.
  void infix(std::string_view word);
  void arrow(char32_t sign);
  // A brace with a label above or below, which must not read as an exponent.
  void braced();

  struct Environment {
    std::string_view name, open, close, cell;
  };
  // Others have no signs around them.
  static const Environment& environment_of(std::string_view name);
  void begin_environment();
  void end_environment();
  void cell();
  void symbol(std::string_view word, std::string_view sign);
  void root();
  void negate();
  void name(std::string_view word);
  // "\\\\" between lines. One that goes on with a relation or an operator continues the line
  // before.
  void line_break();
  void group();
  void control_symbol();
  void step();
  std::string_view tex_;
  int depth_;
  char before_;         // the text before the formula ends with it
  bool infix_ahead_;    // somewhere in the formula
  bool named_ = false;  // a function's name has just been written
  bool after_function_ = false;
  bool is_argument_ = false;  // a command that is an argument is being written
  std::vector<const Environment*> environments_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace broadsheet::tex
