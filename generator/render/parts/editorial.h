#pragma once
// The editor's paragraph of a day: sentences that a model wrote, each with its papers.

#include <cstddef>
#include <vector>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// A paper that a sentence is about.
struct EditorialLink {
  std::string number;  ///< its place in the issue
  std::string title;   ///< plain text
  std::string url;
};

struct EditorialText {
  theme::Html html;
  std::string plain;
  std::vector<EditorialLink> papers;  ///< those of the issue
};

/// The sentences whose papers the issue has.
std::vector<EditorialText> editorial_of(const PageContext& context, std::size_t digest);

/// "Written by gpt-5 ...".
std::string editorial_source(const PageContext& context, std::size_t digest);

/// Sets the keys "editorial" and "editorial_source".
void set_editorial(theme::View& view, const PageContext& context, std::size_t digest);

}  // namespace broadsheet::render
