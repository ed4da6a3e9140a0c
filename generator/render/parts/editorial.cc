#include "render/parts/editorial.h"

#include <algorithm>
#include <utility>

#include "render/parts/paper_parts.h"
#include "tex/text.h"

namespace broadsheet::render {

std::vector<EditorialText> editorial_of(const PageContext& context, std::size_t digest) {
  const Digest& day = context.library.digests()[digest];
  std::vector<EditorialText> texts;
  for (const EditorialSentence& sentence : day.editorial) {
    EditorialText text{.html = {tex::tex_to_html(sentence.text, context.input.maths)},
                       .plain = tex::tex_to_plain(sentence.text),
                       .papers = {}};
    for (const PaperId& id : sentence.papers) {
      const auto entry = std::find_if(day.papers.begin(), day.papers.end(),
                                      [&](const Entry& one) { return one.id == id; });
      if (entry == day.papers.end()) continue;
      const auto place = static_cast<std::size_t>(entry - day.papers.begin());
      text.papers.push_back(
          {.number = std::to_string(place + 1),
           .title = context.texts.of({.digest = digest, .entry = place}).title_plain,
           .url = context.url(Routes::day(day.date)) + "#" + anchor_of(id)});
    }
    if (!text.papers.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

std::string editorial_source(const PageContext& context, std::size_t digest) {
  const std::string& model = context.library.digests()[digest].model;
  return model.empty() ? context.words("day.editorial_by_model")
                       : context.words.fill("day.editorial_by", {{"model", model}});
}

void set_editorial(theme::View& view, const PageContext& context, std::size_t digest) {
  std::vector<theme::View> sentences;
  for (EditorialText& text : editorial_of(context, digest)) {
    std::vector<theme::View> papers;
    for (const EditorialLink& link : text.papers) {
      theme::View& paper = papers.emplace_back();
      paper.text("number", link.number).text("title", link.title).text("url", link.url);
    }
    theme::View& sentence = sentences.emplace_back();
    sentence.html("text", std::move(text.html));
    sentence.list("papers", std::move(papers));
  }
  view.text("editorial_source", sentences.empty() ? "" : editorial_source(context, digest));
  view.list("editorial", std::move(sentences));
}

}  // namespace broadsheet::render
