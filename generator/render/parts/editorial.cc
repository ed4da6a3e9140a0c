#include "render/parts/editorial.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "render/parts/paper_parts.h"
#include "tex/text.h"

namespace broadsheet::render {
namespace {

/// The first of digests [begin, end) that have the paper.
std::optional<Appearance> find_paper(const PageContext& context, const PaperId& id,
                                     std::size_t begin, std::size_t end) {
  for (std::size_t d = begin; d < end; ++d) {
    const std::vector<Entry>& papers = context.library.digests()[d].papers;
    const auto entry =
        std::find_if(papers.begin(), papers.end(), [&](const Entry& one) { return one.id == id; });
    if (entry == papers.end()) continue;
    return Appearance{.digest = d, .entry = static_cast<std::size_t>(entry - papers.begin())};
  }
  return std::nullopt;
}

std::string source_of(const PageContext& context, const std::string& model) {
  return model.empty() ? context.words("day.editorial_by_model")
                       : context.words.fill("day.editorial_by", {{"model", model}});
}

Editorial editorial_of(const PageContext& context, const std::vector<EditorialSentence>& sentences,
                       std::size_t begin, std::size_t end, const std::string& model) {
  Editorial editorial;
  std::map<PaperId, std::size_t> numbers;
  for (const EditorialSentence& sentence : sentences) {
    EditorialText text{.html = {tex::tex_to_html(sentence.text, context.input.maths)},
                       .plain = tex::tex_to_plain(sentence.text),
                       .papers = {}};
    for (const PaperId& id : sentence.papers) {
      const auto at = find_paper(context, id, begin, end);
      if (!at) continue;
      const std::size_t counted = numbers.try_emplace(id, numbers.size() + 1).first->second;
      const std::size_t number = end - begin == 1 ? at->entry + 1 : counted;
      text.papers.push_back(
          {.number = std::to_string(number),
           .title = context.texts.of(*at).title_plain,
           .url = context.url(Routes::day(context.day_of(*at))) + "#" + anchor_of(id)});
    }
    if (!text.papers.empty()) editorial.sentences.push_back(std::move(text));
  }
  if (!editorial.sentences.empty()) editorial.source = source_of(context, model);
  return editorial;
}

}  // namespace

Editorial day_editorial(const PageContext& context, std::size_t digest) {
  const Digest& day = context.library.digests()[digest];
  return editorial_of(context, day.editorial, digest, digest + 1, day.model);
}

Editorial period_editorial(const PageContext& context, std::size_t begin, std::size_t end,
                           std::vector<EditorialSentence> Digest::* of) {
  for (std::size_t d = end; d-- > begin;) {
    const Digest& day = context.library.digests()[d];
    if (!(day.*of).empty()) return editorial_of(context, day.*of, begin, end, day.model);
  }
  return {};
}

void set_editorial(theme::View& view, Editorial editorial) {
  std::vector<theme::View> sentences;
  for (EditorialText& text : editorial.sentences) {
    std::vector<theme::View> papers;
    for (const EditorialLink& link : text.papers) {
      theme::View& paper = papers.emplace_back();
      paper.text("number", link.number).text("title", link.title).text("url", link.url);
    }
    theme::View& sentence = sentences.emplace_back();
    sentence.html("text", std::move(text.html));
    sentence.list("papers", std::move(papers));
  }
  view.text("editorial_source", editorial.source);
  view.list("editorial", std::move(sentences));
}

}  // namespace broadsheet::render
