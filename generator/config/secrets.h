#pragma once
// Keys of services that were typed into config.yaml: found, and hidden from every message.

#include <string>
#include <string_view>
#include <vector>

#include "base/position.h"

namespace broadsheet::config {

/// What to do instead, for messages.
inline constexpr std::string_view kUseEnvironment =
    "put it into an environment variable (OPENAI_API_KEY, SEMANTIC_SCHOLAR_API_KEY, or the one "
    "that "
    "mail.password_env or a message's url_env names) instead, and replace a key that was published";

/// Whether a key of config.yaml is meant to hold a secret: "api_key", "token", "password".
bool is_secret_name(std::string_view name);

/// A text in which each secret is replaced by as many 'x'.
struct MaskedText {
  std::string values;           ///< without what has the form of a key ("sk-..." and similar)
  std::string shown;            ///< also without values of keys with a secret name; for messages
  std::vector<Position> found;  ///< of what has the form of a key, in comments too
};

MaskedText mask_secrets(std::string_view text);

}  // namespace broadsheet::config
