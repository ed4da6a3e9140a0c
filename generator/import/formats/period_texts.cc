// Texts about a day or a month: reports of what was talked about, and summaries of a month.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/formats/formats.h"
#include "import/source/day_text.h"
#include "import/source/field_values.h"
#include "model/period_file.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

/// The day of "Daily AI Hotspots 2026-03-12", the first heading.
std::optional<Day> day_of_report(const MdTree& tree) {
  if (tree.blocks.empty()) return std::nullopt;
  const MdBlock& first = tree.blocks.front();
  if (first.kind != MdKind::Heading || first.level != 1) return std::nullopt;
  if (lower_ascii(first.text).find("hotspots") == std::string::npos) return std::nullopt;
  return last_day_in(first.text);
}

/// The text of the first member that has one.
std::string member_text(const json::Node& paper, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    std::string text = text::clean_line(paper.text_of(name));
    if (!text.empty()) return text;
  }
  return {};
}

/// As text in Markdown: marks are escaped outside of formulas.
std::string escaped(std::string_view text) {
  std::string out;
  bool in_formula = false;
  for (const char c : text) {
    if (c == '$') in_formula = !in_formula;
    if (!in_formula && std::string_view("\\`*_[]<>#|~").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

/// [2026, 3, 12].
std::optional<Day> stated_date(const json::Node& paper) {
  const auto found = paper.find("SOURCE_DATE");
  if (!found || !found->is(json::Kind::List) || found->size() != 3) return std::nullopt;
  std::string iso;
  const json::Node list = *found;
  for (const json::Node number : list) {
    const auto value = number.integer();
    if (!value || *value < 1 || *value > 9999) return std::nullopt;
    std::string digits = std::to_string(*value);
    if (digits.size() == 1) digits = "0" + digits;
    iso += (iso.empty() ? "" : "-") + digits;
  }
  return Day::parse(iso);
}

/// One paper of a summary as an item of a list; empty if it has no id or title.
std::string item_of(const json::Node& paper) {
  const auto id = stated_id(member_text(paper, {"ARXIVID", "arxiv_id", "id"}));
  const std::string title = member_text(paper, {"title"});
  if (!id || title.empty()) return {};
  std::string item = "- [" + escaped(title) + "](" + id->id.address() + ")";
  if (const auto day = stated_date(paper)) item += " (" + day->str() + ")";
  const std::string comment = member_text(paper, {"MONTHLY_COMMENT", "COMMENT"});
  return item + (comment.empty() ? "" : ": " + escaped(comment)) + "\n";
}

}  // namespace

bool is_day_report(const SourceFile& file) {
  return file.json() == nullptr && file.markdown() != nullptr &&
         day_of_report(*file.markdown()).has_value();
}

ParseResult parse_day_report(const SourceFile& file, Diagnostics& /*problems*/) {
  ParseResult result("report of a day");
  std::string text = file.text();
  if (!text.ends_with('\n')) text += '\n';
  const Day day = *day_of_report(*file.markdown());
  result.files.push_back({text_file(day), std::move(text), {file.path(), 0, 0}});
  return result;
}

bool is_month_summary(const SourceFile& file) {
  if (file.json() == nullptr) return false;
  const json::Node root = file.json()->root();
  const auto papers = root.find("papers");
  return Month::parse(root.text_of("month")) && papers && papers->is(json::Kind::List) &&
         (root.find("source_hash") || root.find("generated_at"));
}

ParseResult parse_month_summary(const SourceFile& file, Diagnostics& /*problems*/) {
  const json::Node root = file.json()->root();
  const Month month = *Month::parse(root.text_of("month"));
  ParseResult result("summary of a month");
  std::vector<std::string> topics;  // in the order of their first papers
  std::map<std::string, std::string> items;
  const json::Node papers = root.find("papers").value();
  for (const json::Node paper : papers) {
    const std::string item = item_of(paper);
    if (item.empty()) {
      result.left_out.push_back(
          {"no id or no title", member_text(paper, {"title", "arxiv_id"}), paper.where()});
      continue;
    }
    const std::string topic = member_text(paper, {"PRIMARY_TOPIC_LABEL", "PRIMARY_TOPIC_ID"});
    if (items[topic].empty()) topics.push_back(topic);
    items[topic] += item;
  }
  if (topics.empty()) return {"ignored: summary of a month without papers"};
  std::string text;
  for (const std::string& topic : topics) {
    if (!text.empty()) text += '\n';
    if (!topic.empty()) text += "## " + escaped(topic) + "\n\n";
    text += items[topic];
  }
  for (const json::Node member : root) {
    if (member.key() != "month" && member.key() != "papers") {
      ++result.dropped[std::string(member.key())];
    }
  }
  result.files.push_back({text_file(month), std::move(text), {file.path(), 0, 0}});
  return result;
}

}  // namespace broadsheet::importer
