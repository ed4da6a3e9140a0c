#pragma once
// The issue of a day, or those of a week, as a mail: subject, HTML by the theme, plain text.

#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "render/input/site_input.h"
#include "render/input/weeks.h"

namespace broadsheet::render {

struct MailText {
  std::string subject;
  std::string html{};
  std::string text{};  ///< at most 72 columns; longer only where a URL is
};

/// The mail of one day. All links are absolute, formulas are plain text. Papers beyond what mail
/// programs show of a message (102 kB in Gmail) are counted with a link to the issue.
/// @param input        with a base_url; `maths` is not used
/// @param digest       index into Library::digests()
/// @param unsubscribe  address for readers who leave the list
/// @return std::nullopt, and a report, if the theme has no usable mail.mustache
std::optional<MailText> make_mail(const SiteInput& input, std::size_t digest,
                                  const std::string& unsubscribe, Diagnostics& problems);

/// Likewise for a week.
/// @param week  one of weeks_of(input.library)
std::optional<MailText> make_week_mail(const SiteInput& input, const LibraryWeek& week,
                                       const std::string& unsubscribe, Diagnostics& problems);

}  // namespace broadsheet::render
