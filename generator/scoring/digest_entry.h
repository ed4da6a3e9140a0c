#pragma once
// The entry of a paper in a digest, from its announcement and its verdict. Pure.

#include <string>
#include <vector>

#include "config/config.h"
#include "config/formula.h"
#include "model/announcement.h"
#include "model/digest.h"
#include "scoring/authors.h"
#include "topics/topic_rule.h"

namespace broadsheet::scoring {

/// The bibliographic data of a paper. TeX becomes Unicode; the published text is kept in the
/// entry's source where it differs.
Entry entry_of(const Announced& paper);

/// Sets scores and topic.
void set_verdict(Entry& entry, const Verdict& verdict, const config::Formula& formula,
                 const topics::TopicRule& topics);

/// Whether a verdict reaches both cut-offs.
bool is_selected(const Verdict& verdict, const config::ScoreConfig& config);

/// Followed authors first, then by score, then by relevance; otherwise the order is kept.
void sort_entries(std::vector<Entry>& entries);

/// A comment that begins with the reason why a followed author's paper is listed.
std::string followed_comment(const std::string& reason, const std::string& comment);

}  // namespace broadsheet::scoring
