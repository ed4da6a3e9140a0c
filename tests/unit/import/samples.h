#pragma once
// Small digests in our own words, one for each form the older programs wrote.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "import/formats/format.h"

namespace broadsheet::test {

inline std::string old_paper(const std::string& id, const std::string& fields) {
  return "\"" + id + "\": {" + fields + "}";
}

/// Title, authors and abstract of the paper `id`, as JSON members.
inline std::string published(const std::string& id) {
  return R"("authors": ["Ada Lovelace", "Jos\\'e P\\'erez"], "title": "Title of )" + id +
         R"( with $x_1$", "abstract": "Abstract of )" + id +
         R"( with \\emph{marks} -- and $a \\! b$.", "arxiv_id": ")" + id + "\"";
}

/// An entry of variant B.
inline std::string variant_b(const std::string& id, int relevance, int novelty) {
  return old_paper(id, "\"SCORE\": " + std::to_string(relevance + novelty) + ", \"ARXIVID\": \"" +
                           id + "\", \"COMMENT\": \"Model Architecture: comment of " + id +
                           "\", \"RELEVANCE\": " + std::to_string(relevance) +
                           ", \"NOVELTY\": " + std::to_string(novelty) + ", " + published(id));
}

/// An entry of variant AM: a followed author's.
inline std::string variant_am(const std::string& id) {
  return old_paper(id, R"("COMMENT": "Author match", "SCORE": 20.0, )" + published(id));
}

/// An entry of variant C.
inline std::string variant_c(const std::string& id, const std::string& topic, int relevance,
                             int novelty) {
  return old_paper(
      id, R"("ARXIVID": ")" + id + R"(", "COMMENT": "Comment of )" + id + R"(", "RELEVANCE": )" +
              std::to_string(relevance) + ", \"NOVELTY\": " + std::to_string(novelty) +
              R"(, "PRIMARY_TOPIC_ID": ")" + topic + R"(", "MATCHED_TOPIC_IDS": [")" + topic +
              R"(", "other_topic"], "TOPIC_MATCH_COMMENT": "Fits.", "HOTSPOT_PAPER_TAGS": [], )" +
              R"("HOTSPOT_PAPER_COMMENT": "Hot because.", "SCORE": )" +
              std::to_string(relevance + novelty) + ", " + published(id) +
              R"(, "PRIMARY_TOPIC_LABEL": "Label of )" + topic +
              R"(", "HOTSPOT_PAPER_PRIMARY_KIND": null)");
}

inline std::string object(const std::vector<std::string>& members) {
  std::string text = "{";
  for (const std::string& member : members) text += (text.size() > 1 ? ",\n" : "\n") + member;
  return text + "\n}";
}

/// A paper's block in Markdown; `level` is "##" or "###".
inline std::string markdown_paper(const std::string& level, int number, const std::string& id,
                                  const std::string& more, const std::string& scores) {
  return level + " " + std::to_string(number) + ". [Title of " + id +
         " with $x_1$](https://arxiv.org/abs/" + id + ") <a id=\"link" + std::to_string(number) +
         "\"></a>\n\n**ArXiv ID:** " + id + "\n\n" + more +
         "**Authors:** Ada Lovelace, Jos\\'e P\\'erez\n\n**Abstract:** Abstract of " + id +
         " with \\emph{marks} -- and $a \\! b$.\n\n**Comment:** " +
         (scores.empty() ? std::string("Author match") : "Model Architecture: comment of " + id) +
         "\n\n" + scores + "\n\n---\n\n";
}

inline std::string markdown_scores(int relevance, int novelty) {
  return "**Relevance:** " + std::to_string(relevance) + "\n**Novelty:** " +
         std::to_string(novelty);
}

inline std::string contents(const std::vector<std::string>& ids) {
  std::string text = "**Table of contents with paper titles:**\n\n";
  int number = 0;
  for (const std::string& id : ids) {
    ++number;
    text += std::to_string(number) + ". [Title of " + id + "](#user-content-link" +
            std::to_string(number) + ")\n**Authors:** Ada Lovelace, Jos\\'e P\\'erez\n\n";
  }
  return text + "---\n\n";
}

inline const std::string kOldTable =
    "|  *[gpt-x]*  |  Prompt  |  Completion  |  Total  |\n|:---:|:---:|:---:|:---:|\n"
    "|  **Token**  |  1000  |  200  |  1200  |\n|  **Cost**  |  $0.1  |  $0.07  |  $0.17  |\n\n";

inline const std::string kTotals =
    "Total arXiv papers: 90\n\nTotal scanned papers: 60\n\nTotal relevant papers: 2\n\n";

inline const std::string kRemedial =
    "> This is a remedial run for missed papers from 03/13/2025 to 03/13/2025.\n> \n"
    "> Results generated on 03/24/2025.\n\n";

inline std::string html_table(int prompt, int completion, int relevant) {
  const auto cell = [](const std::string& text) {
    return "            <td align=\"center\">" + text + "</td>\n";
  };
  return "<table>\n    <thead>\n        <tr>\n            <th rowspan=\"2\">Model</th>\n"
         "            <th rowspan=\"2\">Metric</th>\n            <th colspan=\"3\">Usage</th>\n"
         "            <th colspan=\"3\">Papers</th>\n        </tr>\n        <tr>\n"
         "            <th>Prompt</th>\n            <th>Completion</th>\n            "
         "<th>Total</th>\n"
         "            <th>Total arXiv</th>\n            <th>Scanned</th>\n"
         "            <th>Relevant</th>\n        </tr>\n    </thead>\n    <tbody>\n        <tr>\n" +
         cell("<code>gpt-x</code>") + cell("<strong>Tokens</strong>") +
         cell(std::to_string(prompt)) + cell(std::to_string(completion)) +
         cell(std::to_string(prompt + completion)) + cell("90") + cell("60") +
         cell(std::to_string(relevant)) + "        </tr>\n        <tr>\n" +
         cell("<strong>Cost</strong>") + cell("$1.05") + cell("$0.51") + cell("$1.56") +
         "        </tr>\n    </tbody>\n</table>\n\n";
}

inline const std::string kPromptParts =
    "# Paper Selection Prompt\n\n## System Prompt\n\n> Be helpful.\n> Be brief.\n\n"
    "## User Prompt\n\n> ## Topics\n> \n> 1. Gates\n> \n> > A note.\n";

inline const std::string kPromptRaw =
    "# Paper Selection Prompt\n\nBe helpful.\nBe brief.\n\n## Topics\n\n1. Gates\n";

/// What a file about one day states; std::nullopt if there is nothing.
inline std::optional<importer::ParsedSource> only_source(importer::ParseResult result) {
  if (result.sources.size() != 1) return std::nullopt;
  return std::move(result.sources.front());
}

}  // namespace broadsheet::test
