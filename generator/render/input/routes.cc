#include "render/input/routes.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string four_digits(int number) { return two_digits(number / 100) + two_digits(number % 100); }

Route in_folder(std::string_view folder, std::string_view name) {
  std::string path(folder);
  path += name;
  path += '/';
  return {path};
}

// "https://user.github.io/digest" gives "/digest"; a URL without scheme is taken as a path.
std::string path_of(const std::string& base_url) {
  const std::size_t scheme = base_url.find("://");
  if (scheme == std::string::npos) return base_url;
  const std::size_t slash = base_url.find('/', scheme + 3);
  return slash == std::string::npos ? "" : base_url.substr(slash);
}

std::string without_slashes(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

std::string escaped_path(const Route& route) {
  std::string path = "/";
  std::size_t begin = 0;
  while (begin <= route.path.size()) {
    const std::size_t slash = std::min(route.path.find('/', begin), route.path.size());
    path += text::escape_url(std::string_view(route.path).substr(begin, slash - begin));
    if (slash < route.path.size()) path += '/';
    begin = slash + 1;
  }
  return path;
}

}  // namespace

std::string Route::output_path() const {
  return path.empty() || path.back() == '/' ? path + "index.html" : path;
}

Routes::Routes(std::string base_url, LinkForm form)
    : base_url_(without_slashes(std::move(base_url))),
      base_path_(path_of(base_url_)),
      form_(form) {}

Route Routes::home() { return {}; }

Route Routes::day(Day day) {
  return {four_digits(day.year()) + "/" + two_digits(day.month_number()) + "/" +
          two_digits(day.day()) + "/"};
}

Route Routes::below(Day day) { return in_folder(Routes::day(day).path, "below"); }

Route Routes::month(Month month) {
  return {four_digits(month.year()) + "/" + two_digits(month.month()) + "/"};
}

Route Routes::week(Week week) {
  return {four_digits(week.year()) + "/w" + two_digits(week.number()) + "/"};
}

Route Routes::year(int year) { return {four_digits(year) + "/"}; }
Route Routes::months() { return {"months/"}; }
Route Routes::paper(const PaperId& id) { return in_folder("papers/", id.file_stem()); }
Route Routes::search() { return {"search/"}; }
Route Routes::saved_search(std::string_view slug) { return in_folder("searches/", slug); }
Route Routes::topic(std::string_view slug) { return in_folder("topics/", slug); }
Route Routes::topics() { return {"topics/"}; }
Route Routes::trends() { return {"trends/"}; }
Route Routes::author(std::string_view slug) { return in_folder("authors/", slug); }
Route Routes::authors() { return {"authors/"}; }
Route Routes::starred() { return {"starred/"}; }
Route Routes::page(std::string_view name) { return in_folder("", name); }
Route Routes::prompt(std::string_view name) { return in_folder("prompts/", name); }
Route Routes::not_found() { return {"404.html"}; }
Route Routes::file(std::string_view path) { return {std::string(path)}; }

bool Routes::is_taken(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kTaken = {
      "404",     "archive", "assets",   "authors", "months", "papers",
      "prompts", "search",  "searches", "starred", "topics", "trends"};
  const bool year = name.size() == 4 && std::all_of(name.begin(), name.end(), is_ascii_digit);
  return year || std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end();
}

std::string Routes::url(const Route& route) const {
  return (form_ == LinkForm::Path ? base_path_ : base_url_) + escaped_path(route);
}

std::string Routes::absolute(const Route& route) const { return base_url_ + escaped_path(route); }

}  // namespace broadsheet::render
