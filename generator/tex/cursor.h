#pragma once
// The state of a parse of TeX text, shared by parser.cc (signs) and commands.cc (commands).

#include <cstddef>
#include <string_view>

#include "tex/formula/scan.h"
#include "tex/group_stack.h"
#include "tex/sink.h"

namespace broadsheet::tex {

struct TexCursor {
  TexCursor(std::string_view text, TexSink& receiver)
      : source(text), sink(receiver), groups(receiver) {}

  bool at_end() const { return at >= source.size(); }
  /// Reports `sign` in place of the next `length` bytes.
  void replace(std::string_view sign, std::size_t length);
  void report(const FormulaSpan& span);
  /// Enters the {argument} at `at`, perhaps after spaces. Returns false if none begins there.
  bool enter_argument();
  /// Reports a URL, as written in TeX, that is its own text: as a link if it may be one.
  void report_link(std::string_view written);

  std::string_view source;
  TexSink& sink;
  GroupStack groups;
  std::size_t at = 0;
};

}  // namespace broadsheet::tex
