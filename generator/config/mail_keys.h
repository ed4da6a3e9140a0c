#pragma once
// The keys of `mail` and `messages` in config.yaml.

#include <vector>

#include "config/config.h"
#include "config/keys.h"

namespace broadsheet::config {

Keys keys_of(MailConfig& mail);
Keys keys_of(ChatConfig& chat);

/// Adds an item of `messages`, or reports what it lacks.
void read_chat(const Value& value, std::vector<ChatConfig>& chats);

}  // namespace broadsheet::config
