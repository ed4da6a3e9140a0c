#include "import/records/field_names.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <unordered_map>

#include "base/ascii.h"
#include "import/records/part_names.h"

namespace broadsheet::importer {
namespace {

struct Names {
  RecordField field;
  std::initializer_list<std::string_view> names;  ///< folded, the best first
};

const Names kNames[] = {
    {RecordField::Title,
     {"title", "papertitle", "titleen", "paper", "papername", "标题", "论文标题", "题目",
      "论文题目", "论文", "タイトル", "論文", "題名", "제목", "titre", "titel"}},
    {RecordField::Id,
     {"arxivid", "arxiv",    "id",          "paperid",     "baseid",   "eprint",     "entryid",
      "abs",     "absurl",   "abslink",     "abstracturl", "arxivurl", "arxivlink",  "url",
      "link",    "paperurl", "paperlink",   "pdf",         "pdfurl",   "pdflink",    "htmlurl",
      "html",    "links",    "sourceurl",   "sourceurls",  "guid",     "identifier", "l1",
      "ur",      "链接",     "论文链接",    "原文链接",    "pdf链接",  "arxiv链接",  "arxiv编号",
      "リンク",  "링크",     "paperaddress"}},
    {RecordField::Authors,
     {"authors", "author", "creator", "creators", "authorlist", "authornames", "authorsparsed",
      "作者", "论文作者", "著者", "저자", "auteurs", "autoren"}},
    {RecordField::Abstract, {"abstract",      "abstracten",      "abstracttext", "originalabstract",
                             "summary",       "summaryen",       "description",  "英文摘要",
                             "原始摘要",      "原文摘要",        "摘要",         "论文摘要",
                             "要旨",          "アブストラクト",  "概要",         "초록",
                             "kurzfassung",   "zusammenfassung", "résumé",       "resumen",
                             "abstractlines", "abstractnote"}},
    {RecordField::AuthorComment,
     {"authorcomment", "authorscomment", "arxivcomment", "comments", "备注", "注释"}},
    {RecordField::Comment, {"comment"}},
    {RecordField::Reason,
     {"reason", "reasoning", "rationale", "justification", "relevancereason", "selectionreason",
      "recommendationreason", "recommendreason", "scorereason", "whyselected", "reasonsformatch",
      "reasonformatch", "matchreason", "matchreasons", "推荐理由", "理由", "评分理由"}},
    {RecordField::Categories,
     {"categories", "arxivcategories", "category", "primarycategory", "primaryclass",
      "maincategory", "subjects", "subject", "subjectareas", "分类", "类别", "arxiv所属领域",
      "所属领域", "カテゴリ", "분류"}},
    {RecordField::Doi, {"doi", "do", "doiurl"}},
    {RecordField::Journal, {"journalref", "journalreference", "journal", "期刊"}},
    {RecordField::Licence, {"licence", "license", "rights"}},
    {RecordField::Version, {"version", "arxivversion"}},
    {RecordField::Topic,
     {"topics", "topic", "primarytopic", "matchedtopics", "primarytopicid", "matchedtopicids",
      "topicnames"}},
    {RecordField::Section, {"section", "sectionname", "sectiontitle"}},
    {RecordField::AnnounceType, {"announcetype", "submissiontype"}},
    {RecordField::Relevance, {"relevance", "relevancescore", "relevancy", "relevancyscore"}},
    {RecordField::Novelty, {"novelty", "noveltyscore", "noveltyclaimscore"}},
    {RecordField::Score, {"score"}},
    {RecordField::Date,
     {"announced",
      "announceddate",
      "announcementdate",
      "digestdate",
      "listdate",
      "date",
      "day",
      "pubdate",
      "publishdate",
      "publisheddate",
      "published",
      "publicationdate",
      "submitted",
      "submitteddate",
      "datesubmitted",
      "updated",
      "updateddate",
      "updatedate",
      "datestamp",
      "日期",
      "发布日期",
      "发布时间",
      "发表日期",
      "提交日期",
      "日付",
      "公開日",
      "날짜",
      "veröffentlicht",
      "datum",
      "veröffentlichtam"}},
    {RecordField::Part, {"ai"}},
    {RecordField::Link,
     {"code", "codelink", "codelinks", "codeurl", "github", "githuburl", "githublink", "project",
      "projectpage", "projecturl", "homepage", "demo", "dataset", "poster", "website", "代码",
      "代码链接", "项目主页"}},
};

using Table = std::unordered_map<std::string_view, FieldName>;

const Table& table() {
  static const Table names = [] {
    Table all;
    for (const Names& one : kNames) {
      int rank = 0;
      for (const std::string_view name : one.names)
        all.try_emplace(name, FieldName{one.field, rank++});
    }
    return all;
  }();
  return names;
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string folded;
  for (const char c : lower_ascii(name)) {
    constexpr std::string_view kMarks = " \t_-*.:;#`'\"";
    if (kMarks.find(c) == std::string_view::npos) folded += c;
  }
  return folded;
}

std::optional<FieldName> field_named(std::string_view name) {
  if (name.size() > 60) return std::nullopt;
  const std::string folded = folded_name(name);
  const auto found = table().find(folded);
  if (found != table().end()) return found->second;
  if (part_named(name)) return FieldName{RecordField::Part, 0};
  return std::nullopt;
}

bool is_container_name(std::string_view name) {
  constexpr std::array<std::string_view, 30> kWhole = {
      "topic",    "topics", "categories", "sections", "groups",   "days",
      "dates",    "report", "response",   "feed",     "channel",  "meta",
      "metadata", "digest", "digests",    "docs",     "posts",    "daily",
      "archive",  "output", "json",       "md",       "markdown", "tableofcontents",
      "contents", "toc",    "index",      "readme",   "最新发布", "目录"};
  constexpr std::array<std::string_view, 9> kEnds = {
      "papers", "paper", "items", "results", "list", "data", "entries", "articles", "records"};
  const std::string folded = folded_name(name);
  if (folded.empty() || folded.find_first_not_of("0123456789/") == std::string::npos) return true;
  constexpr std::size_t kMostBytes = 24;  // a longer name is a title
  if (folded.size() > kMostBytes) return false;
  return std::find(kWhole.begin(), kWhole.end(), folded) != kWhole.end() ||
         std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return folded.ends_with(end); });
}

}  // namespace broadsheet::importer
