#include "theme/view_keys.h"

#include <algorithm>
#include <cassert>

#include "theme/theme.h"

namespace broadsheet::theme {
namespace {

using Keys = std::vector<Key>;

Key text(std::string name, std::string meaning) {
  return {std::move(name), KeyKind::Text, std::move(meaning)};
}
Key html(std::string name, std::string meaning) {
  return {std::move(name), KeyKind::Html, std::move(meaning)};
}
Key flag(std::string name, std::string meaning) {
  return {std::move(name), KeyKind::Flag, std::move(meaning)};
}
Key part(std::string name, std::string meaning, const Shape& shape) {
  return {std::move(name), KeyKind::Part, std::move(meaning), &shape};
}
Key list(std::string name, std::string meaning, const Shape& shape) {
  return {std::move(name), KeyKind::List, std::move(meaning), &shape};
}

// ---- parts that several pages share, the smaller ones first

const Shape kLink = {"link", {text("label", "what it says"), text("url", "where it goes")}};

const Shape kTitleLink = {"title link",
                          {html("title", "of a paper"), text("url", "the paper's page")}};

const Shape kAuthorLink = {
    "author link", {text("label", "the name"), text("url", "the search for it"), flag("last", "")}};

const Shape kMarkedLink = {
    "marked link",
    {text("label", "what it says"), text("url", "where it goes"),
     flag("current", "whether it leads to this page, or to the section it is in")}};

const Shape kMeta = {"meta", {text("name", "of the meta element"), text("content", "its content")}};

const Shape kAlternate = {"alternate",
                          {text("type", "media type, `application/atom+xml`"),
                           text("label", "what it is"), text("url", "where it is")}};

const Shape kNotice = {"notice",
                       {text("lead", "first sentence, to be set bold"), text("text", "the rest"),
                        part("link", "where to go on", kLink)}};

const Shape kScore = {
    "score",
    {text("value", "the sum: `18`"),
     text("of", "the largest possible sum, `20`; none when config has another formula"),
     text("relevance", "`10`; none when unknown"), text("novelty", "`8`; none when unknown"),
     text("relevance_cells", "class of the glyph, `g6` to `g10`; none under 6"),
     text("novelty_cells", "the same for novelty"),
     text("top",
          "share in per cent of all papers scored until then that have this score or more; none "
          "above 50"),
     text("among", "`of 4,608 scored papers`: those until then")}};

const Shape kComment = {
    "comment",
    {text("topic_class", "`t1` to `t8`, `t0` without a topic"),
     text("topic", "the topic's label; or none"),
     flag("author_match", "chosen because of its authors; there is no comment then"),
     html("run_in", "the criterion that the comment begins with; or none"),
     html("comment", "the rest")}};

const Shape kSpotlight = {"spotlight",
                          {text("label", "`Daily Hot`"), html("comment", "why; or none")}};

const Shape kSeen = {"seen",
                     {text("date", "`27 Feb`"), text("url", "the page of that day"),
                      text("score", "its score then; or none")}};

const Shape kCodeLink = {"code link",
                         {text("label", "`Code`, `Hugging Face`, `Project page`"),
                          text("url", "where it goes"), text("host", "`github.com/owner/name`")}};

const Shape kPaper = {"paper",
                      {text("anchor", "`p2602-22617`"),
                       text("band", "`lead`, `major` or `minor`"),
                       text("number", "place in the issue, from 1"),
                       text("id", "`2602.22617`"),
                       text("url", "the paper's page"),
                       html("title", "with formulas as MathML"),
                       text("authors", "up to ten names, or the first eight"),
                       text("more_authors_label", "`and 207 more`; none when all are shown"),
                       text("more_authors", "the rest of the names"),
                       text("sort_score", "number to sort by"),
                       text("sort_relevance", "number to sort by"),
                       text("sort_novelty", "number to sort by"),
                       flag("author_match", "chosen because of its authors"),
                       part("score", "", kScore),
                       part("why", "", kComment),
                       text("topic_id", "id of its first topic; `-` without one"),
                       html("abstract", "with formulas as MathML"),
                       flag("open", "whether the abstract starts open"),
                       text("abs_url", "at arXiv"),
                       text("pdf_url", "at arXiv"),
                       text("html_url", "at arXiv"),
                       list("code", "links of the abstract to code and project pages", kCodeLink),
                       part("seen", "the first of the earlier days it stood in", kSeen),
                       part("spotlight", "", kSpotlight)}};

const Shape kBand = {"band",
                     {text("name", "`lead`, `major` or `minor`"), text("label", "`Leading`"),
                      text("note", "`18 and above · 8 papers`"), list("papers", "", kPaper)}};

const Shape kContents = {
    "contents",
    {text("number", "place in the issue, from 1"), text("anchor", "of the paper on this page"),
     html("title", ""), text("authors", "up to nine names, or eight and `and 4 more`")}};

const Shape kBar = {"bar",
                    {text("label", ""), text("url", "or none"), text("count", "`4,608`"),
                     text("width", "0.0 to 100.0, share of the longest, in per cent"),
                     text("class", "topic class, or none")}};

const Shape kOption = {"option", {text("value", ""), text("label", "")}};

const Shape kMapCell = {
    "map cell",
    {text("count", "or none"),
     text("class", "`dot d3`, with `here` for the paper's own place; or none")}};
const Shape kMapRow = {"map row",
                       {text("label", "`Novelty 9`, then `8`"), list("cells", "", kMapCell)}};
const Shape kMapColumn = {"map column", {text("label", "relevance")}};

const Shape kCalendarDay = {
    "calendar day",
    {text("number", "day of the month; none for cells outside"),
     text("url", "none without an issue"), text("count", "papers: `42`"),
     text("count_label", "`42 papers`, `scoring failed`, `nothing selected`"),
     text("class", "`dot d4`; or none"), text("note", "`no issue` on weekdays that have none"),
     flag("failed", "scoring failed on this day"), flag("current", "the day of this page")}};
const Shape kCalendarWeek = {"calendar week", {list("days", "seven", kCalendarDay)}};
const Shape kWeekday = {"weekday",
                        {text("letter", "`M`"), text("short", "`Mon`"), text("name", "`Monday`")}};
const Shape kCalendar = {
    "calendar",
    {text("label", "`February 2026`"), text("url", "the month's page; none without issues"),
     list("weekdays", "seven", kWeekday), list("weeks", "", kCalendarWeek)}};

const Shape kUsage = {
    "usage",
    {text("model", "or none"), text("heading", "`Made with gpt-5`"),
     text("prompt_tokens", "`60,745`; `–` when unknown"), text("completion_tokens", ""),
     text("total_tokens", ""), text("prompt_cost", "`$0.08`"), text("completion_cost", ""),
     text("total_cost", ""),
     text("cached", "`12,000 of the prompt tokens were cached.`; or none")}};

const Shape kPager = {
    "pager", {part("previous", "", kLink), part("up", "", kLink), part("next", "", kLink)}};

const Shape kTop = {
    "top paper",
    {text("url", "the paper's page"), text("id", ""), html("title", ""),
     text("authors", "up to eight names, then `and 4 more`"), part("why", "", kComment),
     html("abstract", ""), part("score", "", kScore), text("abs_url", "at arXiv"),
     text("day", "`7 Feb 2026`"), text("day_url", "")}};

const Shape kCard = {
    "card",
    {text("url", "the paper's page"), text("id", ""), html("title", ""),
     text("authors", "up to four names, then `and 4 more`"), part("why", "", kComment),
     part("score", "", kScore), text("day", "`7 Feb 2026`"), text("day_url", "")}};

const Shape kCardHtml = {"made card",
                         {html("card", "the paper as card.mustache prints it"),
                          text("terms", "what it shares with the page's paper; or none")}};
const Shape kBriefHtml = {"made brief", {html("card", "the paper as brief.mustache prints it")}};

const Shape kTopicShare = {
    "topic share",
    {text("class", "`t1`"), text("label", ""), text("url", "the topic's page"),
     text("count", "`197 papers`"), text("share", "`31` per cent, `<1` for less than half of one"),
     text("width", "0.0 to 100.0"), part("best", "its best paper of the period", kTitleLink)}};

const Shape kFailedDay = {
    "failed day",
    {text("label", "`5 June`"), text("url", ""), text("note", "`312 scanned`; or none")}};

const Shape kIssue = {
    "issue",
    {text("label", "`Fri 27 February`"), text("url", ""),
     text("count", "`40 papers`, or its state"), html("title", "its first paper's; or none")}};

const Shape kAppearance = {
    "appearance",
    {text("label", "`Friday, 27 February 2026`"), text("url", ""), part("score", "", kScore),
     text("place", "`as number 11 of 40`"), flag("author_match", ""),
     part("why", "its comment on that day, when it differs from the one above; or none",
          kComment)}};

const Shape kFact = {"fact",
                     {text("label", "`Categories`"), text("value", ""), text("url", "or none")}};

const Shape kMonthRow = {"month row",
                         {text("label", "`February`"), text("url", ""),
                          text("issues", "`18 issues`"), text("count", "papers: `635`"),
                          text("width", "0.0 to 100.0"), text("failed", "`2 failed`; or none")}};
const Shape kYearRow = {"year row",
                        {text("label", "`2026`"), text("url", ""), text("count", "`635 papers`"),
                         list("months", "with an issue, oldest first", kMonthRow)}};

const Shape kTrend = {
    "trend",
    {text("term", ""), text("url", "the search for it"), text("count", "`14 papers`"),
     text("rise", "`3.2 times`, or `new`"), html("chart", "small SVG with a text alternative"),
     list("papers", "a few", kTitleLink)}};

const Shape kListed = {
    "listed paper",
    {html("title", ""), text("url", "the paper's page"), text("score", "`18`; or none"),
     text("day", "`7 Feb`"), text("day_url", "")}};
const Shape kTopicMonth = {
    "topic month",
    {text("label", "`February 2026`"), text("url", ""), text("count", "`197 papers`"),
     flag("open", "only the newest month is"), list("papers", "best first", kListed)}};

const Shape kTopicCard = {
    "topic",
    {text("class", "`t1`"), text("label", ""), text("url", ""), text("count", "`197 papers`"),
     html("chart", "small SVG with a text alternative"),
     list("papers", "its newest leading papers", kCardHtml)}};

const Shape kTopicId = {"topic's id", {text("id", "as `topic:` wants it"), text("label", "")}};

const Shape kAuthorCard = {"followed author",
                           {text("label", ""), text("url", ""), text("count", "`3 papers`")}};

const Shape kSearchCard = {"saved search",
                           {text("label", "its name"), text("url", "its page"), text("query", ""),
                            text("count", "`37 papers`")}};

// ---- pages

const Key kFeedUrl = text("feed_url", "Atom feed of these papers");

// What every page has.
Keys page(Keys own) {
  Keys keys = {
      text("title", "for `<title>`: plain text with the site's title"),
      text("description", "for `<meta name=\"description\">`"),
      text("canonical", "absolute URL of the page; none without `base_url`"),
      flag("noindex", "search engines should leave the page out"),
      list("meta", "more meta elements: Open Graph's, citation ones on paper pages", kMeta),
      list("feeds", "Atom and JSON feed of the days", kAlternate),
      list("alternates", "JSON twin, feeds of a topic, an author, a search", kAlternate),
      list("nav", "the site's sections", kMarkedLink),
      text("heading", "for `<h1>`"),
      flag("sample", "the page shows sample papers shipped with the program"),
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
      html("papers_chart", "papers per day of a month: SVG; none for a year"),
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
      text("best_rule", "how they were chosen, one sentence"),
      text("bib_url", "BibTeX of all papers; none without papers, or for a year"),
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
           {part("pager", "previous day, month, next day", kPager), text("weekday", "`Friday`"),
            text("date", "`27 February 2026`"),
            text("note", "days without issue before this one; papers that come again"),
            part("notice", "when the day failed, is incomplete or empty", kNotice),
            text("summary", "one line: counts, model, cost"),
            list("funnel", "papers announced, scanned, selected, as far as known", kBar),
            html("map",
                 "papers by relevance and novelty, as map.mustache prints it; none without scores"),
            part("usage", "model, tokens and cost; none when nothing is known", kUsage),
            list("contents", "all papers in printed order", kContents),
            text("count", "`40 papers`; none when there is none"),
            list("minimums", "least scores to filter by", kOption),
            list("topics", "topics to filter by", kOption),
            flag("has_seen", "some papers were seen before"),
            flag("many",
                 "so many papers that a browser should lay out only those in sight: above 60"),
            list("bands", "those that have papers", kBand),
            part("prompt", "the page of the selection prompt", kLink),
            text("bib_url", "BibTeX of the day's papers"), text("json_url", "the JSON twin")})},
      {"month", period({part("calendar", "", kCalendar)})},
      {"year", period({list("calendars", "twelve, one for each month", kCalendar),
                       list("months", "papers per month", kBar)})},
      {"months", page({text("note", ""), list("years", "newest first", kYearRow)})},
      {"paper",
       page({text("id", ""),
             text("anchor", "`p2602-22617`"),
             html("full_title", "with formulas as MathML"),
             text("authors", "all names"),
             list("author_links", "each name, and the search for it", kAuthorLink),
             part("up", "the latest issue it stands in", kLink),
             part("score", "of its latest appearance", kScore),
             flag("author_match", ""),
             part("why", "of its latest appearance", kComment),
             part("spotlight", "", kSpotlight),
             html("abstract", ""),
             text("abs_url", ""),
             text("pdf_url", ""),
             text("html_url", ""),
             list("code", "links of the abstract to code and project pages", kCodeLink),
             list("facts", "categories, DOI, journal, arXiv comment, licence, as far as known",
                  kFact),
             text("bibtex", "the entry"),
             text("bib_url", ""),
             text("ris_url", ""),
             text("json_url", "the JSON twin"),
             html("map",
                  "all papers scored until then by relevance and novelty, its own place framed; or "
                  "none"),
             list("appearances", "all days, oldest first", kAppearance),
             list("related", "papers like it, as cards, with the shared terms", kCardHtml)})},
      {"search", page({text("placeholder", "`Search 4,395 papers of 155 days`"),
                       text("client_url", "search/main.js, a module that makes the page work"),
                       html("data",
                            "JSON for the client: words and topics; goes into "
                            "`<script type=\"application/json\" id=\"search-data\">`"),
                       list("years", "for readers without scripts", kYearRow),
                       list("topics", "that may be searched for", kTopicId),
                       list("searches", "saved ones", kSearchCard)})},
      {"404", page({})},
      {"page", page({html("content", "the Markdown page as HTML, without its first heading")})},
      {"prompt",
       page({text("note", "since when it was used, on how many days"), text("prompt", "its text"),
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
      {"map",
       {text("caption", ""), list("rows", "novelty, largest first", kMapRow),
        list("columns", "relevance", kMapColumn), text("column_label", "`Relevance`")}},
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
