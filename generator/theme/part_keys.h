#pragma once
// The keys of the parts that templates share. Used by view_keys.cc.

#include <string>
#include <utility>
#include <vector>

#include "theme/view_keys.h"

namespace broadsheet::theme {

using Keys = std::vector<Key>;

inline Key text(std::string name, std::string meaning) {
  return {std::move(name), KeyKind::Text, std::move(meaning)};
}
inline Key html(std::string name, std::string meaning) {
  return {std::move(name), KeyKind::Html, std::move(meaning)};
}
inline Key flag(std::string name, std::string meaning) {
  return {std::move(name), KeyKind::Flag, std::move(meaning)};
}
inline Key part(std::string name, std::string meaning, const Shape& shape) {
  return {std::move(name), KeyKind::Part, std::move(meaning), &shape};
}
inline Key list(std::string name, std::string meaning, const Shape& shape) {
  return {std::move(name), KeyKind::List, std::move(meaning), &shape};
}

extern const Shape kLink;
extern const Shape kPeriodText;
extern const Shape kAuthorLink;
extern const Shape kMarkedLink;
extern const Shape kMeta;
extern const Shape kProperty;
extern const Shape kAlternate;
extern const Shape kNotice;
extern const Shape kScore;
extern const Shape kComment;
extern const Shape kSpotlight;
extern const Shape kCodeLink;
extern const Shape kPart;
extern const Shape kTranslation;
extern const Shape kRating;
extern const Shape kBand;
extern const Shape kMailBand;
extern const Shape kContents;
extern const Shape kBar;
extern const Shape kOption;
extern const Shape kMapRow;
extern const Shape kMapColumn;
extern const Shape kCalendar;
extern const Shape kUsage;
extern const Shape kPager;
extern const Shape kTop;
extern const Shape kCard;
extern const Shape kCardHtml;
extern const Shape kRelated;
extern const Shape kBriefHtml;
extern const Shape kTopicShare;
extern const Shape kFailedDay;
extern const Shape kIssue;
extern const Shape kWeekDay;
extern const Shape kVerdictRow;
extern const Shape kSentence;
extern const Shape kAppearance;
extern const Shape kFact;
extern const Shape kYearRow;
extern const Shape kTrend;
extern const Shape kTopicMonth;
extern const Shape kTopicCard;
extern const Shape kTopicId;
extern const Shape kAuthorCard;
extern const Shape kSearchCard;
extern const Shape kSearchExample;

}  // namespace broadsheet::theme
