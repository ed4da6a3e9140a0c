#pragma once
// The keys of `fetch` in config.yaml.

#include "config/config.h"
#include "config/keys.h"

namespace broadsheet::config {

Keys keys_of(FetchConfig& fetch);

}  // namespace broadsheet::config
