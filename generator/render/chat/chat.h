#pragma once
// The issue of a day as a message in a chat service.

#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "config/config.h"
#include "render/input/site_input.h"

namespace broadsheet::render {

struct ChatText {
  std::string subject;
  std::string url;   ///< of the issue
  std::string text;  ///< in the service's markup, within its limits
};

/// A text as the service needs it, so that nothing in it is markup.
std::string escape_for_chat(config::ChatService service, const std::string& text);

/// The message of one day, by the theme's message-<service>.mustache: the first papers with their
/// reasons, as many as the service's limit lets through whole. Every text is escaped for the
/// service.
/// @param input   with a base_url; `maths` is not used
/// @param digest  index into Library::digests()
/// @return std::nullopt, and a report, if the theme has no usable template
std::optional<ChatText> make_chat_text(const SiteInput& input, std::size_t digest,
                                       config::ChatService service, Diagnostics& problems);

}  // namespace broadsheet::render
