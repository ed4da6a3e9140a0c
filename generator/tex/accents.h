#pragma once
// TeX accents and special letters to Unicode, one at a time.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::tex {

struct Accented {
  std::string text;     ///< NFC
  std::size_t end = 0;  ///< one past what it replaces
};

/// The letter written at `at` (a backslash): `\'e` `\'{e}` `\'\i` `\v{s}` `\k e` `\l` `\ss{}`, and
/// the Greek letters that a lost backslash mangles: `\b{eta}` "β". std::nullopt if no such letter
/// is there, or Unicode has none (`\"b`: rather an escaped quote).
std::optional<Accented> accented_at(std::string_view source, std::size_t at);

/// As accented_at for a whole group at `at`: `{\'e}`, `{\l}`.
std::optional<Accented> accented_group_at(std::string_view source, std::size_t at);

/// Unicode normal form C; the input itself when it is no UTF-8.
std::string nfc(std::string_view text);

}  // namespace broadsheet::tex
