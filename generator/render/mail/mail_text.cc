#include "render/mail/mail_text.h"

#include <utility>
#include <vector>

#include "render/input/score_line.h"
#include "render/parts/editorial.h"
#include "render/parts/paper_parts.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::render {
namespace {

constexpr std::size_t kColumns = 72;
constexpr std::size_t kNames = 8;
constexpr std::string_view kIndent = "    ";

bool breaks_anywhere(char32_t c) { return (c >= 0x2E80 && c <= 0x9FFF) || c >= 0x20000; }

std::size_t columns_of(char32_t c) {
  const bool wide = breaks_anywhere(c) || (c >= 0xAC00 && c <= 0xD7A3) ||
                    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60);
  return wide ? 2 : 1;
}

/// A piece of a text that is not broken, and whether a space is before it.
struct Piece {
  std::string text;
  std::size_t columns = 0;
  bool after_space = false;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool begins = true;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = text::next_code_point(text, at);
    if (c == ' ' || c == '\n' || c == '\t') {
      begins = space = true;
      continue;
    }
    if (begins || breaks_anywhere(c)) pieces.push_back({.text = {}, .after_space = space});
    pieces.back().text += text.substr(start, at - start);
    pieces.back().columns += columns_of(c);
    begins = space = false;
  }
  return pieces;
}

std::string rule(char c) { return std::string(kColumns, c) + "\n"; }

/// A number of three columns, as the beginning of a paper.
std::string numbered(std::size_t number) {
  std::string text = std::to_string(number) + ". ";
  while (text.size() < kIndent.size()) text.insert(text.begin(), ' ');
  return text;
}

std::string plain(std::string_view tex) { return text::collapse_space(tex::tex_to_plain(tex)); }

std::string reason(const PageContext& context, const Appearance& at) {
  const Entry& entry = context.entry(at);
  std::string excerpt = mail_excerpt(context, at);
  if (is_author_match(entry)) {
    return context.words("paper.author_match_lead") + " " +
           context.words("paper.author_match_text") + (excerpt.empty() ? "" : " ") + excerpt;
  }
  return excerpt.empty() ? plain(entry.comment) : excerpt;
}

std::string paper(const PageContext& context, const Appearance& at, std::size_t number) {
  const Entry& entry = context.entry(at);
  std::string text = wrapped(plain(entry.title), kIndent, numbered(number));
  const auto add = [&](std::string_view line) { text += wrapped(line, kIndent, kIndent); };
  add(short_names(context, entry, kNames));
  add(score_line(context.words, entry));
  add(reason(context, at));
  if (!entry.spotlight.comment.empty()) add(plain(entry.spotlight.comment));
  text += std::string(kIndent) + entry.id.address() + "\n";
  for (const CodeLink& link : code_links(entry.abstract)) {
    text += std::string(kIndent) + link.url + "\n";
  }
  return text + "\n";
}

std::string brief(const PageContext& context, const Appearance& at, std::size_t number) {
  const Entry& entry = context.entry(at);
  std::string title = plain(entry.title);
  if (has_score(entry)) title += " (" + context.words.number(*entry.score) + ")";
  return wrapped(title, kIndent, numbered(number)) + std::string(kIndent) + entry.id.address() +
         "\n";
}

/// The editor's paragraph, a line for each sentence, with numbers of papers in the issue.
std::string editorial_text(const Editorial& editorial) {
  std::string text;
  for (const EditorialText& sentence : editorial.sentences) {
    std::string numbers;
    for (const EditorialLink& link : sentence.papers) {
      numbers += (numbers.empty() ? "" : ", ") + link.number;
    }
    text += wrapped(sentence.plain + " [" + numbers + "]", "", "");
  }
  return text.empty() ? text : "\n" + text + wrapped(editorial.source, "", "");
}

std::string band(const PageContext& context, const MailBand& band, std::size_t& number) {
  std::string text = "\n";
  if (!band.label.empty()) {
    const std::string note = band.note.empty() ? "" : " (" + band.note + ")";
    text += wrapped(band.label + note, "", "") + rule('-') + "\n";
  }
  for (const Appearance& at : band.papers) text += paper(context, at, ++number);
  for (const Appearance& at : band.brief) text += brief(context, at, ++number);
  return text;
}

}  // namespace

std::string wrapped(std::string_view text, std::string_view indent, std::string_view first_indent) {
  std::string out;
  std::string line(first_indent);
  std::size_t column = first_indent.size();
  bool empty = true;
  for (const Piece& piece : pieces_of(text)) {
    const std::size_t space = !empty && piece.after_space ? 1 : 0;
    if (!empty && column + space + piece.columns > kColumns) {
      out += line + "\n";
      line = indent;
      column = indent.size();
    } else if (space > 0) {
      line += ' ';
      ++column;
    }
    line += piece.text;
    column += piece.columns;
    empty = false;
  }
  return empty ? out : out + line + "\n";
}

std::string mail_text(const PageContext& context, const MailIssue& issue,
                      const std::string& unsubscribe) {
  const theme::Words& words = context.words;
  std::string text =
      wrapped(context.config.site.title, "", "") + wrapped(issue.date, "", "") + rule('=') + "\n";
  if (issue.notice) text += wrapped(issue.notice->lead + " " + issue.notice->text, "", "") + "\n";
  text += wrapped(issue.summary, "", "");
  text += words("mail.on_web") + "\n" + issue.url + "\n";
  text += editorial_text(issue.editorial);
  std::size_t number = 0;
  for (const MailBand& one : issue.bands) text += "\n" + band(context, one, number);
  if (!issue.more.empty()) {
    text += "\n" + wrapped(issue.more, kIndent, kIndent) + std::string(kIndent) + issue.url + "\n";
  }
  text += "\n" + rule('=') +
          wrapped(words.fill("mail.why", {{"site", context.config.site.title}}), "", "");
  text += words("mail.unsubscribe") + ": " + unsubscribe + "\n";
  return text;
}

}  // namespace broadsheet::render
