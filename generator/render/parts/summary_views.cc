#include "render/parts/summary_views.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "text/escape.h"

namespace broadsheet::render {
namespace {

theme::View part_view(std::string label, const SummaryPart& part, const theme::Html& text) {
  theme::View view;
  view.text("label", std::move(label));
  view.text("language", part.language);
  view.html("text", text);
  return view;
}

std::vector<theme::View> translation_views(const Entry& entry, const EntryText& text) {
  std::vector<theme::View> views;
  for (std::size_t at = 0; at < entry.translations.size(); ++at) {
    theme::View& view = views.emplace_back();
    view.text("language", entry.translations[at].language);
    view.html("title", text.translations[at].title);
    view.html("abstract", text.translations[at].abstract);
  }
  return views;
}

std::vector<theme::View> link_views(const PageContext& context, const Entry& entry) {
  std::vector<theme::View> views;
  for (const PaperLink& link : entry.links) {
    if (!text::is_safe_url(link.url)) continue;
    theme::View& view = views.emplace_back();
    view.text("label", label_of(context.words, kLinkNames, "link.", link.label));
    view.text("url", text::mended_url(link.url));
  }
  return views;
}

std::vector<theme::View> rating_views(const PageContext& context, const Entry& entry) {
  std::vector<theme::View> views;
  for (const Rating& rating : entry.ratings) {
    theme::View& view = views.emplace_back();
    view.text("label", rating.label);
    view.text("value", context.words.number(rating.value));
    view.text("of", rating.most ? context.words.number(*rating.most) : std::string());
  }
  return views;
}

}  // namespace

void set_summary(theme::View& view, const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  const EntryText& text = context.texts.of(at);
  std::vector<theme::View> tldr, parts;
  std::vector<std::string> labels;
  for (std::size_t part = 0; part < entry.parts.size(); ++part) {
    const bool first = entry.parts[part].label == "tldr";
    std::string label = label_of(context.words, kPartNames, "part.", entry.parts[part].label);
    if (!first && std::find(labels.begin(), labels.end(), label) == labels.end()) {
      labels.push_back(label);
    }
    (first ? tldr : parts)
        .push_back(part_view(std::move(label), entry.parts[part], text.parts[part]));
  }
  std::string summary;
  for (const std::string& label : labels) {
    summary += (summary.empty() ? "" : context.words("list.comma")) + label;
  }
  view.list("tldr", std::move(tldr));
  view.text("parts_label", summary);
  view.list("parts", std::move(parts));
  view.list("translations", translation_views(entry, text));
  view.list("links", link_views(context, entry));
  view.list("ratings", rating_views(context, entry));
}

}  // namespace broadsheet::render
