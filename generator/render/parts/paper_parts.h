#pragma once
// The parts of pages that show a paper: article, card, score, comment.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "render/parts/page_context.h"

namespace broadsheet::render {

/// "p2602-22617": the id of a paper's element.
std::string anchor_of(const PaperId& id);

/// "t1" to "t8" by a topic's place in config.yaml; the ninth is "t1" again.
std::string topic_class(std::size_t topic);
/// Of the entry's first topic; "t0" when it has none.
std::string topic_class(const PageContext& context, const Appearance& at);

/// In place of the id of papers without a topic. No topic has this id.
inline constexpr std::string_view kNoTopic = "-";
/// Id of the entry's first topic; kNoTopic when it has none, or was chosen because of its authors.
std::string_view topic_id(const PageContext& context, const Appearance& at);

/// "A, B, C, D and 4 more"; "A, B and others" where the source does not name all.
std::string short_names(const PageContext& context, const Entry& entry, std::size_t most);
/// All names, with "and others" likewise.
std::string all_names(const PageContext& context, const Entry& entry);

/// "lead", "major", "minor".
std::string_view band_name(Band band);
/// Papers of a digest in the published order.
std::vector<Appearance> published_papers(const PageContext& context, std::size_t digest);
/// Papers of followed authors, then by band; otherwise, and in a digest without scores, in the
/// published order.
std::vector<Appearance> papers_by_band(const PageContext& context, std::size_t digest);

/// The entry must have a score (has_score).
theme::View score_view(const PageContext& context, const Appearance& at);
/// The scorer's comment with the topic. Author matches have no comment.
theme::View comment_view(const PageContext& context, const Appearance& at);
/// Sets the key "score", or skips its section.
void set_score(theme::View& view, const PageContext& context, const Appearance& at);
/// Sets the key "spotlight", or skips its section.
void set_spotlight(theme::View& view, const PageContext& context, const Appearance& at);
/// Sets id, service, local_id, abs_url, pdf_url and html_url.
void set_addresses(theme::View& view, const Entry& entry);
/// Links to code, models and project pages in the abstract.
std::vector<theme::View> code_link_views(const PageContext& context, const Entry& entry);

/// A paper on lists: title, some authors, comment, score.
theme::View card_view(const PageContext& context, const Appearance& at);
/// The first paper of a page: a card with its abstract.
theme::View top_view(const PageContext& context, const Appearance& at);
/// The complete article of a day page.
theme::View paper_view(const PageContext& context, const Appearance& at);

/// A list of cards, printed by PageContext::card.
std::vector<theme::View> card_list(PageContext& context, std::span<const Appearance> papers);

/// A day in a list of issues: date, number of papers, title of its first paper.
theme::View issue_view(const PageContext& context, std::size_t digest);

}  // namespace broadsheet::render
