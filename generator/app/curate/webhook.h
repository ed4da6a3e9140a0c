#pragma once
// A word after a run, by webhook: JSON as Slack takes it.

#include <string>
#include <vector>

#include "config/config.h"
#include "model/digest.h"
#include "net/environment.h"

namespace broadsheet::app {

/// The body: what became of the run, then up to 20 titles a day, best first, as links to arXiv.
/// & < > are escaped; at most 3,000 characters a block and 50 blocks, Slack's limits.
/// Source: https://api.slack.com/reference/block-kit/blocks
std::string notice_json(const std::string& summary, const std::vector<Digest>& days);

/// Sends it to the URL in the variable that config.webhook_env names; does nothing if it is not
/// set. Trouble is a line to stderr that never holds the URL, which is a secret.
/// @return whether it was sent
bool send_notice(const config::PublishConfig& config, const std::string& json,
                 const net::Environment& world);

}  // namespace broadsheet::app
