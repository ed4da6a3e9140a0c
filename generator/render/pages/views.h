#pragma once
// One function for each kind of page: from the shared context to the values of its template, whose
// keys view_keys.h lists. Numbers are indexes: a digest's into Library::digests(), a paper's into
// Library::papers(), a topic's into Config::topics.

#include <cstddef>

#include "render/parts/page_context.h"

namespace broadsheet::render {

theme::View home_view(PageContext& context);
theme::View day_view(PageContext& context, std::size_t digest);
theme::View month_view(PageContext& context, Month month);
/// The papers of the day that were not chosen, and those that were, by score.
theme::View below_view(const PageContext& context, std::size_t digest);
/// Whether the day has a page of them: site.below is set, and some paper has a verdict only.
bool has_below(const PageContext& context, std::size_t digest);
theme::View week_view(PageContext& context, const LibraryWeek& week);
theme::View year_view(PageContext& context, int year);
theme::View months_view(const PageContext& context);
theme::View paper_page_view(PageContext& context, std::size_t paper);
theme::View search_view(const PageContext& context);
theme::View not_found_view(const PageContext& context);
theme::View free_page_view(const PageContext& context, const FreePage& page);
theme::View prompt_view(const PageContext& context, const std::string& name,
                        const std::string& text);
theme::View topics_view(PageContext& context);
theme::View topic_view(PageContext& context, std::size_t topic);
theme::View trends_view(const PageContext& context);
theme::View authors_view(const PageContext& context);
theme::View author_view(PageContext& context, const config::AuthorConfig& author);
theme::View starred_view(const PageContext& context);
theme::View saved_search_view(PageContext& context, const SavedSearchResult& search);

/// First appearances of a topic's papers (those that have it as their first topic), oldest first.
std::vector<Appearance> papers_of_topic(const PageContext& context, std::size_t topic);

/// Years with their months, newest first: for the pages that list all months.
std::vector<theme::View> year_rows(const PageContext& context);

}  // namespace broadsheet::render
