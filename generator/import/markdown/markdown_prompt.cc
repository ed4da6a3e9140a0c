#include "import/markdown/markdown_prompt.h"

#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "text/cleanup.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// The quote right after block `at`; empty if another block follows.
std::string quote_after(const MdTree& tree, std::size_t at) {
  if (at + 1 >= tree.blocks.size() || tree.blocks[at + 1].kind != MdKind::Quote) return {};
  const MdBlock& quote = tree.blocks[at + 1];
  const std::string text = unquoted(tree.source(quote.first_line, quote.last_line));
  return text::clean(trimmed(text));
}

std::string prompt_of_parts(const std::string& system, const std::string& user) {
  std::string text;
  if (!system.empty()) text += "# System Prompt\n\n" + system + "\n";
  if (!user.empty()) text += (text.empty() ? "" : "\n") + ("# User Prompt\n\n" + user + "\n");
  return text;
}

}  // namespace

bool is_prompt_heading(const MdBlock& block) {
  return block.kind == MdKind::Heading && block.level <= 2 && block.links.empty() &&
         lower_ascii(text::collapse_space(block.text)) == "paper selection prompt";
}

std::string unquoted(const std::string& source) {
  std::string text;
  std::size_t begin = 0;
  while (begin <= source.size()) {
    const std::size_t end = std::min(source.find('\n', begin), source.size());
    std::string_view line(source.data() + begin, end - begin);
    if (line.starts_with('>')) line.remove_prefix(line.starts_with("> ") ? 2 : 1);
    if (begin > 0) text += '\n';
    text += line;
    begin = end + 1;
  }
  return text;
}

std::string read_prompt(const MdTree& tree, std::size_t heading) {
  std::string system;
  std::string user;
  for (std::size_t at = heading + 1; at < tree.blocks.size(); ++at) {
    const MdBlock& block = tree.blocks[at];
    if (block.kind != MdKind::Heading || block.level != 2) continue;
    if (block.text == "System Prompt") system = quote_after(tree, at);
    if (block.text == "User Prompt") user = quote_after(tree, at);
  }
  if (!system.empty() || !user.empty()) return prompt_of_parts(system, user);

  const bool quote =
      heading + 1 < tree.blocks.size() && tree.blocks[heading + 1].kind == MdKind::Quote;
  const std::string rest =
      tree.source(tree.blocks[heading].last_line + 1, static_cast<int>(tree.lines.size()));
  const std::string text(trimmed(quote ? unquoted(rest) : rest));
  return text.empty() ? text : text::clean(text) + "\n";
}

}  // namespace broadsheet::importer
