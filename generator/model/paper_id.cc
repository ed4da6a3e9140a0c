#include "model/paper_id.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"
#include "base/hash.h"

namespace broadsheet {
namespace {

constexpr std::size_t kLongestId = 200;    // bytes; a term of Xapian has at most 245
constexpr std::size_t kLongestStem = 120;  // bytes, without the hash

struct SchemeNames {
  std::string_view prefix;
  std::string_view service;
};

/// In the order of IdScheme.
constexpr std::array<SchemeNames, 5> kSchemes = {{{"", "arXiv"},
                                                  {"biorxiv:", "bioRxiv"},
                                                  {"medrxiv:", "medRxiv"},
                                                  {"openreview:", "OpenReview"},
                                                  {"doi:", "DOI"}}};

const SchemeNames& names_of(IdScheme scheme) { return kSchemes[static_cast<std::size_t>(scheme)]; }

bool is_small(char c) { return is_ascii_letter(c) && !is_ascii_capital(c); }

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_ascii_digit);
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// "2607", "0309": the month must exist.
bool is_year_and_month(std::string_view text) {
  const int month = two_digits(text, 2);
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

bool is_arxiv_number(std::string_view text) {
  return text.size() <= 64 && (is_new_style(text) || is_old_style(text));
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

/// "2021.10.04." before a serial number.
bool begins_with_date(std::string_view text) {
  if (text.size() < 11 || text[0] != '2' || text[4] != '.' || text[7] != '.' || text[10] != '.')
    return false;
  if (!all_digits(text.substr(0, 4)) || !all_digits(text.substr(5, 2)) ||
      !all_digits(text.substr(8, 2))) {
    return false;
  }
  const int month = two_digits(text, 5), day = two_digits(text, 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// The server of a DOI without a version that bioRxiv or medRxiv gave: after its prefix a day and
/// a serial number, until 2019 the number alone. Numbers of bioRxiv have six digits, those of
/// medRxiv eight.
/// Source: https://connect.biorxiv.org/news/2025/11/18/preprint_dois
std::optional<IdScheme> preprint_server(std::string_view doi) {
  const std::size_t slash = doi.find('/');
  const std::string_view prefix = doi.substr(0, slash);
  if (prefix != "10.1101" && prefix != "10.64898") return std::nullopt;
  std::string_view serial = doi.substr(slash + 1);
  if (begins_with_date(serial)) {
    serial.remove_prefix(11);
  } else if (prefix != "10.1101") {
    return std::nullopt;
  }
  if (!all_digits(serial) || (serial.size() != 6 && serial.size() != 8)) return std::nullopt;
  return serial.size() == 6 ? IdScheme::Biorxiv : IdScheme::Medrxiv;
}

/// "10.1234/abc": printable ASCII without what ends a DOI in text or has a meaning in addresses of
/// files. Sources: https://www.doi.org/the-identifier/resources/handbook/
bool is_doi(std::string_view doi) {
  if (!doi.starts_with("10.") || doi.ends_with('/') || doi.ends_with('.')) return false;
  const std::size_t slash = doi.find('/');
  if (slash == std::string_view::npos || slash + 1 == doi.size()) return false;
  const std::string_view registrant = doi.substr(3, slash - 3);
  const auto in_registrant = [](char c) { return is_ascii_digit(c) || c == '.'; };
  if (registrant.size() < 4 || !is_ascii_digit(registrant.front()) ||
      !is_ascii_digit(registrant.back()) ||
      !std::all_of(registrant.begin(), registrant.end(), in_registrant)) {
    return false;
  }
  const auto known = [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("\"\\^`{|}").find(c) == std::string_view::npos;
  };
  // A browser leaves a part that is "..", so that the address would be of another paper.
  return std::all_of(doi.begin(), doi.end(), known) &&
         (std::string(doi) + "/").find("/../") == std::string::npos &&
         (std::string(doi) + "/").find("/./") == std::string::npos;
}

bool is_openreview(std::string_view text) {
  const auto known = [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_';
  };
  return text.size() >= 5 && text.size() <= 64 && std::all_of(text.begin(), text.end(), known);
}

/// Whether `text` begins so in any case; then this is removed. `start` is in lower case.
bool remove_start(std::string_view& text, std::string_view start) {
  if (lower_ascii(text.substr(0, start.size())) != start) return false;
  text.remove_prefix(start.size());
  return true;
}

/// What "%28" and similar stand for.
std::string decoded(std::string_view text) {
  const auto value = [](char c) {
    const char small = lower_ascii(c);
    return is_ascii_digit(c) ? c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
  };
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool coded = text[at] == '%' && at + 2 < text.size() && value(text[at + 1]) >= 0 &&
                       value(text[at + 2]) >= 0;
    plain += coded ? static_cast<char>(value(text[at + 1]) * 16 + value(text[at + 2])) : text[at];
    if (coded) at += 2;
  }
  return plain;
}

/// With everything but letters, digits and what DOIs have unescaped percent-encoded.
std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string url;
  for (const char c : text) {
    const bool plain = is_ascii_letter(c) || is_ascii_digit(c) ||
                       std::string_view("-._~/:;()").find(c) != std::string_view::npos;
    if (plain) {
      url += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      url += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return url;
}

/// The DOI in the path of an address of bioRxiv or medRxiv: "10.1101/2021.10.04.463034v1.full.pdf",
/// "early/2017/05/05/134015".
std::optional<PaperId> id_of_preprint_path(std::string_view path) {
  const std::size_t prefix = path.find("10.");
  std::string doi;
  if (prefix != std::string_view::npos && path.substr(prefix).find('/') != std::string_view::npos) {
    doi = path.substr(prefix);
  } else if (path.starts_with("early/")) {
    doi = "10.1101/" + std::string(path.substr(path.rfind('/') + 1));
  }
  // What follows the number: a version, ".full", ".full.pdf", ".abstract", "/".
  for (std::size_t size = doi.size(); size > 8; --size) {
    const std::string_view begin = std::string_view(doi).substr(0, size);
    if (preprint_server(begin)) {
      const std::string_view rest = std::string_view(doi).substr(size);
      const bool ends = rest.empty() || !is_ascii_digit(rest.front());
      return ends ? PaperId::parse_doi(begin) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string preprint_address(IdScheme scheme, std::string_view doi) {
  return "https://www." + lower_ascii(service_name(scheme)) + ".org/content/" + std::string(doi);
}

}  // namespace

std::string_view service_name(IdScheme scheme) { return names_of(scheme).service; }

std::optional<PaperId> PaperId::parse(std::string_view text) {
  if (text.size() > kLongestId) return std::nullopt;
  const std::string_view bare = text.substr(0, version_begin(text));
  if (is_arxiv_number(bare)) return PaperId(std::string(bare), IdScheme::Arxiv);
  if (remove_start(text, "openreview:")) {
    if (!is_openreview(text)) return std::nullopt;
    return PaperId("openreview:" + std::string(text), IdScheme::OpenReview);
  }
  const bool with_scheme = remove_start(text, "doi:") || remove_start(text, "biorxiv:") ||
                           remove_start(text, "medrxiv:");
  return with_scheme ? parse_doi(text) : std::nullopt;
}

std::optional<PaperId> PaperId::parse_doi(std::string_view doi) {
  if (doi.size() > kLongestId - names_of(IdScheme::OpenReview).prefix.size()) return std::nullopt;
  std::string_view number = doi;
  if (remove_start(number, "10.48550/arxiv.")) {
    const std::string_view bare = number.substr(0, version_begin(number));
    return is_arxiv_number(bare) ? std::optional(PaperId(std::string(bare), IdScheme::Arxiv))
                                 : std::nullopt;
  }
  const std::string lowered = lower_ascii(doi);
  const std::string_view bare = std::string_view(lowered).substr(0, version_begin(lowered));
  if (const auto server = preprint_server(bare)) {
    return PaperId(std::string(names_of(*server).prefix) + std::string(bare), *server);
  }
  if (!is_doi(lowered)) return std::nullopt;
  return PaperId("doi:" + lowered, IdScheme::Doi);
}

std::optional<PaperId> PaperId::parse_address(std::string_view text) {
  text = trimmed(text);
  if (auto id = parse(text); id && !id->is_arxiv()) return id;
  if (text.starts_with("10.")) return parse_doi(text);
  if (remove_start(text, "doi:")) return parse_doi(trimmed(text));
  if (!remove_start(text, "https://") && !remove_start(text, "http://")) return std::nullopt;
  remove_start(text, "www.");
  if (remove_start(text, "doi.org/") || remove_start(text, "dx.doi.org/")) {
    return parse_doi(decoded(text.substr(0, text.find_first_of("?#"))));
  }
  if (remove_start(text, "openreview.net/forum?") || remove_start(text, "openreview.net/pdf?")) {
    const std::size_t at = text.starts_with("id=") ? 0 : text.find("&id=") + 1;
    if (at > 0 || text.starts_with("id=")) text.remove_prefix(at + 3);
    return parse("openreview:" + std::string(text.substr(0, text.find_first_of("&#"))));
  }
  for (const std::string_view site : {"biorxiv.org/content/", "medrxiv.org/content/"}) {
    if (remove_start(text, site)) {
      return id_of_preprint_path(decoded(text.substr(0, text.find_first_of("?#"))));
    }
  }
  return std::nullopt;
}

int PaperId::version_of(std::string_view text) {
  const std::optional<PaperId> id = parse(text);
  const std::size_t begin = version_begin(text);
  // The "v2" of other identifiers is a part of them.
  const bool versioned = id && (id->is_arxiv() || id->scheme() == IdScheme::Biorxiv ||
                                id->scheme() == IdScheme::Medrxiv);
  if (!versioned) return 0;
  int version = 0;
  for (std::size_t at = begin + 1; at < text.size(); ++at)
    version = version * 10 + (text[at] - '0');
  return version;
}

std::string_view PaperId::local() const {
  return std::string_view(text_).substr(names_of(scheme_).prefix.size());
}

std::string PaperId::label() const {
  return std::string(service_name(scheme_)) + ":" + std::string(local());
}

std::string PaperId::doi() const {
  if (scheme_ == IdScheme::OpenReview) return {};
  return (is_arxiv() ? "10.48550/arXiv." : "") + std::string(local());
}

std::string PaperId::address() const {
  switch (scheme_) {
    case IdScheme::Arxiv:
      return "https://arxiv.org/abs/" + text_;
    case IdScheme::Biorxiv:
    case IdScheme::Medrxiv:
      return preprint_address(scheme_, local());
    case IdScheme::OpenReview:
      return "https://openreview.net/forum?id=" + std::string(local());
    case IdScheme::Doi:
      return "https://doi.org/" + encoded(local());
  }
  return {};
}

std::string PaperId::pdf_address(int version) const {
  switch (scheme_) {
    case IdScheme::Arxiv:
      return "https://arxiv.org/pdf/" + text_;
    case IdScheme::Biorxiv:
    case IdScheme::Medrxiv:
      return html_address(version) + ".pdf";
    case IdScheme::OpenReview:
      return "https://openreview.net/pdf?id=" + std::string(local());
    case IdScheme::Doi:
      return {};
  }
  return {};
}

std::string PaperId::html_address(int version) const {
  if (is_arxiv()) return "https://arxiv.org/html/" + text_;
  if (scheme_ != IdScheme::Biorxiv && scheme_ != IdScheme::Medrxiv) return {};
  // Both servers keep every version at its address; the first one always exists.
  return address() + "v" + std::to_string(std::max(version, 1)) + ".full";
}

std::optional<Month> PaperId::month() const {
  if (is_arxiv()) {
    const std::size_t slash = text_.find('/');
    const std::size_t at = slash == std::string::npos ? 0 : slash + 1;
    const int year = two_digits(text_, at);
    return Month(year >= 91 ? 1900 + year : 2000 + year, two_digits(text_, at + 2));
  }
  if (scheme_ != IdScheme::Biorxiv && scheme_ != IdScheme::Medrxiv) return std::nullopt;
  const std::string_view serial = local().substr(local().find('/') + 1);
  if (!begins_with_date(serial)) return std::nullopt;
  return Month(two_digits(serial, 0) * 100 + two_digits(serial, 2), two_digits(serial, 5));
}

std::string PaperId::file_stem() const {
  std::string stem;
  if (!is_arxiv()) {
    stem = names_of(scheme_).prefix;
    stem.back() = '_';
  }
  for (const char c : local()) {
    const bool plain = is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '-' ||
                       (c == '_' && scheme_ == IdScheme::OpenReview);
    if (c == '/') {
      stem += '_';
    } else if (plain) {
      stem += c;
    } else {
      stem += "~" + hex(static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << 56, 2);
    }
  }
  // "~~" is in no shorter stem.
  if (stem.size() > kLongestStem) stem = stem.substr(0, kLongestStem) + "~~" + hash_hex(text_);
  return stem;
}

std::vector<std::string> texts_of(std::span<const PaperId> ids) {
  std::vector<std::string> texts;
  for (const PaperId& id : ids) texts.push_back(id.str());
  return texts;
}

}  // namespace broadsheet
