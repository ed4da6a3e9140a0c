#pragma once
// Errors of libyaml in words that help. Only yaml/ includes this.

#include <yaml.h>

#include <cstddef>
#include <string>

namespace broadsheet {

struct YamlProblem {
  enum Unit { Byte, Character };
  Unit unit = Character;
  std::size_t offset = 0;  ///< from the start of the text, in `unit`
  std::string message;     ///< for Diagnostics
};

/// Why the parser stopped, and where. For a parser whose last call failed.
YamlProblem explain(const yaml_parser_t& parser);

}  // namespace broadsheet
