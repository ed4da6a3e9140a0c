#pragma once
// The commands of TeX text.

#include "tex/cursor.h"

namespace broadsheet::tex {

/// Handles what begins with the backslash at the cursor: an accented letter, a control symbol, a
/// macro, a formula outside dollars (formula_commands.h), or an unknown command. Moves past it, and
/// into its argument if that is text.
void read_backslash(TexCursor& cursor);

}  // namespace broadsheet::tex
