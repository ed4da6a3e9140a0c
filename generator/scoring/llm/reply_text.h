#pragma once
// The part of a model's reply that is the answer.

#include <string>
#include <string_view>

namespace broadsheet::scoring {

/// The reply without byte order mark, invalid bytes and reasoning; at most 1 MB. Where quotes are
/// written as HTML entities, these are decoded.
///
/// Reasoning is what the known wrappers enclose, at the beginning of the reply or of a line:
/// XML-like tags ("<think>", "<analysis>", "<seed:think>", "<details>", also with attributes and in
/// any case), "[THINK]", "◁think▷", "<|START_THINKING|>", "<|begin_of_thought|>", and the channels
/// of the harmony format. Everything before a closing tag without an opening one is reasoning too,
/// and everything after an opening tag that is never closed. Tags within a line of the answer are
/// part of it.
std::string answer_text(std::string_view reply);

}  // namespace broadsheet::scoring
