#pragma once
// What a mail has of a day, for both of its forms.

#include <cstdint>
#include <string>
#include <vector>

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

/// "My Digest, 26 November: Attention Is All You Need, and 30 more".
std::string mail_subject(const PageContext& context, std::size_t digest);

/// The address of a paper within its issue.
std::string mail_paper_url(const PageContext& context, const Appearance& at);

/// The comment as plain text, or the beginning of the abstract, for papers whose comment is missing
/// or too long; empty if the comment is shown as it is.
std::string mail_excerpt(const PageContext& context, const Appearance& at);

}  // namespace broadsheet::render
