#pragma once
// JavaScript cut into tokens: enough of the language to write a module shorter (script.h).

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

/// One token of a script. Comments and spaces are none.
struct ScriptToken {
  enum class Kind {
    Word,  ///< names and keywords, "#private" too
    Number,
    String,
    Template,  ///< "`...`", "`...${", "}...${" or "}...`"
    Regex,
    Mark,  ///< punctuation; as long as the language has it
  };
  Kind kind = Kind::Mark;
  std::string_view text;     ///< within the source; never empty
  bool line_before = false;  ///< a line ends between this token and the one before
  std::size_t mate = npos;   ///< the other bracket of a pair, or npos

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Tokens of `source`, which must outlive them. A slash is taken for a division behind a value, a
/// closing bracket or brace, and otherwise for a regular expression. What is cut off in the middle
/// ends at the end. Brackets without a mate have npos. Never throws; O(n).
std::vector<ScriptToken> script_tokens(std::string_view source);

/// Whether a word is one that the language keeps for itself, everywhere or in some places.
bool is_script_keyword(std::string_view word);

}  // namespace broadsheet::text
