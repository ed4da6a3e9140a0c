#include "import/records/record_parts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "import/papers/published_paper.h"
#include "import/records/field_names.h"
#include "import/records/find_id.h"
#include "import/records/part_names.h"
#include "import/records/record_values.h"
#include "text/cleanup.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostLinks = 20;

/// What a link is by its host; else the host.
std::string host_label(std::string_view url) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kHosts = {{
      {"github.com/", "code"},
      {"gitlab.com/", "code"},
      {"bitbucket.org/", "code"},
      {"codeberg.org/", "code"},
      {"huggingface.co/", "model"},
      {".github.io", "project"},
      {"youtube.com/", "video"},
      {"youtu.be/", "video"},
  }};
  for (const auto& [part, label] : kHosts) {
    if (url.find(part) != std::string_view::npos) return std::string(label);
  }
  const std::size_t begin = url.find("//") + 2;
  return std::string(url.substr(begin, url.find_first_of("/?#", begin) - begin));
}

/// Labels that only state that something is a link.
bool is_plain_label(std::string_view label) {
  constexpr std::array<std::string_view, 8> kPlain = {"",     "link",  "links",    "url",
                                                      "here", "click", "homepage", "website"};
  return std::find(kPlain.begin(), kPlain.end(), folded_name(label)) != kPlain.end();
}

/// "potential_impact_score" and "potentialImpactScore": "potential impact".
std::string rating_label(std::string_view key) {
  std::string label;
  for (const char c : key) {
    const bool inner =
        c >= 'A' && c <= 'Z' && !label.empty() && label.back() >= 'a' && label.back() <= 'z';
    if (inner) label += ' ';
    label += c == '_' ? ' ' : inner ? static_cast<char>(c | 0x20) : c;
  }
  label = text::clean_line(label);
  for (const std::string_view end : {" score", " rating"}) {
    if (label.size() > end.size() && lower_ascii(label).ends_with(end)) {
      label.resize(label.size() - end.size());
    }
  }
  return label;
}

class PartReader {
 public:
  PartReader(UsedMembers& used, Entry& entry) : used_(used), entry_(entry) {}

  /// @param groups  whether members of this one are read as well
  /// @return whether the member was used
  bool take(const std::string& path, const json::Member& member, bool groups) {
    if (take_marked(member)) return true;
    const std::optional<PartName> part = part_named(member.key);
    if (part && take_text(path, *part, member.value)) return true;
    if (take_links(member)) return true;
    if (is_rating_name(member.key)) {
      if (std::optional<Rating> rating = rating_of(member.key, member.value)) {
        entry_.ratings.push_back(*std::move(rating));
        return true;
      }
    }
    return groups && member.value.object() != nullptr && take_group(path, member);
  }

 private:
  /// Names that a map has given: "part Key idea", "link Slides", "rating Clarity".
  bool take_marked(const json::Member& member) {
    const std::string_view key = member.key;
    if (key.starts_with(kPartMark)) {
      PartName name{PartKind::Part, std::string(key.substr(kPartMark.size())), {}};
      return take_text(name.label, name, member.value);
    }
    if (key.starts_with(kLinkMark)) {
      return take_link_values(std::string(key.substr(kLinkMark.size())), member.value);
    }
    if (!key.starts_with(kRatingMark)) return false;
    std::optional<Rating> rating = rating_of(key.substr(kRatingMark.size()), member.value);
    if (rating) entry_.ratings.push_back(*std::move(rating));
    return rating.has_value();
  }

  bool take_text(const std::string& path, const PartName& name, const json::Value& value) {
    const std::string stated(trimmed(text::clean(text_of(value))));
    if (stated.empty()) return false;
    if (states_nothing(stated)) {
      used_.dropped.push_back(path + " '" + stated + "'");
      return true;
    }
    std::string text = unicode_text(stated);
    const std::string language =
        name.language.empty() ? std::string(language_of_script(text)) : name.language;
    if (name.kind == PartKind::Part) {
      entry_.parts.push_back({.label = name.label, .text = std::move(text), .language = language});
      return true;
    }
    return add_translation(entry_, name.kind, language, std::move(text));
  }

  bool take_links(const json::Member& member) {
    std::string_view label = link_named(member.key);
    const std::string folded = folded_name(member.key);
    for (const std::string_view end : {"links", "link", "url"}) {
      if (!label.empty() || folded.size() <= end.size() || !folded.ends_with(end)) continue;
      label = link_named(folded.substr(0, folded.size() - end.size()));
    }
    if (label.empty() && folded != "links" && !folded.ends_with("links")) return false;
    return take_link_values(std::string(label), member.value);
  }

  bool take_link_values(const std::string& label, const json::Value& value) {
    bool used = false;
    if (value.list() != nullptr) {
      for (const json::Value& item : *value.list()) used |= take_link(label, item);
    } else {
      used = take_link(label, value);
    }
    return used;
  }

  /// An address, or an object of a label and one.
  bool take_link(std::string label, const json::Value& value) {
    const std::string* url = value.text();
    if (value.object() != nullptr) {
      const json::Value* address = value.object()->find("url");
      const json::Value* name = value.object()->find("label");
      if (address != nullptr) url = address->text();
      if (name != nullptr && name->text() != nullptr && !is_plain_label(*name->text())) {
        const std::string_view known = link_named(*name->text());
        label = known.empty() ? text::clean_line(*name->text()) : std::string(known);
      }
    }
    if (url == nullptr) return false;
    const std::string address = text::clean_line(*url);
    if (!address.starts_with("http://") && !address.starts_with("https://")) return false;
    if (address.find(' ') != std::string::npos) return false;
    if (label.empty()) label = host_label(address);
    if (label.empty() || find_id_address(address)) return false;
    const bool known = std::any_of(entry_.links.begin(), entry_.links.end(),
                                   [&](const PaperLink& link) { return link.url == address; });
    if (known) return true;
    if (entry_.links.size() == kMostLinks) return false;
    entry_.links.push_back({.label = std::move(label), .url = address});
    return true;
  }

  bool take_group(const std::string& path, const json::Member& group) {
    json::Object rest;
    for (const json::Member& inner : *group.value.object()) {
      if (is_blank(inner.value) || take(path + "." + inner.key, inner, false)) continue;
      rest.add(inner.key, inner.value);
    }
    if (rest.size() == group.value.object()->size()) return false;
    if (rest.empty()) return true;
    used_.rest.emplace(&group, std::move(rest));
    return false;
  }

  UsedMembers& used_;
  Entry& entry_;
};

/// Parts in the order in which pages show them, others behind in theirs.
void sort_parts(std::vector<SummaryPart>& parts) {
  const auto rank = [](const SummaryPart& part) {
    return std::find(kPartNames.begin(), kPartNames.end(), part.label) - kPartNames.begin();
  };
  std::stable_sort(parts.begin(), parts.end(),
                   [&](const SummaryPart& a, const SummaryPart& b) { return rank(a) < rank(b); });
}

}  // namespace

std::optional<Rating> rating_of(std::string_view key, const json::Value& value) {
  Rating rating{.label = rating_label(key)};
  std::optional<double> number = value.number();
  if (!number && value.text() != nullptr) {
    const std::string_view text = trimmed(*value.text());
    const std::size_t slash = text.find('/');
    number = stated_score(trimmed(text.substr(0, slash)));
    if (slash != std::string_view::npos) {
      rating.most = stated_score(trimmed(text.substr(slash + 1)));
      if (!rating.most) return std::nullopt;
    }
  }
  if (!number || std::abs(*number) > kMostRating || rating.most.value_or(0) > kMostRating) {
    return std::nullopt;
  }
  rating.value = *number;
  return rating;
}

bool add_translation(Entry& entry, PartKind kind, const std::string& language, std::string text) {
  auto place = std::find_if(entry.translations.begin(), entry.translations.end(),
                            [&](const Translation& one) { return one.language == language; });
  if (place == entry.translations.end()) {
    place = entry.translations.insert(place, Translation{.language = language});
  }
  std::string& field = kind == PartKind::Title ? place->title : place->abstract;
  if (!field.empty()) return false;
  field = kind == PartKind::Title ? text::clean_line(text) : std::move(text);
  return true;
}

void read_parts(const json::Object& members, UsedMembers& used, Entry& entry) {
  PartReader reader(used, entry);
  for (const json::Member& member : members) {
    if (used.whole.count(&member) > 0 || is_blank(member.value)) continue;
    if (reader.take(member.key, member, true)) used.whole.insert(&member);
  }
  sort_parts(entry.parts);
}

}  // namespace broadsheet::importer
