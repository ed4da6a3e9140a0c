#include "render/chat/chat.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "render/mail/mail_content.h"
#include "render/pages/day_header.h"
#include "render/parts/page_context.h"
#include "render/parts/paper_parts.h"
#include "render/site_templates.h"
#include "tex/text.h"
#include "text/escape.h"
#include "text/escape_chat.h"
#include "text/utf8.h"

namespace broadsheet::render {

using config::ChatService;

std::string escape_for_chat(ChatService service, const std::string& text) {
  switch (service) {
    case ChatService::Slack:
      return text::escape_slack(text);
    case ChatService::Discord:
      return text::escape_discord(text);
    case ChatService::Telegram:
      return text::escape_html(text);
    case ChatService::Feishu:
    case ChatService::Ntfy:
    case ChatService::Json:
      break;
  }
  return text;
}

namespace {

constexpr std::size_t kMostPapers = 10;
constexpr std::size_t kNames = 3;
constexpr std::size_t kLongestTitle = 160;   // characters
constexpr std::size_t kLongestReason = 200;  // characters
constexpr std::size_t kLongestOther = 200;   // characters of each other text

/// An address is data of a link, where Discord knows no backslashes.
std::string escaped_url(ChatService service, const std::string& url) {
  return service == ChatService::Discord ? url : escape_for_chat(service, url);
}

bool fits(ChatService service, const std::string& text) {
  switch (service) {
    case ChatService::Slack:  // https://api.slack.com/methods/chat.postMessage#truncating
      return text::code_point_count(text) <= 4000;
    case ChatService::Discord:  // https://discord.com/developers/docs/resources/webhook
      return text::utf16_length(text) <= 2000;
    case ChatService::Telegram:  // https://core.telegram.org/bots/api#sendmessage
    case ChatService::Json:
      return text::utf16_length(text) <= 4096;
    case ChatService::Feishu:  // a request has at most 20 kB
      return text.size() <= 12'000;
    case ChatService::Ntfy:  // https://docs.ntfy.sh/publish/#limitations
      return text.size() <= 4000;
  }
  return false;
}

/// A paragraph of one line, not longer than a limit.
std::string plain(std::string_view tex, std::size_t most) {
  return text::shorten(text::collapse_space(tex::tex_to_plain(tex)), most);
}

class ChatView {
 public:
  ChatView(const PageContext& context, ChatService service)
      : context_(context), service_(service) {}

  theme::View of(std::size_t digest, std::size_t most) const {
    const theme::Words& words = context_.words;
    const Day day = context_.library.digests()[digest].date;
    const std::vector<Appearance> papers = papers_by_band(context_, digest);
    std::vector<theme::View> views;
    for (const Appearance& at : papers) {
      if (views.size() == most) break;
      views.push_back(paper(at));
    }
    const auto more = std::ssize(papers) - std::ssize(views);
    theme::View view;
    set(view, "site", context_.config.site.title);
    set(view, "date", words.date(day, theme::DateStyle::Long));
    view.html("url", {escaped_url(service_, context_.url(Routes::day(day)))});
    set(view, "summary", day_summary(context_, digest));
    const auto notice = day_notice(context_, digest);
    set(view, "notice", notice ? notice->lead + " " + notice->text : "");
    view.list("papers", std::move(views));
    set(view, "more", more > 0 ? words.count("mail.more", more) : "");
    return view;
  }

 private:
  void set(theme::View& view, std::string_view key, const std::string& text) const {
    view.html(
        key, {escape_for_chat(service_, text::shorten(text::collapse_space(text), kLongestOther))});
  }

  theme::View paper(const Appearance& at) const {
    const Entry& entry = context_.entry(at);
    theme::View view;
    view.html("title", {escape_for_chat(service_, plain(entry.title, kLongestTitle))});
    view.html("url", {escaped_url(service_, entry.id.address())});
    set(view, "authors", short_names(context_, entry, kNames));
    const std::string reason = is_author_match(entry) ? context_.words("paper.author_match_text")
                                                      : plain(entry.comment, kLongestReason);
    view.html("reason", {escape_for_chat(service_, reason)});
    set(view, "value", has_score(entry) ? context_.words.number(*entry.score) : "");
    return view;
  }

  const PageContext& context_;
  ChatService service_;
};

}  // namespace

std::optional<ChatText> make_chat_text(const SiteInput& input, std::size_t digest,
                                       ChatService service, Diagnostics& problems) {
  const Routes routes(input.config.site.base_url, LinkForm::Absolute);
  const std::string name =
      "message-" + std::string(config::kChatServiceNames[static_cast<std::size_t>(service)]);
  std::optional<theme::Template> parsed = delivery_template(name, input, routes, problems);
  if (!parsed) return std::nullopt;
  SiteTemplates templates;
  templates.emplace(name, std::move(*parsed));
  PageContext context(input, routes, std::move(templates));
  const ChatView views(context, service);
  ChatText chat{.subject = mail_subject(context, digest),
                .url = context.url(Routes::day(context.library.digests()[digest].date)),
                .text = {}};
  for (std::size_t papers = kMostPapers + 1; papers-- > 0;) {
    chat.text = context.print(name, views.of(digest, papers));
    while (chat.text.ends_with('\n')) chat.text.pop_back();
    if (fits(service, chat.text)) return chat;
  }
  problems.error({input.theme.path}, name + ".mustache makes a message that is too long for " +
                                         std::string(name.substr(name.find('-') + 1)) +
                                         " even without papers");
  return std::nullopt;
}

}  // namespace broadsheet::render
