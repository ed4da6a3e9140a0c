#pragma once
// Which of the layouts of docs/content.md a daily Markdown file has.

namespace broadsheet::importer {

/// Which table has the model and usage.
enum class UsageTable { None, Markdown, Html };

/// What distinguishes the layouts.
struct LayoutFacts {
  bool iso_date = false;        ///< 2025-04-04 in the title, else month/day/year
  bool padded_date = false;     ///< 03/18/2025, not 3/18/2025
  bool arxiv_in_title = false;  ///< "Arxiv", the older spelling
  UsageTable table = UsageTable::None;
  bool centred = false;     ///< the columns of the table
  bool model = false;       ///< is stated
  bool old_total = false;   ///< "Total ArXiv papers"
  bool total_cost = false;  ///< is stated
  bool totals = false;      ///< lines such as "Total scanned papers: 420"
  bool scanned = false;     ///< the count of scanned papers is stated
  bool remedial = false;    ///< the statement of a remedial run
  bool by_topic = false;    ///< papers are listed topic by topic
  bool papers = false;      ///< there is at least one
};

/// 1 to 14; 0 for a combination that is none of them.
int layout_number(const LayoutFacts& facts);

}  // namespace broadsheet::importer
