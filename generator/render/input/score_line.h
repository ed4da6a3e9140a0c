#pragma once
// The scores of a paper in one line, for feeds and mail.

#include <string>

#include "model/digest.h"
#include "theme/words.h"

namespace broadsheet::render {

/// "Score 18 (relevance 9, novelty 9)" in the language of the words; empty if has_score is false.
std::string score_line(const theme::Words& words, const Entry& entry);

}  // namespace broadsheet::render
