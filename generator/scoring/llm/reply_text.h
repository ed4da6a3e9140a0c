#pragma once
// The part of a model's reply that is the answer.

#include <string>
#include <string_view>

namespace broadsheet::scoring {

/// The reply without byte order mark, invalid bytes and reasoning; at most 1 MB. Where quotes are
/// written as HTML entities, these are decoded.
///
/// Reasoning is what a wrapper encloses whose name is about reasoning: XML-like tags ("<think>",
/// "<chain-of-thought>", "<seed:think>", "<details>" by its summary, also with attributes and in
/// any case), "[THINK]", "◁think▷", fences ("```thinking"), "<|START_THINKING|>",
/// "<|begin_of_thought|>", and the channels of the harmony format. Everything before a closing tag
/// without an opening one is reasoning too, and everything after an opening tag at the beginning of
/// a line that is never closed. Tags inside a whole JSON object are part of the answer.
std::string answer_text(std::string_view reply);

}  // namespace broadsheet::scoring
