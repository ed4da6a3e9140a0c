#pragma once
// The keys of `score`.

#include "config/config.h"
#include "config/keys.h"

namespace broadsheet::config {

Keys keys_of(ScoreConfig& score);

}  // namespace broadsheet::config
