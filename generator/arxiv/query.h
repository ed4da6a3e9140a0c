#pragma once
// Categories and dates to request URLs. Pure.

#include <cstdint>
#include <span>
#include <string>

#include "model/calendar.h"
#include "model/paper_id.h"

namespace broadsheet::arxiv {

/// Entries in one slice of the query API. arXiv allows 2,000 but recommends fewer.
inline constexpr int kQueryPage = 500;
/// arXiv cuts a feed off here, without a notice.
inline constexpr std::size_t kFeedLimit = 2000;

/// "https://rss.arxiv.org/rss/cs.LG+cs.AI".
std::string rss_url(const std::string& base, std::span<const std::string> categories);

/// Papers of any of the categories first submitted on days `from` to `to` (UTC), oldest first.
std::string query_url(const std::string& base, std::span<const std::string> categories, Day from,
                      Day to, std::int64_t start);

/// The papers with these ids.
std::string id_list_url(const std::string& base, std::span<const PaperId> ids);

/// The first page of all records of a category that changed on days `from` to `to`.
std::string oai_url(const std::string& base, const std::string& category, Day from, Day to);

/// A further page.
std::string oai_next_url(const std::string& base, const std::string& token);

/// The OAI-PMH set of a category: "cs.LG" is "cs:cs:LG", "quant-ph" "physics:quant-ph",
/// "cond-mat.str-el" "physics:cond-mat:str-el", the archive "cs" "cs".
/// Source: https://info.arxiv.org/help/oa/index.html
std::string oai_set(const std::string& category);

/// Whether a published category belongs to one of `asked`: "cs.LG" belongs to "cs.LG" and to "cs".
bool belongs_to(const std::string& category, std::span<const std::string> asked);

}  // namespace broadsheet::arxiv
