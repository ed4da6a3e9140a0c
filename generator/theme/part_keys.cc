// Each shape is defined after those of its own parts.
#include "theme/part_keys.h"

namespace broadsheet::theme {

const Shape kLink = {"link", {text("label", "what it says"), text("url", "where it goes")}};

const Shape kPeriodText = {
    "text of a period",
    {text("label", "its heading"), html("content", "the text; its headings begin with `<h3>`"),
     flag("open", "it is shown at once")}};

static const Shape kTitleLink = {"title link",
                                 {html("title", "of a paper"), text("url", "the paper's page")}};

const Shape kAuthorLink = {"author link",
                           {text("label", "the name"), text("url", "the search for it"),
                            flag("comma", "the name has a comma"), flag("last", "")}};

const Shape kMarkedLink = {
    "marked link",
    {text("label", "what it says"), text("url", "where it goes"),
     flag("current", "whether it leads to this page, or to the section it is in")}};

const Shape kMeta = {"meta", {text("name", "of the meta element"), text("content", "its content")}};

const Shape kProperty = {
    "property",
    {text("name", "`og:title`"), text("content", "its content"),
     text("meta",
          "name of the meta element that has the same content: `citation_title`; or none")}};

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
     flag("shown", "there is a comment, or the paper was chosen because of its authors"),
     flag("author_match", "chosen because of its authors; there is no comment then"),
     html("run_in", "the criterion that the comment begins with; or none"),
     html("comment", "the rest")}};

const Shape kSpotlight = {"spotlight",
                          {text("label", "`Daily Hot`"), html("comment", "why; or none")}};

static const Shape kSeen = {"seen",
                            {text("date", "`27 Feb`"), text("url", "the page of that day"),
                             text("score", "its score then; or none")}};

const Shape kCodeLink = {"code link",
                         {text("label", "`Code`, `Hugging Face`, `Project page`"),
                          text("url", "where it goes"), text("host", "`github.com/owner/name`")}};

const Shape kPart = {"part",
                     {text("label", "`Motivation`, or in the words of the source"),
                      text("language", "`zh`, for lang=; or none"), html("text", "")}};

const Shape kTranslation = {
    "translation",
    {text("language", "`zh`, for lang="), html("title", "or none"), html("abstract", "or none")}};

const Shape kRating = {"rating",
                       {text("label", "`clarity`, in the words of the source"),
                        text("value", "`8`"), text("of", "the best value of its scale; or none")}};

static const Shape kPaper = {
    "paper",
    {text("anchor", "`p2602-22617`"),
     text("band", "`lead`, `major` or `minor`"),
     text("number", "place in the published issue, from 1"),
     text("id", "`2602.22617`, `doi:10.1234/abc`"),
     text("service", "that gave the id: `arXiv`, `bioRxiv`, `medRxiv`, `OpenReview`, `DOI`"),
     text("local_id", "the id without its scheme: `2602.22617`, `10.1234/abc`"),
     text("url", "the paper's page"),
     html("title", "with formulas as MathML"),
     text("authors", "up to ten names, or the first eight"),
     text("more_authors_label", "`and 207 more`; none when all are shown"),
     text("more_authors", "the rest of the names"),
     text("sort_score", "number to sort by; empty if there is none"),
     text("sort_relevance", "number to sort by; empty if there is none"),
     text("sort_novelty", "number to sort by; empty if there is none"),
     flag("author_match", "chosen because of its authors"),
     part("score", "", kScore),
     part("why", "", kComment),
     text("topic_id", "id of its first topic; `-` without one"),
     list("translations", "title and abstract in other languages", kTranslation),
     list("tldr", "the summary in a sentence, in each of its languages", kPart),
     text("parts_label", "`Motivation, Method, Result`; or none"),
     list("parts", "the other parts of a summary", kPart),
     list("ratings", "of other scales than relevance and novelty", kRating),
     list("links", "code, project, poster, as the digest states them", kLink),
     html("abstract", "with formulas as MathML"),
     flag("open", "whether the abstract starts open"),
     text("abs_url", "the paper at the service, of a DOI at doi.org"),
     text("pdf_url", "or none"),
     text("html_url", "or none"),
     list("code", "links of the abstract to code and project pages", kCodeLink),
     part("seen", "the first of the earlier days it stood in", kSeen),
     part("spotlight", "", kSpotlight)}};

const Shape kBand = {
    "band",
    {text("name", "for the heading's id: `lead`, `major`, `minor`, `topic-efficiency`; or none"),
     text("label", "`Leading`, or a topic; none when the papers are not grouped"),
     flag("section", "it is a section of the digest"),
     text("note", "`18 and above · 8 papers`; or none"), list("papers", "", kPaper)}};

static const Shape kMailPaper = {
    "mail paper",
    {html("title", "with formulas as text"), text("url", "the paper in the issue"),
     text("id", "`2602.22617`, `doi:10.1234/abc`"), text("service", "`arXiv`, `DOI`"),
     text("local_id", "without its scheme"),
     text("authors", "up to eight names, then `and 4 more`"),
     flag("lead", "it is in the leading band"), part("why", "", kComment),
     text("excerpt", "the beginning of the abstract if there is no comment; or none"),
     part("score", "", kScore), part("spotlight", "", kSpotlight),
     text("abs_url", "at the service"), text("pdf_url", "or none"),
     list("code", "links of the abstract to code and project pages", kCodeLink)}};

static const Shape kMailBrief = {
    "mail brief",
    {html("title", "with formulas as text"), text("url", "the paper in the issue"),
     text("value", "its score; or none"), text("abs_url", "at the service")}};

const Shape kMailBand = {
    "mail band",
    {text("label", "`Leading`, or a topic; none when the papers are not grouped"),
     text("note", "`18 and above · 8 papers`; or none"), list("papers", "in full", kMailPaper),
     list("brief", "a line each", kMailBrief)}};

const Shape kContents = {"contents",
                         {text("number", "place in the published issue, from 1"),
                          text("anchor", "of the paper on this page"), html("title", ""),
                          text("authors", "up to nine names, or eight and `and 4 more`")}};

const Shape kBar = {"bar",
                    {text("label", ""), text("url", "or none"), text("count", "`4,608`"),
                     text("width", "0.0 to 100.0, share of the longest, in per cent"),
                     text("class", "topic class, or none")}};

const Shape kOption = {"option", {text("value", ""), text("label", "")}};

static const Shape kMapCell = {
    "map cell",
    {text("count", "or none"),
     text("class", "`dot d3`, with `here` for the paper's own place; or none")}};
const Shape kMapRow = {"map row",
                       {text("label", "`Novelty 9`, then `8`"), list("cells", "", kMapCell)}};
const Shape kMapColumn = {"map column", {text("label", "relevance")}};

static const Shape kCalendarDay = {
    "calendar day",
    {text("number", "day of the month; none for cells outside"),
     text("url", "none without an issue"), text("count", "papers: `42`"),
     text("unit", "what the count counts: `papers`"),
     text("count_label", "`42 papers`, `scoring failed`, `nothing selected`"),
     text("class", "`dot d4`; or none"),
     text("note",
          "`no issue` on weekdays that have none; `not imported` on days that others link to"),
     flag("failed", "scoring failed on this day"), flag("current", "the day of this page")}};
static const Shape kCalendarWeek = {"calendar week", {list("days", "seven", kCalendarDay)}};
static const Shape kWeekday = {
    "weekday", {text("letter", "`M`"), text("short", "`Mon`"), text("name", "`Monday`")}};
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
    {text("url", "the paper's page"), text("id", ""), text("service", "`arXiv`, `DOI`"),
     text("local_id", "the id without its scheme"), html("title", ""),
     text("authors", "up to eight names, then `and 4 more`"), part("why", "", kComment),
     html("abstract", ""), part("score", "", kScore), text("abs_url", "at the service"),
     text("day", "`7 Feb 2026`"), text("day_url", "")}};

const Shape kCard = {
    "card",
    {text("url", "the paper's page"), text("id", ""), text("service", "`arXiv`, `DOI`"),
     text("local_id", "the id without its scheme"), html("title", ""),
     text("authors", "up to four names, then `and 4 more`"), part("why", "", kComment),
     part("score", "", kScore), text("day", "`7 Feb 2026`"), text("day_url", "")}};

const Shape kCardHtml = {"made card",
                         {html("card", "the paper as card.mustache prints it"),
                          text("terms", "what it shares with the page's paper; or none")}};
const Shape kRelated = {
    "related paper",
    {text("url", "its page"), html("title", "with formulas as MathML"),
     text("authors", "up to three names, or two and `and 4 more`"),
     text("day", "first day: `27 Feb 2026`"), text("score", "or none"),
     text("terms", "what it shares with the page's paper; or none"),
     html("card", "the paper as card.mustache prints it; only made if the template prints it")}};
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

const Shape kVerdictRow = {
    "verdict",
    {text("value", "its score"), text("relevance", ""), text("novelty", ""),
     text("relevance_number", "as a script reads it"), text("novelty_number", "likewise"),
     flag("chosen", "it is in the issue"), flag("always", "because of its author"),
     html("title", "or its id, where no title was kept"),
     text("url", "its place in the issue; of a paper that was not chosen, at arXiv"),
     text("comment", "the reason, of a paper that was not chosen; or none")}};

const Shape kSentencePaper = {"paper of a sentence",
                              {text("number", "its place in the issue"), text("title", ""),
                               text("url", "of its place on the page of the day")}};

const Shape kSentence = {
    "sentence of the editorial",
    {html("text", ""), list("papers", "it is about them; at least one", kSentencePaper)}};

const Shape kWeekDay = {
    "day of a week",
    {text("label", "`Mon 30 Mar`"), text("url", ""), text("count", "`40`; none if there is none"),
     text("unit", "what the count counts: `papers`"),
     text("state", "`40 papers`, or what became of it"),
     text("class", "a dot whose area is the number: `dot d4`; or none")}};

const Shape kAppearance = {
    "appearance",
    {text("label", "`Friday, 27 February 2026`"), text("url", ""), part("score", "", kScore),
     text("place", "`as number 11 of 40`"), flag("author_match", ""),
     part("why", "its comment on that day, when it differs from the one above; or none", kComment),
     flag("several", "the paper appeared on several days")}};

const Shape kFact = {"fact",
                     {text("label", "`Categories`"), text("value", ""), text("url", "or none")}};

static const Shape kMonthRow = {
    "month row",
    {text("label", "`February`"), text("url", ""), text("issues", "`18 issues`"),
     text("count", "papers: `635`"), text("width", "0.0 to 100.0"),
     text("failed", "`2 failed`; or none")}};
const Shape kYearRow = {"year row",
                        {text("label", "`2026`"), text("url", ""), text("count", "`635 papers`"),
                         list("months", "with an issue, oldest first", kMonthRow)}};

const Shape kTrend = {
    "trend",
    {text("term", ""), text("url", "the search for it"), text("count", "`14 papers`"),
     text("rise", "`3.2 times`, or `new`"), html("chart", "small SVG with a text alternative"),
     list("papers", "a few", kTitleLink)}};

static const Shape kListed = {
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

const Shape kSearchExample = {
    "examples of queries",
    {text("first", "a word of a paper of the site"), text("second", "the word after it"),
     text("author", "a name"), text("category", "`hep-th`"), text("dates", "`2026-02..2026-03`"),
     text("number", "of a paper"), flag("has_words", "there are `first` and `second`"),
     flag("has_author", "there is `author`"), flag("has_category", "there is `category`"),
     flag("has_number", "there is `number`")}};

const Shape kAuthorCard = {"followed author",
                           {text("label", ""), text("url", ""), text("count", "`3 papers`")}};

const Shape kSearchCard = {"saved search",
                           {text("label", "its name"), text("url", "its page"), text("query", ""),
                            text("count", "`37 papers`")}};

}  // namespace broadsheet::theme
