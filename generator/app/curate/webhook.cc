#include "app/curate/webhook.h"

#include "base/log.h"
#include "json/writer.h"
#include "net/pace.h"
#include "tex/text.h"
#include "text/escape_chat.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kTitles = 20;
constexpr std::size_t kBlockCharacters = 3000;
constexpr std::size_t kBlocks = 50;

json::Object section(const std::string& text) {
  return {{"type", "section"}, {"text", json::Object{{"type", "mrkdwn"}, {"text", text}}}};
}

std::string line_of(const Entry& entry) {
  const std::string title = text::escape_slack(text::shorten(tex::tex_to_plain(entry.title), 200));
  std::string line = "• <" + entry.id.address() + "|" + title + ">";
  if (entry.score) line += " (" + json::number_text(*entry.score) + ")";
  return line + "\n";
}

}  // namespace

std::string notice_json(const std::string& summary, const std::vector<Issue>& issues) {
  json::List blocks;
  const auto add = [&](const std::string& text) {
    if (!text.empty() && blocks.size() < kBlocks) blocks.push_back(section(text));
  };
  add(text::escape_slack(text::shorten(summary, kBlockCharacters / 6)));
  for (const auto& [day, url] : issues) {
    std::string text = "*<" + text::escape_slack(url) + "|" + day.date.str() + ">*\n";
    std::size_t count = 0;
    for (const Entry& entry : day.papers) {
      if (count++ == kTitles) break;
      const std::string line = line_of(entry);
      if (text.size() + line.size() > kBlockCharacters) {
        add(text);
        text.clear();
      }
      text += line;
    }
    if (day.papers.size() > kTitles) {
      text += "and " + std::to_string(day.papers.size() - kTitles) + " more\n";
    }
    add(text);
  }
  return json::to_line(json::Object{{"text", text::escape_slack(text::shorten(summary, 500))},
                                    {"blocks", std::move(blocks)}});
}

bool send_notice(const config::PublishConfig& config, const std::string& json,
                 const net::Environment& world) {
  const std::string url = world.variable(config.webhook_env);
  if (url.empty()) return false;
  net::PacedSender sender(world, 1, {.retries = 3, .first_seconds = 2, .patience_seconds = 60});
  const net::Reply reply = sender.send({.method = "POST",
                                        .url = url,
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = json,
                                        .timeout_seconds = 20,
                                        .max_bytes = 1 << 20});
  if (!reply.ok()) warn("warning: the notice was not sent: " + reply.summary());
  return reply.ok();
}

}  // namespace broadsheet::app
