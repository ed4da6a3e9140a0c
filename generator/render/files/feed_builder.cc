#include "render/files/feed_builder.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "render/input/entry_texts.h"
#include "render/input/score_history.h"
#include "render/input/score_line.h"
#include "tex/text.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

std::string midnight(Day day) { return day.str() + "T00:00:00Z"; }

std::string html(std::string_view tex) { return tex::tex_to_html_without_maths(tex); }

/// "A, B", and "A, B …" for more than `most`.
std::string some_names(const std::vector<std::string>& authors, std::size_t most) {
  return names(authors, most) + (authors.size() > most ? " …" : "");
}

/// A paragraph in another language; empty for an empty text.
std::string translated(const std::string& language, const std::string& text) {
  return text.empty() ? ""
                      : "<p lang=\"" + text::escape_html(language) + "\">" + html(text) + "</p>";
}

}  // namespace

FeedBuilder::FeedBuilder(const SiteInput& input)
    : input_(input), routes_(input.config.site.base_url), topics_(input), words_(input.theme) {}

// Feed readers sort by time, and validators warn of equal times. So the papers of a day are a
// second apart, the first one of the day newest.
std::string FeedBuilder::time_of(const Appearance& at) const {
  const Digest& digest = input_.library.digests()[at.digest];
  const std::size_t seconds = digest.papers.size() - 1 - at.entry;
  char time[32];
  std::snprintf(time, sizeof time, "T%02zu:%02zu:%02zuZ", seconds / 3600 % 24, seconds / 60 % 60,
                seconds % 60);
  return digest.date.str() + time;
}

/// "Score 17 (relevance 9, novelty 8)"; empty when there is no score.
Feed FeedBuilder::empty_feed(const Route& atom, const Route& json, const std::string& title,
                             const std::string& description, const Route& page) const {
  const config::SiteConfig& site = input_.config.site;
  return {.id = tag_uri(routes_, "2025", atom),
          .title = title.empty() ? site.title : site.title + " · " + title,
          .description = description,
          .author = site.author.empty() ? site.title : site.author,
          .language = site.language.empty() ? "en" : site.language,
          .page = routes_.absolute(page),
          .atom = routes_.absolute(atom),
          .json = routes_.absolute(json),
          .entries = {}};
}

std::string FeedBuilder::part_html(const SummaryPart& part) const {
  const std::string label = text::escape_html(label_of(words_, kPartNames, "part.", part.label));
  const std::string opened =
      part.language.empty() ? "<p>" : "<p lang=\"" + text::escape_html(part.language) + "\">";
  return opened + "<strong>" + label + ":</strong> " + html(part.text) + "</p>";
}

FeedEntry FeedBuilder::entry(const Paper& paper) const {
  const Appearance& first = paper.appearances.front();
  const Appearance& latest = paper.appearances.back();
  const Entry& entry = input_.library.entry(first);
  const Entry& verdict = input_.library.entry(latest);
  FeedEntry made{.id = tag_uri(routes_, day_of(first).str(), Routes::paper(paper.id)),
                 .url = routes_.absolute(Routes::paper(paper.id)),
                 .title = tex::tex_to_plain(entry.title),
                 .authors = entry.authors,
                 .topics = {},
                 .html = {},
                 .published = time_of(first),
                 .updated = time_of(latest)};
  if (!entry.section.empty()) made.topics.push_back(entry.section);
  for (const std::string& topic : topics_.ids(entry)) made.topics.push_back(topics_.label(topic));
  std::string& out = made.html;
  out = "<p>" + text::escape_html(some_names(entry.authors, 30)) + "</p>";
  if (!verdict.comment.empty()) out += "<p><strong>" + html(verdict.comment) + "</strong></p>";
  if (const std::string score = score_line(words_, verdict); !score.empty())
    out += "<p>" + score + "</p>";
  for (const SummaryPart& part : verdict.parts) out += part_html(part);
  for (const Translation& translation : entry.translations) {
    out += translated(translation.language, translation.title);
  }
  out += "<p>" + html(entry.abstract) + "</p>";
  for (const Translation& translation : entry.translations) {
    out += translated(translation.language, translation.abstract);
  }
  out += "<p><a href=\"" + text::escape_html(entry.id.address()) + "\">" +
         text::escape_html(entry.id.label()) + "</a>";
  if (const std::string pdf = entry.id.pdf_address(entry.version); !pdf.empty()) {
    out += " · <a href=\"" + text::escape_html(pdf) + "\">PDF</a>";
  }
  for (const PaperLink& link : entry.links) {
    if (!text::is_safe_url(link.url)) continue;
    out += " · <a href=\"" + text::escape_html(text::mended_url(link.url)) + "\">" +
           text::escape_html(label_of(words_, kLinkNames, "link.", link.label)) + "</a>";
  }
  out += "</p>";
  return made;
}

std::string FeedBuilder::day_facts(const Digest& digest) const {
  std::string facts;
  if (digest.status == DayStatus::Failed) {
    facts += words_("feeds.failed");
  } else if (digest.status == DayStatus::Partial) {
    facts += words_("feeds.partial");
  } else if (digest.papers.empty()) {
    facts += words_("feeds.empty");
  }
  std::string out = facts.empty() ? "" : "<p><strong>" + text::escape_html(facts) + "</strong></p>";
  std::string counts;
  const auto count = [&](const std::optional<std::int64_t>& number, std::string_view key) {
    if (!number) return;
    if (!counts.empty()) counts += words_("list.comma");
    counts += words_.number(*number) + " " + words_(key);
  };
  count(digest.counts.announced, "feeds.announced");
  count(digest.counts.scanned, "feeds.scanned");
  count(digest.counts.selected, "feeds.selected");
  return counts.empty() ? out : out + "<p>" + text::escape_html(counts) + "</p>";
}

std::string FeedBuilder::paper_item(const Entry& entry) const {
  std::string out = "<li><p><a href=\"" +
                    text::escape_html(routes_.absolute(Routes::paper(entry.id))) + "\">" +
                    tex::tex_to_html_without_maths(entry.title, tex::Links::Off) + "</a><br>" +
                    text::escape_html(some_names(entry.authors, 3));
  if (entry.spotlight.kind != SpotlightKind::None) {
    const std::string& label = entry.spotlight.label;
    out += " · <strong>" + text::escape_html(label.empty() ? words_("paper.spotlight") : label) +
           "</strong>";
  }
  if (has_score(entry)) out += " · " + words_("feeds.score") + " " + words_.number(*entry.score);
  out += "</p>";
  if (!entry.comment.empty()) out += "<p>" + html(entry.comment) + "</p>";
  if (!entry.spotlight.comment.empty()) out += "<p>" + html(entry.spotlight.comment) + "</p>";
  return out + "</li>";
}

FeedEntry FeedBuilder::entry(const Digest& digest) const {
  const std::string papers =
      words_.count("papers", static_cast<std::int64_t>(digest.papers.size()));
  const bool failed = digest.status == DayStatus::Failed;
  FeedEntry made{
      .id = tag_uri(routes_, digest.date.str(), Routes::day(digest.date)),
      .url = routes_.absolute(Routes::day(digest.date)),
      .title = digest.date.str() + ": " + (failed ? words_("feeds.failed_short") : papers),
      .authors = {},
      .topics = {},
      .html = day_facts(digest),
      .published = midnight(digest.date),
      .updated = midnight(digest.date)};
  made.html += editorial(digest);
  std::vector<const Entry*> entries;
  for (const Entry& entry : digest.papers) entries.push_back(&entry);
  made.html += paper_list(entries);
  return made;
}

std::string FeedBuilder::editorial(const Digest& digest) const {
  std::string out;
  for (const EditorialSentence& sentence : digest.editorial) {
    out += (out.empty() ? "<p>" : " ") + html(sentence.text);
    for (const PaperId& id : sentence.papers) {
      const auto entry = std::find_if(digest.papers.begin(), digest.papers.end(),
                                      [&](const Entry& one) { return one.id == id; });
      if (entry == digest.papers.end()) continue;
      out += " <a href=\"" + text::escape_html(routes_.absolute(Routes::paper(id))) + "\">[" +
             std::to_string(entry - digest.papers.begin() + 1) + "]</a>";
    }
  }
  if (out.empty()) return out;
  const std::string source = digest.model.empty()
                                 ? words_("day.editorial_by_model")
                                 : words_.fill("day.editorial_by", {{"model", digest.model}});
  return out + "</p><p><small>" + text::escape_html(source) + "</small></p>";
}

std::string FeedBuilder::paper_list(const std::vector<const Entry*>& entries) const {
  if (entries.empty()) return "";
  std::string out = "<ol>";
  for (const Entry* entry : entries) out += paper_item(*entry);
  return out + "</ol>";
}

std::string tag_uri(const Routes& routes, std::string_view date, const Route& route) {
  const std::string& base = routes.base_url();
  const std::size_t scheme = base.find("://");
  std::string host = "localhost";
  if (scheme != std::string::npos) {
    const std::size_t begin = scheme + 3;
    host = base.substr(begin, base.find_first_of("/:", begin) - begin);
  }
  return "tag:" + host + "," + std::string(date) + ":" + routes.url(route);
}

}  // namespace broadsheet::render
