#include "app/build/old_urls.h"

#include <string>

#include "text/escape.h"

namespace broadsheet::app {
namespace {

std::string page(const render::Routes& routes, const std::string& language, const render::Route& to,
                 std::string_view title) {
  const std::string name = text::escape_html(title);
  const std::string url = text::escape_html(routes.url(to));
  return "<!doctype html>\n<html lang=\"" + language + "\">\n<meta charset=\"utf-8\">\n<title>" +
         name +
         "</title>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
         "'none'\">\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"canonical\" href=\"" +
         text::escape_html(routes.absolute(to)) +
         "\">\n<meta http-equiv=\"refresh\" content=\"0; url=" + url + "\">\n<p><a href=\"" + url +
         "\">" + name + "</a></p>\n</html>\n";
}

/// "archive/2026-07/".
std::string folder_of(Month month) { return "archive/" + month.str() + "/"; }

}  // namespace

void write_old_urls(const Library& library, const render::Routes& routes,
                    const std::string& language, std::string_view all_months, OutputSink& sink) {
  using render::Routes;
  sink.write("archive/index.html", page(routes, language, Routes::months(), all_months));
  for (const Month& month : library.months()) {
    sink.write(folder_of(month) + "index.html",
               page(routes, language, Routes::month(month), month.str()));
  }
  for (const Digest& digest : library.digests()) {
    const std::string day = digest.date.str();
    sink.write(folder_of(digest.date.month()) + day.substr(8) + "/index.html",
               page(routes, language, Routes::day(digest.date), day));
  }
}

}  // namespace broadsheet::app
