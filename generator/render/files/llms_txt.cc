#include "render/files/llms_txt.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "render/files/feeds.h"
#include "render/files/json_twins.h"
#include "render/input/page_title.h"
#include "render/input/routes.h"
#include "render/input/score_history.h"
#include "text/utf8.h"
#include "theme/words.h"

namespace broadsheet::render {
namespace {

constexpr int kDays = 30;

/// Text for one line of Markdown: no line breaks, and nothing that begins markup.
std::string markdown_text(std::string_view text) {
  std::string escaped;
  for (const char c : text::collapse_space(text::clean_utf8(text))) {
    if (std::string_view("\\`*_[]<>#").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

void llms_line(std::string& text, std::string_view name, const std::string& url,
               std::string_view about) {
  text += "- [" + markdown_text(name) + "](" + url + ")";
  if (!about.empty()) text += ": " + markdown_text(about);
  text += '\n';
}

}  // namespace

std::string llms_txt(const SiteInput& input) {
  const config::SiteConfig& site = input.config.site;
  const Routes routes(site.base_url);
  const theme::Words words(input.theme);
  const auto url = [&routes](const Route& route) { return routes.absolute(route); };
  std::string text = "# " + markdown_text(site.title) + "\n\n> " +
                     markdown_text(site.description.empty() ? site.tagline : site.description) +
                     "\n\n";
  const std::span<const Digest> days = input.library.digests();
  text += words("llms.what");
  if (std::any_of(days.begin(), days.end(), has_scores)) text += " " + words("llms.scores");
  text += "\n" + words("llms.twins") + "\n\n## " + words("llms.feeds") + "\n\n";
  llms_line(text, words("llms.days"), url(day_feed_files().json), words("llms.days_json"));
  llms_line(text, words("llms.days"), url(day_feed_files().atom), words("llms.days_atom"));
  llms_line(text, words("llms.papers"), url(paper_feed_files("").json), words("llms.papers_json"));
  for (const config::TopicConfig& topic : input.config.topics) {
    llms_line(text, topic.label, url(paper_feed_files(Routes::topic(topic.id).path).json),
              words("llms.topic_json"));
  }
  text += "\n## " + words("llms.pages") + "\n\n";
  llms_line(text, words("period.all_months"), url(Routes::months()), "");
  llms_line(text, words("nav.search"), url(Routes::search()), words("llms.search"));
  for (const FreePage& page : input.pages) {
    llms_line(text, page_label(page, words), url(Routes::page(page.name)), page.description);
  }
  llms_line(text, words("llms.sitemap"), url(Routes::file("sitemap.xml")), "");
  text += "\n## " + words("llms.newest") + "\n\n";
  int listed = 0;
  for (auto digest = days.rbegin(); digest != days.rend() && listed < kDays; ++digest, ++listed) {
    const auto papers = static_cast<std::int64_t>(digest->papers.size());
    llms_line(text, digest->date.str(), url(json_twin(digest->date)),
              digest->status == DayStatus::Failed ? words("day.failed_short")
                                                  : words.count("papers", papers));
  }
  return text;
}

}  // namespace broadsheet::render
