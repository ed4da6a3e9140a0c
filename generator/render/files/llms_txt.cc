#include "render/files/llms_txt.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "render/files/feeds.h"
#include "render/files/json_twins.h"
#include "render/input/routes.h"
#include "render/input/score_history.h"
#include "text/utf8.h"

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
  const auto url = [&routes](const Route& route) { return routes.absolute(route); };
  std::string text = "# " + markdown_text(site.title) + "\n\n> " +
                     markdown_text(site.description.empty() ? site.tagline : site.description) +
                     "\n\n";
  const std::span<const Digest> days = input.library.digests();
  text += "A digest of arXiv papers, day by day.";
  if (std::any_of(days.begin(), days.end(), has_scores)) {
    text += " Most have a relevance and a novelty from 1 to 10.";
  }
  text +=
      "\nEvery page of a day (YYYY/MM/DD/) and of a paper (papers/ID/) has a JSON "
      "twin, "
      "index.json, beside it; a paper also has cite.bib and cite.ris.\n\n## Feeds\n\n";
  llms_line(text, "Days", url(day_feed_files().json), "the newest days, JSON Feed");
  llms_line(text, "Days", url(day_feed_files().atom), "the newest days, Atom");
  llms_line(text, "Papers", url(paper_feed_files("").json), "the newest papers, JSON Feed");
  for (const config::TopicConfig& topic : input.config.topics) {
    llms_line(text, topic.label, url(paper_feed_files(Routes::topic(topic.id).path).json),
              "newest papers of this topic, JSON Feed");
  }
  text += "\n## Pages\n\n";
  llms_line(text, "All months", url(Routes::months()), "");
  llms_line(text, "Search", url(Routes::search()),
            "needs JavaScript; search/client.js works in Node too");
  llms_line(text, "Sitemap", url(Routes::file("sitemap.xml")), "");
  text += "\n## Newest days\n\n";
  int listed = 0;
  for (auto digest = days.rbegin(); digest != days.rend() && listed < kDays; ++digest, ++listed) {
    llms_line(text, digest->date.str(), url(json_twin(digest->date)),
              digest->status == DayStatus::Failed
                  ? "scoring failed"
                  : std::to_string(digest->papers.size()) + " papers");
  }
  return text;
}

}  // namespace broadsheet::render
