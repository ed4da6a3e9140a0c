#include "config/secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace broadsheet::config {
namespace {

constexpr std::size_t kShortest = 16;  // bytes after the prefix
constexpr std::array<std::string_view, 8> kPrefixes = {"sk-", "sk_",  "gsk_",        "xai-",
                                                       "hf_", "ghp_", "github_pat_", "AIza"};

constexpr std::array<std::string_view, 9> kSecretEndings = {
    "apikey", "accesskey", "secretkey", "zoterokey",    "token",
    "secret", "password",  "pasword",   "authorization"};
constexpr std::size_t kShortestInAddress = 8;

bool is_key_letter(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_';
}

/// The end of the run of letters of a key that contains `at`.
std::size_t run_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_key_letter(text[at])) ++at;
  return at;
}

bool has_form_of_key(std::string_view run) {
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    return run.starts_with(prefix) && run.size() >= prefix.size() + kShortest &&
           std::any_of(run.begin(), run.end(), is_ascii_digit);
  });
}

/// Whether a key names an environment variable, as `password_env`.
bool names_variable(std::string_view key) { return lower_ascii(key).ends_with("_env"); }

bool is_variable_name(std::string_view text) {
  return !text.empty() && !is_ascii_digit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; });
}

/// One past the value that follows the key ending at `at`; `begin` is set to its first byte.
/// @return `at` if no value in this line follows
std::size_t value_end(std::string_view text, std::size_t at, std::size_t& begin) {
  const std::size_t line_end = std::min(text.find_first_of("\r\n", at), text.size());
  const auto skip = [&](std::string_view letters) {
    while (at < line_end && letters.find(text[at]) != std::string_view::npos) ++at;
  };
  begin = at;
  skip("\"' \t");
  if (at == line_end || text[at] != ':') return begin;
  ++at;
  skip(" \t");
  begin = at;
  while (at < line_end && (text[at] == '&' || text[at] == '!')) {  // an anchor or a tag
    at = std::min(text.find_first_of(" \t", at), line_end);
    skip(" \t");
    begin = at;
  }
  if (at == line_end || std::string_view("|>[{#").find(text[at]) != std::string_view::npos)
    return at;
  if (text[at] == '"' || text[at] == '\'') {
    begin = at + 1;
    return std::min(text.find(text[at], begin), line_end);
  }
  std::size_t end = std::min(text.find_first_of(",}]", at), line_end);
  end = std::min(text.find(" #", at), end);
  while (end > at && is_ascii_space(text[end - 1])) --end;
  return end;
}

/// What follows one of these is a secret: addresses of webhooks, and the header of a request.
constexpr std::array<std::string_view, 6> kBeforeSecrets = {
    "hooks.slack.com/services/", "/api/webhooks/", "/bot/v2/hook/",
    "api.telegram.org/bot",      "Bearer ",        "bearer "};

/// The secret parts of addresses, and of "Bearer ...".
std::vector<std::pair<std::size_t, std::size_t>> secret_parts(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  constexpr std::string_view kEnds = " \t\r\n\"'<>,}]";
  for (const std::string_view before : kBeforeSecrets) {
    for (std::size_t at = 0; (at = text.find(before, at)) != std::string_view::npos;) {
      at += before.size();
      const std::size_t end = std::min(text.find_first_of(kEnds, at), text.size());
      if (end - at >= kShortestInAddress) parts.emplace_back(at, end);
      at = end;
    }
  }
  for (std::size_t at = 0; (at = text.find("://", at)) != std::string_view::npos;) {
    at += 3;
    const std::size_t end = std::min(text.find_first_of(kEnds, at), text.size());
    const std::string_view host = text.substr(at, std::min(text.find('/', at), end) - at);
    const std::size_t colon = host.find(':');
    const std::size_t sign = host.rfind('@');
    if (sign != std::string_view::npos && colon < sign)
      parts.emplace_back(at + colon + 1, at + sign);
    at = end;
  }
  return parts;
}

}  // namespace

bool is_secret_name(std::string_view name) {
  std::string plain = lower_ascii(name);
  std::erase_if(plain, [](char c) { return c == '-' || c == '_' || c == ' '; });
  if (plain == "key" || plain == "bearer" || plain == "passwd" || plain == "pass") return true;
  return std::any_of(kSecretEndings.begin(), kSecretEndings.end(),
                     [&](std::string_view ending) { return plain.ends_with(ending); });
}

MaskedText mask_secrets(std::string_view text) {
  MaskedText masked{.values = std::string(text), .shown = std::string(text), .found = {}};
  const auto hide = [](std::string& in, std::size_t begin, std::size_t end) {
    std::fill(in.begin() + static_cast<std::ptrdiff_t>(begin),
              in.begin() + static_cast<std::ptrdiff_t>(end), 'x');
  };
  for (const auto& [begin, end] : secret_parts(text)) {
    masked.found.push_back(position_of(text, begin));
    hide(masked.values, begin, end);
    hide(masked.shown, begin, end);
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = run_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view run = text.substr(at, end - at);
    if (has_form_of_key(run)) {
      masked.found.push_back(position_of(text, at));
      hide(masked.values, at, end);
      hide(masked.shown, at, end);
    } else if (names_variable(run)) {
      // A secret in place of the name of the variable that holds it.
      std::size_t begin = end;
      const std::size_t past = value_end(text, end, begin);
      if (past - begin >= kShortestInAddress &&
          !is_variable_name(text.substr(begin, past - begin))) {
        for (std::string* in : {&masked.values, &masked.shown}) {
          hide(*in, begin, past);
          (*in)[past - 1] = '-';  // still no name of a variable
        }
      }
    } else if (is_secret_name(run)) {
      std::size_t begin = end;
      const std::size_t past = value_end(text, end, begin);
      if (begin < past) hide(masked.shown, begin, past);
    }
    at = end;
  }
  return masked;
}

}  // namespace broadsheet::config
