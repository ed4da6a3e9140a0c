#pragma once
// The keys of `mail` in config.yaml.

#include "config/config.h"
#include "config/keys.h"

namespace broadsheet::config {

Keys keys_of(MailConfig& mail);

}  // namespace broadsheet::config
