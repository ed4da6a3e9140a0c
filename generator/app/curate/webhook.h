#pragma once
// The webhook: JSON in the form of Slack.

#include <string>
#include <vector>

#include "config/config.h"
#include "model/digest.h"
#include "net/environment.h"

namespace broadsheet::app {

/// An issue that is online.
struct Issue {
  Digest digest;
  std::string url;  ///< of its page on the site
};

/// The body: the summary, then for each issue a link to its page and up to 20 titles, best first,
/// as links to arXiv. & < > are escaped; at most 3,000 characters a block and 50 blocks, Slack's
/// limits. Source: https://api.slack.com/reference/block-kit/blocks
std::string notice_json(const std::string& summary, const std::vector<Issue>& issues);

/// Sends it to the URL in the variable that config.webhook_env names; does nothing if it is not
/// set. Trouble is a line to stderr that never holds the URL, which is a secret.
/// @return whether it was sent
bool send_notice(const config::PublishConfig& config, const std::string& json,
                 const net::Environment& world);

}  // namespace broadsheet::app
