#pragma once
// The plain text of a mail.

#include <cstddef>
#include <string>
#include <string_view>

#include "render/mail/mail_content.h"

namespace broadsheet::render {

std::string mail_text(const PageContext& context, const MailIssue& issue,
                      const std::string& unsubscribe);

/// A text in lines of at most 72 columns, each after `indent`; a word that is longer has a line of
/// its own. Han, kana, hangul and full-width characters count as two columns, and lines may end
/// after Han and kana.
std::string wrapped(std::string_view text, std::string_view indent, std::string_view first_indent);

}  // namespace broadsheet::render
