#include "render/input/entry_texts.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.h"
#include "render/input/topic_lookup.h"
#include "tex/text.h"
#include "text/escape.h"

namespace broadsheet::render {
namespace {

// A run-in is a heading, so it is short, and it is not the first of several sentences.
constexpr std::size_t kLongestRunIn = 110;

constexpr std::size_t kMostCodeLinks = 4;

std::string source_of_formula(std::string_view tex, bool) {
  return "<code class=\"tex\">" + text::escape_html(tex) + "</code>";
}

void set_comment(const Entry& entry, const tex::FormulaToHtml& maths, EntryText& text) {
  const std::string_view comment = trimmed(entry.comment);
  const std::size_t length = run_in_length(comment);
  if (length > 0) text.run_in = {tex::tex_to_html(comment.substr(0, length), maths)};
  text.comment = {tex::tex_to_html(comment.substr(length), maths)};
}

bool ends_with_host(std::string_view host, std::string_view end) {
  return host == end || (host.size() > end.size() && host.ends_with(end) &&
                         host[host.size() - end.size() - 1] == '.');
}

template <std::size_t N>
bool is_one_of(std::string_view host, const std::array<std::string_view, N>& ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return ends_with_host(host, end); });
}

constexpr std::array<std::string_view, 4> kCodeHosts = {"github.com", "gitlab.com", "bitbucket.org",
                                                        "codeberg.org"};
constexpr std::array<std::string_view, 3> kModelHosts = {"huggingface.co", "hf.co",
                                                         "modelscope.cn"};
constexpr std::array<std::string_view, 7> kProjectHosts = {"github.io",
                                                           "gitlab.io",
                                                           "netlify.app",
                                                           "vercel.app",
                                                           "pages.dev",
                                                           "sites.google.com",
                                                           "anonymous.4open.science"};

// "github.com/owner/name" of a longer path, so that two links to one repository are one.
std::string short_address(std::string_view address) {
  std::size_t end = 0;
  for (int slashes = 0; end < address.size() && address[end] != '?' && address[end] != '#'; ++end) {
    if (address[end] == '/' && ++slashes == 3) break;
  }
  std::string shortened(address.substr(0, end));
  while (!shortened.empty() && shortened.back() == '/') shortened.pop_back();
  if (shortened.ends_with(".git")) shortened.resize(shortened.size() - 4);
  return shortened;
}

}  // namespace

std::size_t run_in_length(std::string_view comment) {
  int depth = 0;
  for (std::size_t i = 0; i < std::min(comment.size(), kLongestRunIn); ++i) {
    const char c = comment[i];
    const bool before_space = i + 1 < comment.size() && comment[i + 1] == ' ';
    if (c == '$' || c == '\\' || c == ';') return 0;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == '.' && before_space) return 0;
    if (c == ':' && before_space && depth == 0) return i == 0 ? 0 : i + 1;
  }
  return 0;
}

std::string names(const std::vector<std::string>& authors, std::size_t most) {
  std::string joined;
  for (std::size_t i = 0; i < std::min(most, authors.size()); ++i) {
    if (i > 0) joined += ", ";
    joined += authors[i];
  }
  return joined;
}

std::vector<CodeLink> code_links(std::string_view source) {
  std::vector<CodeLink> links;
  if (source.find("http") == std::string_view::npos) return links;
  for (const std::string& url : tex::urls_in(source)) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos || !text::is_safe_url(url)) continue;
    std::string_view address = std::string_view(url).substr(scheme + 3);
    if (address.starts_with("www.")) address.remove_prefix(4);
    const std::string_view host = address.substr(0, address.find_first_of("/?#:"));
    CodeLink link{.kind = CodeLink::Kind::Code, .url = url, .host = short_address(address)};
    if (is_one_of(host, kModelHosts)) {
      link.kind = CodeLink::Kind::Model;
    } else if (is_one_of(host, kProjectHosts)) {
      link.kind = CodeLink::Kind::Project;
    } else if (!is_one_of(host, kCodeHosts)) {
      continue;
    }
    const bool known = std::any_of(links.begin(), links.end(),
                                   [&](const CodeLink& other) { return other.host == link.host; });
    if (!known) links.push_back(std::move(link));
    if (links.size() == kMostCodeLinks) break;
  }
  return links;
}

std::string label_of(const theme::Words& words, std::span<const std::string_view> known,
                     std::string_view group, const std::string& label) {
  if (std::find(known.begin(), known.end(), label) == known.end()) return label;
  return words(std::string(group) + label);
}

EntryTexts::EntryTexts(const SiteInput& input)
    : library_(input.library),
      maths_(input.maths ? input.maths : tex::FormulaToHtml(source_of_formula)) {
  const TopicLookup lookup(input);
  std::map<std::string, std::size_t> topic_index;
  for (std::size_t i = 0; i < input.config.topics.size(); ++i) {
    topic_index.emplace(input.config.topics[i].id, i);
  }
  for (const Digest& digest : library_.digests()) {
    std::vector<Made>& day = made_.emplace_back(digest.papers.size());
    for (std::size_t e = 0; e < digest.papers.size(); ++e) {
      for (const std::string& id : lookup.ids(digest.papers[e])) {
        const auto found = topic_index.find(id);
        if (found != topic_index.end()) day[e].text.topics.push_back(found->second);
      }
    }
  }
}

EntryTexts::Made& EntryTexts::with_title(const Appearance& at) const {
  Made& made = made_[at.digest][at.entry];
  if (made.title) return made;
  const Entry& entry = library_.entry(at);
  made.text.title = {tex::tex_to_html(entry.title, maths_, tex::Links::Off)};
  made.text.title_plain = tex::tex_to_plain(entry.title);
  made.title = true;
  return made;
}

const EntryText& EntryTexts::of(const Appearance& at) const {
  Made& made = with_title(at);
  if (made.rest) return made.text;
  const Entry& entry = library_.entry(at);
  made.text.abstract = {tex::tex_to_html(entry.abstract, maths_)};
  set_comment(entry, maths_, made.text);
  made.text.spotlight = {tex::tex_to_html(entry.spotlight.comment, maths_)};
  for (const SummaryPart& part : entry.parts) {
    made.text.parts.push_back({tex::tex_to_html(part.text, maths_)});
  }
  for (const Translation& translation : entry.translations) {
    made.text.translations.push_back(
        {.title = {tex::tex_to_html(translation.title, maths_, tex::Links::Off)},
         .abstract = {tex::tex_to_html(translation.abstract, maths_)}});
  }
  made.rest = true;
  return made.text;
}

const theme::Html& EntryTexts::title(const Appearance& at) const {
  return with_title(at).text.title;
}

const std::vector<std::size_t>& EntryTexts::topics(const Appearance& at) const {
  return made_[at.digest][at.entry].text.topics;
}

}  // namespace broadsheet::render
