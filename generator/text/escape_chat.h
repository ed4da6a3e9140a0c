#pragma once
// Escaping of text for messages in chat services.

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::text {

/// For Slack's mrkdwn: & < >. A '|' becomes '/', because it would end the address of a link.
/// Source: https://api.slack.com/reference/surfaces/formatting#escaping
std::string escape_slack(std::string_view text);

/// For Discord's Markdown: a backslash before every character that may begin or end a mark, a link
/// or a mention. Source: https://support.discord.com/hc/articles/210298617
std::string escape_discord(std::string_view text);

/// UTF-16 units of a text, which the limits of Discord and Telegram count.
std::size_t utf16_length(std::string_view text);

}  // namespace broadsheet::text
