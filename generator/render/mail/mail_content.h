#pragma once
// What a mail has of a day or a week, for both of its forms.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "render/pages/day_header.h"
#include "render/parts/editorial.h"
#include "render/parts/page_context.h"

namespace broadsheet::render {

struct MailBand {
  std::string label;  ///< as PaperGroup
  std::string note;
  std::vector<Appearance> papers{};  ///< in full
  std::vector<Appearance> brief{};   ///< a line each
};

struct MailContent {
  std::vector<MailBand> bands{};
  std::int64_t more = 0;  ///< papers that are only in the issue
};

/// Leading and strong papers are in full, the others in brief, as long as the HTML stays below what
/// mail programs show.
MailContent mail_content(const PageContext& context, std::size_t digest);

/// Everything that a mail states.
struct MailIssue {
  std::string subject;
  std::string date;     ///< "Friday, 27 February 2026", "Week 9, 23 February to 1 March 2026"
  std::string url;      ///< of the page that has all of it
  std::string summary;  ///< one line: counts, model, cost
  std::optional<DayNotice> notice{};
  Editorial editorial{};
  std::vector<MailBand> bands{};
  std::string more{};  ///< "and 22 more in the issue"; empty if all are here
};

MailIssue day_issue(const PageContext& context, std::size_t digest);

/// The best papers of the week in full, then the leading ones of each day in brief. `url` is the
/// page of the week, or of its last month where weeks have no pages.
MailIssue week_issue(const PageContext& context, const LibraryWeek& week);

/// "My Digest, 26 November: Attention Is All You Need, and 30 more".
std::string mail_subject(const PageContext& context, std::size_t digest);

/// The address of a paper within its issue.
std::string mail_paper_url(const PageContext& context, const Appearance& at);

/// The comment as plain text, or the beginning of the abstract, for papers whose comment is missing
/// or too long; empty if the comment is shown as it is.
std::string mail_excerpt(const PageContext& context, const Appearance& at);

}  // namespace broadsheet::render
