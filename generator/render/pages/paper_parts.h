#pragma once
// The parts of pages that show a paper: article, card, score, comment, score map.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "render/pages/page_context.h"

namespace broadsheet::render {

/// "p2602-22617": the id of a paper's element.
std::string anchor_of(const ArxivId& id);

/// "t1" to "t8" for a topic's place in config.yaml, eight of them before they come again.
std::string topic_class(std::size_t topic);
/// Of the entry's first topic; "t0" when it has none.
std::string topic_class(const PageContext& context, const Appearance& at);

/// What papers without a topic have in the place of its id: no id can look like this.
inline constexpr std::string_view kNoTopic = "-";
/// Id of the entry's first topic; kNoTopic when it has none, or was chosen because of its authors.
std::string_view topic_id(const PageContext& context, const Appearance& at);

/// "A, B, C, D and 4 more".
std::string short_names(const PageContext& context, const std::vector<std::string>& authors,
                        std::size_t most);

/// Whether a followed author brought it, not its score.
bool is_author_match(const Entry& entry);
/// Whether it has numbers to show: author matches have none.
bool has_score(const Entry& entry);

/// "lead", "major", "minor".
std::string_view band_name(Band band);
/// Papers of a digest as its page prints them: author matches, then by band, else as in the digest.
std::vector<Appearance> printed_papers(const PageContext& context, std::size_t digest);

/// The entry must have a score (has_score).
theme::View score_view(const PageContext& context, const Appearance& at);
/// The scorer's comment with the topic; without words for author matches, which have none.
theme::View comment_view(const PageContext& context, const Appearance& at);
/// Sets the key "score" or leaves it out.
void set_score(theme::View& view, const PageContext& context, const Appearance& at);
/// Sets the key "spotlight" or leaves it out.
void set_spotlight(theme::View& view, const PageContext& context, const Appearance& at);
/// Sets abs_url, pdf_url and html_url.
void set_arxiv_urls(theme::View& view, const ArxivId& id);
/// Links to code, models and projects that the abstract names.
std::vector<theme::View> code_link_views(const PageContext& context, const Entry& entry);

/// A paper on lists: title, some authors, comment, score.
theme::View card_view(const PageContext& context, const Appearance& at);
/// The first paper of a page: a card with its abstract.
theme::View top_view(const PageContext& context, const Appearance& at);
/// The whole article of a day page. @param number  place in the issue, from 1
theme::View paper_view(const PageContext& context, const Appearance& at, std::size_t number);

/// One text: list of cards, made by PageContext::card.
std::vector<theme::View> card_list(PageContext& context, std::span<const Appearance> papers);

/// Papers by relevance and novelty; empty when there are none.
theme::Html score_map(PageContext& context, const ScoreCells& cells, std::string_view caption,
                      std::optional<std::pair<int, int>> here = std::nullopt);

/// Class of a printed dot whose area is `count`, as a share of `full`: "d1" to "d6"; empty for 0.
std::string dot_class(double count, double full);

/// A number as scripts read it: with a decimal point, whatever the language.
std::string plain_number(double value);

/// "12.3" for a share of `whole` in per cent, for SVG; "0.0" when `whole` is 0.
std::string percent(double part, double whole);

}  // namespace broadsheet::render
