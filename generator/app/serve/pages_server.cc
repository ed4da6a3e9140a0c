#include "app/serve/pages_server.h"

#include <utility>

#include "base/ascii.h"
#include "base/error.h"

namespace broadsheet::app {
namespace {

/// Plain parts only: no way out of the site.
bool is_inside(std::string_view path) {
  if (path.find('\0') != std::string_view::npos || path.find('\\') != std::string_view::npos)
    return false;
  const std::string framed = "/" + std::string(path) + "/";
  return framed.find("/../") == std::string::npos && framed.find("/./") == std::string::npos;
}

/// For a Location header: what is no plain character of a URL's path as %XX.
std::string encoded(std::string_view path) {
  constexpr std::string_view kPlain = "/-_.~!$&'()*+,;=:@";
  std::string text;
  for (const char c : path) {
    if (is_ascii_letter(c) || is_ascii_digit(c) || kPlain.find(c) != std::string_view::npos) {
      text += c;
    } else {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      text += {'%', kDigits[byte / 16U], kDigits[byte % 16U]};
    }
  }
  return text;
}

PagesAnswer redirect(const std::string& path, const std::string& query) {
  PagesAnswer answer;
  answer.status = 301;
  answer.location = encoded(path) + query;
  answer.cache = "no-cache";
  return answer;
}

}  // namespace

std::string_view media_type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".xml", "application/xml; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".md", "text/markdown; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".gif", "image/gif"},
      {".ico", "image/vnd.microsoft.icon"},
      {".webp", "image/webp"},
      {".pdf", "application/pdf"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
      {".bib", "application/x-bibtex; charset=utf-8"},
      {".ris", "application/x-research-info-systems; charset=utf-8"},
  };
  for (const auto& [end, type] : kTypes) {
    if (path.ends_with(end)) return type;
  }
  return "application/octet-stream";
}

std::optional<std::string> PagesServer::bytes_of(const std::string& path) const {
  if (instead_) {
    if (auto bytes = instead_(path)) return bytes;
  }
  std::error_code error;
  const fs::path real = fs::canonical(site_ / path, error);
  if (error || !fs::is_regular_file(real, error)) return std::nullopt;
  const fs::path inside = real.lexically_relative(fs::canonical(site_, error));
  if (error || inside.empty() || *inside.begin() == "..") return std::nullopt;
  try {
    return read_file_if_exists(real);
  } catch (const Error&) {
    return std::nullopt;  // no right to read it
  }
}

bool PagesServer::is_folder(const std::string& path) const {
  std::error_code error;
  return fs::is_directory(site_ / path, error) || (instead_ && instead_(path + "/index.html"));
}

PagesAnswer PagesServer::found(const std::string& path, std::string bytes) const {
  PagesAnswer answer;
  answer.type = media_type_of(path);
  answer.cache = path.starts_with("assets/") ? "max-age=600" : "no-cache";
  answer.body = std::move(bytes);
  return answer;
}

PagesAnswer PagesServer::missing() const {
  PagesAnswer answer;
  answer.body = bytes_of("404.html")
                    .value_or("<!doctype html><title>404</title><p>There is no such page.</p>");
  answer.status = 404;
  answer.type = media_type_of(".html");
  answer.cache = "no-cache";
  return answer;
}

PagesAnswer PagesServer::answer(const std::string& base_path, const std::string& path,
                                const std::string& query) const {
  if (path == base_path || (path == "/" && !base_path.empty()))
    return redirect(base_path + "/", query);
  if (!path.starts_with(base_path + "/") || !is_inside(path)) return missing();
  std::string file = path.substr(base_path.size() + 1);
  if (file.starts_with('/')) return missing();
  if (file.empty() || file.ends_with('/')) {
    file += "index.html";
  } else if (is_folder(file)) {
    return redirect(path + "/", query);
  }
  if (auto bytes = bytes_of(file)) return found(file, *std::move(bytes));
  if (auto bytes = bytes_of(file + ".html")) return found(file + ".html", *std::move(bytes));
  return missing();
}

}  // namespace broadsheet::app
