#pragma once
// Reading arXiv's XML. The only header that includes pugixml; used by rss.cc and records.cc.

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet::arxiv {

/// Maximum lengths in characters. arXiv's own limit for abstracts is below 2,000 characters, and
/// the longest lists of authors have about 5,000 names.
inline constexpr std::size_t kMaxField = 200000;
inline constexpr std::size_t kMaxTitle = 2000;
inline constexpr std::size_t kMaxAbstract = 20000;

/// Throws Error(Network) for the document `name`.
[[noreturn]] void fail(const std::string& name, const std::string& message);

/// Parses and returns the root element, which must have the local name `expected`. Throws
/// Error(Network) for incomplete XML, a document type, an unknown encoding.
pugi::xml_node root_of(pugi::xml_document& document, std::string_view xml, const std::string& name,
                       std::string_view expected);

/// The name without its namespace prefix, which documents choose freely.
std::string_view local(std::string_view name);

/// The first child element with this local name; an empty node if there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);

/// The text of an element, at most kMaxField characters: valid UTF-8, white space collapsed,
/// entities that the text itself holds decoded ("AT&amp;amp;T" in the XML is "AT&T").
std::string text_of(const pugi::xml_node& node);
std::string child_text(const pugi::xml_node& node, std::string_view name);

/// "Mon, 27 Apr 2026 00:00:00 -0400": the day as written, in any time zone.
std::optional<Day> day_as_written(std::string_view text);

struct IdText {
  std::optional<PaperId> id;
  int version = 0;
};
/// The identifier in "oai:arXiv.org:2503.01001v1", ".../abs/2503.01001", "arXiv:2503.01001v1 ...".
IdText id_in(std::string_view text);

}  // namespace broadsheet::arxiv
