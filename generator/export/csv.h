#pragma once
// A library as a table for spreadsheets.

#include <span>
#include <string>

#include "model/digest.h"

namespace broadsheet::exporting {

/// A row for each paper of each digest, RFC 4180 with CRLF, UTF-8 with a byte order mark (without
/// one, spreadsheets read another encoding). Lists are joined by "; ". An apostrophe stands before
/// a text that a spreadsheet would run as a formula (one that begins with = + - or @). Source:
/// https://owasp.org/www-community/attacks/CSV_Injection
std::string csv(std::span<const Digest* const> digests);

}  // namespace broadsheet::exporting
