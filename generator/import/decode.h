#pragma once
// Bytes of foreign files as UTF-8.

#include <string>

#include "base/diagnostics.h"

namespace broadsheet::importer {

/// UTF-16 with a byte order mark as UTF-8; any other bytes unchanged. A surrogate without its pair
/// becomes U+FFFD.
std::string decode_utf16(std::string bytes);

/// XML that declares ISO-8859-1 or Windows-1252, and is not UTF-8, as UTF-8; any other bytes
/// unchanged.
std::string decode_declared(std::string bytes);

/// Bytes that are not UTF-8 become U+FFFD, with one warning for the file.
std::string repair_utf8(std::string bytes, const std::string& path, Diagnostics& problems);

}  // namespace broadsheet::importer
