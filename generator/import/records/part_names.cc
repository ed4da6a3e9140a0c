#include "import/records/part_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <unordered_map>
#include <utility>

#include "import/records/field_names.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

struct Names {
  std::string_view label;
  std::initializer_list<std::string_view> names;  ///< folded
};

const Names kParts[] = {
    {"tldr",
     {"tldr", "tldrsummary", "oneliner", "onesentence", "onesentencesummary", "onelinesummary",
      "shortsummary", "aisummary", "llmsummary", "简介", "一句话总结", "一句话概括", "总结", "概括",
      "ai总结", "要約", "요약"}},
    {"background", {"background", "context", "背景", "研究背景", "배경"}},
    {"problem", {"problem", "challenge", "challenges", "问题", "研究问题", "課題", "문제"}},
    {"motivation", {"motivation", "motivations", "动机", "研究动机", "動機", "동기"}},
    {"question", {"question", "researchquestion"}},
    {"method",
     {"method", "methods", "methodology", "approach", "technique", "方法", "研究方法", "手法",
      "방법"}},
    {"innovation", {"innovation", "innovations", "创新点", "创新", "新規性"}},
    {"evidence", {"evidence", "证据"}},
    {"result",
     {"result", "results", "experiments", "experiment", "结果", "实验结果", "实验", "結果",
      "결과"}},
    {"findings",
     {"findings", "keyfindings", "keyinsights", "keypoints", "highlights", "takeaway", "takeaways",
      "keytakeaways", "insights"}},
    {"conclusion", {"conclusion", "conclusions", "结论", "結論", "결론"}},
    {"contribution",
     {"contribution", "contributions", "keycontributions", "maincontribution", "贡献", "主要贡献"}},
    {"limitations", {"limitations", "limitation", "局限", "局限性", "限界"}},
    {"caveat", {"caveat", "caveats"}},
    {"applications", {"applications", "application", "应用"}},
    {"affiliations",
     {"affiliations", "affiliation", "institutions", "institution", "机构", "单位", "作者单位",
      "所属"}},
};

const Names kLinks[] = {
    {"code",
     {"code", "codelink", "codelinks", "codeurl", "github", "githuburl", "githublink", "repo",
      "repository", "代码", "代码链接", "コード"}},
    {"model", {"model", "models", "huggingface", "weights"}},
    {"project",
     {"project", "projectpage", "projecturl", "projectlink", "homepage", "website", "page",
      "项目主页", "项目"}},
    {"dataset", {"dataset", "datasets", "data", "数据集"}},
    {"demo", {"demo", "演示"}},
    {"poster", {"poster", "海报"}},
    {"video", {"video", "talk", "youtube", "视频"}},
    {"discussion", {"tweet", "discussion", "reddit", "hackernews", "forum"}},
};

/// Names that mean one thing in one language.
struct Translated {
  std::string_view name;
  PartKind kind;
  std::string_view language;
};

constexpr std::array<Translated, 8> kTranslated = {{
    {"中文标题", PartKind::Title, "zh"},
    {"标题翻译", PartKind::Title, "zh"},
    {"中文摘要", PartKind::Abstract, "zh"},
    {"摘要翻译", PartKind::Abstract, "zh"},
    {"摘要中文", PartKind::Abstract, "zh"},
    {"标题中文", PartKind::Title, "zh"},
    {"日本語タイトル", PartKind::Title, "ja"},
    {"日本語要旨", PartKind::Abstract, "ja"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kLanguages = {
    {{"zhcn", "zh"},
     {"zhhans", "zh-Hans"},
     {"chinese", "zh"},
     {"japanese", "ja"},
     {"korean", "ko"},
     {"german", "de"},
     {"french", "fr"},
     {"spanish", "es"},
     {"zh", "zh"},
     {"cn", "zh"},
     {"ja", "ja"},
     {"jp", "ja"},
     {"ko", "ko"},
     {"kr", "ko"},
     {"de", "de"},
     {"fr", "fr"},
     {"es", "es"}}};

using Table = std::unordered_map<std::string_view, std::string_view>;

template <std::size_t size>
Table table_of(const Names (&rows)[size]) {
  Table table;
  for (const Names& row : rows) {
    for (const std::string_view name : row.names) table.try_emplace(name, row.label);
  }
  return table;
}

const Table& parts() {
  static const Table table = table_of(kParts);
  return table;
}

/// A name without the language at its end, and that language.
std::pair<std::string_view, std::string_view> without_language(std::string_view folded) {
  for (const auto& [ending, language] : kLanguages) {
    if (folded.size() > ending.size() && folded.ends_with(ending)) {
      return {folded.substr(0, folded.size() - ending.size()), language};
    }
  }
  return {folded, {}};
}

}  // namespace

std::optional<PartName> part_named(std::string_view name) {
  if (name.size() > 60) return std::nullopt;
  const std::string folded = folded_name(name);
  for (const Translated& one : kTranslated) {
    if (one.name == folded) return PartName{one.kind, {}, std::string(one.language)};
  }
  if (const auto found = parts().find(folded); found != parts().end()) {
    return PartName{PartKind::Part, std::string(found->second), {}};
  }
  const auto [stem, language] = without_language(folded);
  if (language.empty()) return std::nullopt;
  if (stem == "title") return PartName{PartKind::Title, {}, std::string(language)};
  if (stem == "abstract" || stem == "summary") {
    return PartName{PartKind::Abstract, {}, std::string(language)};
  }
  const auto found = parts().find(stem);
  if (found == parts().end()) return std::nullopt;
  return PartName{PartKind::Part, std::string(found->second), std::string(language)};
}

std::string_view link_named(std::string_view name) {
  static const Table table = table_of(kLinks);
  const auto found = table.find(folded_name(name));
  return found == table.end() ? std::string_view() : found->second;
}

bool is_rating_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEnds = {"score", "rating", "评分", "得分"};
  constexpr std::array<std::string_view, 7> kWhole = {
      "relevance", "relevancy", "novelty", "priority", "quality", "impact", "confidence"};
  const std::string folded = folded_name(name);
  return std::find(kWhole.begin(), kWhole.end(), folded) != kWhole.end() ||
         std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return folded.ends_with(end); });
}

std::string_view language_of_script(std::string_view text) {
  std::size_t han = 0, kana = 0, hangul = 0, letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_code_point(text, at);
    han += c >= 0x4E00 && c <= 0x9FFF ? 1 : 0;
    kana += c >= 0x3040 && c <= 0x30FF ? 1 : 0;
    hangul += c >= 0xAC00 && c <= 0xD7A3 ? 1 : 0;
    letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? 1 : 0;
  }
  // A word of Chinese is about two characters, one of English about five letters.
  const std::size_t east = han + kana + hangul;
  if (5 * east <= 2 * letters || east == 0) return {};
  if (8 * kana > han + kana && kana > hangul) return "ja";
  return hangul > han ? "ko" : "zh";
}

}  // namespace broadsheet::importer
