#include "theme/view_keys.h"

#include <algorithm>
#include <cassert>

#include "theme/part_keys.h"
#include "theme/theme.h"

namespace broadsheet::theme {
namespace {

const Key kFeedUrl = text("feed_url", "Atom feed of these papers");

const Key kWeekFeed = text("feed_url", "Atom feed of the weeks");

// A message in a chat service. Its keys are texts that are escaped for the service.
Shape message(const std::string& service) {
  static const Shape paper = {
      "message paper",
      {html("title", ""), html("url", "at arXiv"), html("authors", ""),
       html("reason", "why it was chosen; or none"), html("value", "its score; or none")}};
  return {"message-" + service,
          {html("site", "its title"), html("date", "`Friday, 27 February 2026`"),
           html("url", "the issue on the site"), html("summary", "counts, model, cost"),
           html("notice", "that the day failed, is incomplete or empty; or none"),
           list("papers", "the first ones, as many as fit", paper),
           html("more", "`and 22 more in the issue`; none when all are here")}};
}

// What every page has.
Keys page(Keys own) {
  Keys keys = {
      text("title", "for `<title>`: plain text with the site's title"),
      text("description",
           "for `<meta name=\"description\">`; of a paper the abstract, or its beginning if its "
           "text "
           "in the page is the same"),
      text("canonical", "absolute URL of the page; none without `base_url`"),
      flag("noindex", "search engines should leave the page out"),
      list("open_graph", "properties of Open Graph: type, title, description, URL", kProperty),
      list("meta", "more meta elements: citations of paper pages", kMeta),
      list("feeds", "Atom and JSON feed of the days; none on pages of papers", kAlternate),
      list("alternates", "JSON of a day, feeds of a topic, an author, a search", kAlternate),
      list("nav", "the menu: sections of the site, own pages", kMarkedLink),
      list("footer", "links of the footer: feeds, own pages", kLink),
      text("heading", "for `<h1>`"),
      flag("sample", "the page shows sample papers shipped with the program"),
      text("scores_note",
           "what a score is: the footer's sentence, one with the formula of "
           "`score.score_formula`, or that the source states it"),
      text("sources_note", "which services the papers of the site are from"),
      flag("scored", "papers of a day, a month or a year have scores; on other pages: of the site"),
  };
  keys.insert(keys.end(), own.begin(), own.end());
  return keys;
}

Keys period(Keys own) {
  Keys keys = page({
      part("pager", "previous period, the one above, next", kPager),
      text("note", "how many issues and papers"),
      part("notice", "that scoring has failed since a day, or for how many days", kNotice),
      list("topics", "share of each topic", kTopicShare),
      flag("has_figures", "there is a chart"),
      html("papers_chart", "papers per day of a month: SVG; none for a year or for few issues"),
      html("map",
           "papers by relevance and novelty, as map.mustache prints it; none without scores"),
      list("distribution", "papers per score", kBar),
      html("topics_chart", "topic shares over time: SVG; none without topics"),
      html("scanned_chart", "papers scanned per day or month: SVG; or none"),
      html("cost_chart", "cost per day or month: SVG; or none"),
      text("cost_note", "`20,100 papers scanned, 1,234,567 tokens, $12.34.`; or none"),
      list("failed", "days on which scoring failed", kFailedDay),
      part("top", "the best paper", kTop),
      list("best", "the next best, as cards", kCardHtml),
      text("best_heading", "`Best of these papers`, or `First in their issues` without scores"),
      text("best_rule", "how they were chosen, one sentence"),
      text("bib_url", "BibTeX of all papers; none without papers, or for a year"),
      text("ris_url", "the same in RIS"),
  });
  keys.insert(keys.end(), own.begin(), own.end());
  return keys;
}

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"home",
       page({text("plate",
                  "how long the site's title is: `short` up to 11 characters, `medium` up to 24, "
                  "`long`"),
             text("weekday", "of the latest issue: `Saturday`"), text("date", "`28 February 2026`"),
             text("placeholder", "of the search box: `Search 4,395 papers of 155 days`"),
             part("notice",
                  "when the latest issue failed, is incomplete or empty; or when there is none at "
                  "all",
                  kNotice),
             part("latest", "the issue shown: the latest one that has papers", kIssue),
             part("top", "its first paper", kTop),
             list("leading", "the next three, as cards", kCardHtml),
             list("brief", "the rest, short", kBriefHtml),
             text("whole_label", "`The whole issue of 28 February`"),
             part("calendar", "the month of the latest issue", kCalendar),
             list("earlier", "five issues before", kIssue)})},
      {"day",
       page(
           {part("pager", "previous day, month, next day", kPager),
            part("week", "the page of its week; none without such pages", kLink),
            text("weekday", "`Friday`"),
            text("date", "`27 February 2026`"),
            text("note", "days without issue before this one; papers that come again"),
            part("notice", "when the day failed, is incomplete or empty", kNotice),
            text("summary", "one line: counts, model, cost"),
            list("editorial", "the editor's paragraph, written by a model: its sentences",
                 kSentence),
            text("editorial_source", "who wrote it: `Written by gpt-5 ...`; or none"),
            flag("has_facts", "there is a funnel, a map or usage"),
            list("funnel",
                 "papers announced, scanned, selected, as far as known; at least two of them",
                 kBar),
            html("map",
                 "papers by relevance and novelty, as map.mustache prints it; none without scores"),
            html("history_map", "the same of all papers scored until then"),
            part("usage", "model, tokens and cost; none when nothing is known", kUsage),
            list("contents", "all papers in the order of the page", kContents),
            text("count", "`40 papers`; none when there is none"),
            list("minimums", "least scores to filter by", kOption),
            list("topics", "topics to filter by", kOption),
            flag("has_score_parts", "a paper of the day has a relevance and a novelty to sort by"),
            flag("has_seen", "some papers were seen before"),
            flag("many",
                 "so many papers that a browser should lay out only those in sight: above 60"),
            flag("grouped", "there are several groups of papers"),
            list("bands", "groups of papers, by section, by score or by topic", kBand),
            list("texts", "what was written about the day; empty or one", kPeriodText),
            part("prompt", "the page of the selection prompt", kLink),
            text("below_url", "the page of the papers that were not chosen; or none"),
            text("bib_url", "BibTeX of the day's papers"),
            text("ris_url", "the same in RIS"),
            text("json_url", "the JSON of the day")})},
      {"month",
       period(
           {list("editorial", "the editor's paragraph, written by a model: its sentences",
                 kSentence),
            text("editorial_source", "who wrote it: `Written by gpt-5 ...`; or none"),
            part("calendar", "", kCalendar), list("week_pages", "links to its weeks", kLink),
            list("issues", "of a month with few issues, newest first; else empty", kIssue),
            list("texts", "what was written about the month, and about its days without an issue",
                 kPeriodText)})},
      {"below", page({text("date", "`27 February 2026`"), part("day", "the page of the day", kLink),
                      text("note", "how many papers have a verdict, how many were chosen"),
                      text("left_out", "how many with the lowest scores are not listed; or none"),
                      text("relevance_cutoff", "of config.yaml, as a script reads it"),
                      text("novelty_cutoff", "likewise"),
                      list("rows", "papers with a verdict, best first", kVerdictRow)})},
      {"week",
       page(
           {part("pager", "previous week, its month, next week", kPager),
            text("dates", "`30 March to 5 April 2026`"), text("note", "how many issues and papers"),
            part("notice", "days on which scoring failed", kNotice),
            list("editorial", "the editor's paragraph, written by a model: its sentences",
                 kSentence),
            text("editorial_source", "who wrote it: `Written by gpt-5 ...`; or none"), kWeekFeed,
            list("days", "its issues, oldest first", kWeekDay),
            list("topics", "share of each topic", kTopicShare), part("top", "the best paper", kTop),
            list("best", "the next best, as cards", kCardHtml),
            text("best_heading",
                 "`Best of these papers`, or `First in their issues` without scores"),
            text("best_rule", "how they were chosen, one sentence")})},
      {"year", period({list("calendars", "of each month with an issue", kCalendar),
                       list("week_pages", "links to its weeks", kLink),
                       flag("has_months", "there is more than one month to compare"),
                       list("months", "papers per month", kBar)})},
      {"months", page({text("note", ""), list("years", "newest first", kYearRow)})},
      {"paper",
       page({text("id", ""),
             text("service", "that gave the id: `arXiv`, `DOI`"),
             text("local_id", "the id without its scheme"),
             text("anchor", "`p2602-22617`"),
             html("full_title", "with formulas as MathML"),
             text("authors", "all names"),
             list("author_links", "each name, and the search for it", kAuthorLink),
             text("and_others", "`and others` if the source does not name all authors; or none"),
             part("up", "the latest issue it stands in", kLink),
             part("score", "of its latest appearance", kScore),
             flag("author_match", ""),
             part("why", "of its latest appearance", kComment),
             part("spotlight", "", kSpotlight),
             list("translations", "title and abstract in other languages", kTranslation),
             list("tldr", "the summary in a sentence, in each of its languages", kPart),
             text("parts_label", "`Motivation, Method, Result`; or none"),
             list("parts", "the other parts of a summary", kPart),
             list("ratings", "of other scales than relevance and novelty", kRating),
             list("links", "code, project, poster, as the digest states them", kLink),
             text("language", "of title and abstract, for lang=; or none"),
             html("abstract", ""),
             text("abs_url", ""),
             text("pdf_url", "or none"),
             text("html_url", "or none"),
             list("code", "links of the abstract to code and project pages", kCodeLink),
             list("facts", "categories, DOI, journal, arXiv comment, licence, as far as known",
                  kFact),
             text("bibtex", "the entry"),
             text("bib_url", "BibTeX of the latest day it is in"),
             text("ris_url", "RIS of that day"),
             text("json_url", "the JSON of the latest day it is in"),
             html("map",
                  "all papers scored until then by relevance and novelty, its own place framed; or "
                  "none; only made if the template prints it"),
             text("scores_url", "the map of all papers on the page of its latest day; or none"),
             list("appearances", "all days, oldest first", kAppearance),
             list("related", "papers like it", kRelated)})},
      {"search",
       page({text("placeholder", "`Search 4,395 papers of 155 days`"),
             text("client_url", "search/main.js, a module that makes the page work"),
             html("data",
                  "JSON for the client: words and topics; goes into "
                  "`<script type=\"application/json\" id=\"search-data\">`"),
             list("years", "for readers without scripts", kYearRow),
             list("topics", "that may be searched for", kTopicId),
             list("searches", "saved ones", kSearchCard),
             list("examples", "of queries; none in a site without digests", kSearchExample)})},
      {"404", page({})},
      {"page", page({html("content", "the Markdown page as HTML, without its first heading")})},
      {"prompt",
       page({text("note", "since when it was used, on how many days"), text("prompt", "its text"),
             html("content", "the text, which is Markdown, as HTML"),
             part("first", "first day", kLink), part("last", "last day", kLink)})},
      {"topics", page({text("note", ""), list("topics", "in the order of config.yaml", kTopicCard),
                       html("chart", "topic shares over time: SVG; or none")})},
      {"topic", page({text("class", "`t1`"), text("note", ""), kFeedUrl,
                      html("chart", "papers per month: SVG with a text alternative"),
                      list("newest", "the newest papers of the leading band, as cards", kCardHtml),
                      list("months", "newest first", kTopicMonth)})},
      {"trends", page({text("note", ""), list("terms", "best first", kTrend)})},
      {"authors", page({text("note", ""), list("authors", "", kAuthorCard)})},
      {"author", page({text("note", ""), kFeedUrl, text("search_url", "the search for the name"),
                       list("papers", "newest first", kCardHtml)})},
      {"starred", page({})},
      {"saved-search", page({text("note", ""), kFeedUrl, text("query", ""),
                             text("search_url", "the same search, live"),
                             list("papers", "newest first", kCardHtml)})},
      {std::string(kMailTemplate),
       {text("subject", "of the mail; for `<title>`"),
        text("preview", "what mail programs show beside the subject"),
        text("date", "`Friday, 27 February 2026`"), text("url", "the issue on the site"),
        text("summary", "one line: counts, model, cost"),
        part("notice", "when the day failed, is incomplete or empty", kNotice),
        list("editorial", "the editor's paragraph, written by a model: its sentences", kSentence),
        text("editorial_source", "who wrote it: `Written by gpt-5 ...`; or none"),
        list("bands", "groups of papers, by score or by topic", kMailBand),
        text("more", "`and 22 more in the issue`; none when all are here"),
        text("why_sent", "`You get this mail because ...`"),
        text("unsubscribe_url", "where readers leave the list")}},
      {"map",
       {text("caption", ""), list("rows", "novelty, largest first", kMapRow),
        list("columns", "relevance", kMapColumn), text("column_label", "`Relevance`")}},
      message("slack"),
      message("discord"),
      message("telegram"),
      message("feishu"),
      message("ntfy"),
      message("json"),
      {"card", kCard.keys},
      {"brief", kCard.keys},
  };
  return all;
}

}  // namespace

const Shape& template_shape(std::string_view name) {
  const auto found = std::find_if(shapes().begin(), shapes().end(),
                                  [&](const Shape& shape) { return shape.name == name; });
  assert(found != shapes().end());
  return *found;
}

bool is_optional_template(std::string_view name) {
  return name == "week" || name == "below" || is_delivery_template(name);
}

bool is_delivery_template(std::string_view name) {
  return name == kMailTemplate || name.starts_with("message-");
}

std::span<const std::string> template_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Shape& shape : shapes()) all.push_back(shape.name);
    return all;
  }();
  return names;
}

const std::vector<Constant>& constants() {
  static const std::vector<Constant> all = {
      {"site.title", "from config.yaml"},
      {"site.tagline", "from config.yaml; may be empty"},
      {"site.description", "from config.yaml; may be empty"},
      {"site.author", "from config.yaml; may be empty"},
      {"site.language", "language of the fixed words: `en`"},
      {"site.sample", "`true` while `sample` in config.yaml is true; else empty"},
      {"url.home", "the home page"},
      {"url.months", "all months"},
      {"url.search", "the search page; also where its form goes, with `q`"},
      {"url.topics", "all topics; empty when config.yaml names none"},
      {"url.trends", "the page of rising words; empty when there is none"},
      {"url.authors", "followed authors; empty when config.yaml names none"},
      {"url.starred", "the page of starred papers"},
      {"url.feed", "Atom feed of the days"},
      {"url.json_feed", "JSON Feed of the days"},
      {"url.about", "the free page `about`; empty when there is none"},
      {"url.arxiv", "https://arxiv.org/"},
  };
  return all;
}

const Key* Shape::find(std::string_view key) const {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == key; });
  if (found != keys.end()) return &*found;
  static const Key kHasItems = {"has_", KeyKind::Flag, "whether the list has any items"};
  constexpr std::string_view kPrefix = "has_";
  if (!key.starts_with(kPrefix)) return nullptr;
  const Key* list = find(key.substr(kPrefix.size()));
  return list != nullptr && list->kind == KeyKind::List ? &kHasItems : nullptr;
}

}  // namespace broadsheet::theme
