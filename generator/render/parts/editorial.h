#pragma once
// The editor's paragraph of a day, a week or a month: sentences that a model wrote, each with its
// papers.

#include <cstddef>
#include <string>
#include <vector>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// A paper that a sentence is about.
struct EditorialLink {
  std::string number;  ///< of a day its place in the issue, else counted from 1
  std::string title;   ///< plain text
  std::string url;     ///< its place on the page of its day
};

struct EditorialText {
  theme::Html html;
  std::string plain;
  std::vector<EditorialLink> papers;  ///< at least one
};

struct Editorial {
  std::vector<EditorialText> sentences{};  ///< those whose papers are there
  std::string source{};                    ///< "Written by gpt-5 ..."; empty without sentences
};

Editorial day_editorial(const PageContext& context, std::size_t digest);

/// The newest paragraph that a digest of [begin, end) has.
/// @param of  &Digest::week_editorial or &Digest::month_editorial
Editorial period_editorial(const PageContext& context, std::size_t begin, std::size_t end,
                           std::vector<EditorialSentence> Digest::* of);

/// Sets the keys "editorial" and "editorial_source".
void set_editorial(theme::View& view, Editorial editorial);

}  // namespace broadsheet::render
