#include "model/paper_id.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"

namespace broadsheet {
namespace {

bool is_small(char c) { return is_ascii_letter(c) && !is_ascii_capital(c); }

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_ascii_digit);
}

/// "2607", "0309": the month must exist.
bool is_year_and_month(std::string_view text) {
  const int month = (text[2] - '0') * 10 + (text[3] - '0');
  return month >= 1 && month <= 12;
}

/// "2607.01234", "0704.0001". arXiv has announced six digits for when five do not suffice.
bool is_new_style(std::string_view text) {
  if (text.size() < 9 || text.size() > 11 || text[4] != '.') return false;
  const std::string_view serial = text.substr(5);
  return all_digits(text.substr(0, 4)) && all_digits(serial) && is_year_and_month(text);
}

/// "hep-th/9901001", "math.GT/0309136": an archive, perhaps a subject class, and seven digits.
bool is_old_style(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view digits = text.substr(slash + 1);
  if (digits.size() != 7 || !all_digits(digits) || !is_year_and_month(digits)) return false;

  std::string_view archive = text.substr(0, slash);
  if (const std::size_t dot = archive.find('.'); dot != std::string_view::npos) {
    const std::string_view subject = archive.substr(dot + 1);
    // "cond-mat.mes-hall" is in lower case, most others are two capitals.
    const auto in_subject = [](char c) { return is_ascii_letter(c) || c == '-'; };
    if (subject.size() < 2 || !std::all_of(subject.begin(), subject.end(), in_subject))
      return false;
    archive = archive.substr(0, dot);
  }
  const auto in_archive = [](char c) { return is_small(c) || c == '-'; };
  return archive.size() >= 2 && archive.size() <= 16 && is_small(archive.front()) &&
         is_small(archive.back()) && std::all_of(archive.begin(), archive.end(), in_archive);
}

/// The offset of a final "v3" in `text`; its size if there is none.
std::size_t version_begin(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && is_ascii_digit(text[at - 1])) --at;
  const std::size_t digits = text.size() - at;
  const bool versioned =
      at > 0 && text[at - 1] == 'v' && digits >= 1 && digits <= 4 && text[at] != '0';
  return versioned ? at - 1 : text.size();
}

}  // namespace

std::optional<PaperId> PaperId::parse(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  const std::string_view bare = text.substr(0, version_begin(text));
  if (!is_new_style(bare) && !is_old_style(bare)) return std::nullopt;
  return PaperId(std::string(bare));
}

int PaperId::version_of(std::string_view text) {
  if (!parse(text)) return 0;
  int version = 0;
  for (std::size_t at = version_begin(text) + 1; at < text.size(); ++at) {
    version = version * 10 + (text[at] - '0');
  }
  return version;
}

Month PaperId::month() const {
  const std::size_t slash = text_.find('/');
  const std::size_t at = slash == std::string::npos ? 0 : slash + 1;
  const auto two_digits = [&](std::size_t begin) {
    return (text_[begin] - '0') * 10 + (text_[begin + 1] - '0');
  };
  const int year = two_digits(at);
  return {year >= 91 ? 1900 + year : 2000 + year, two_digits(at + 2)};
}

std::string PaperId::file_stem() const {
  std::string stem = text_;
  std::replace(stem.begin(), stem.end(), '/', '_');
  return stem;
}

std::vector<std::string> texts_of(std::span<const PaperId> ids) {
  std::vector<std::string> texts;
  for (const PaperId& id : ids) texts.push_back(id.str());
  return texts;
}

}  // namespace broadsheet
