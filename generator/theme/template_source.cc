#include "theme/template_source.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "base/edit_distance.h"
#include "base/position.h"
#include "text/did_you_mean.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace broadsheet::theme {

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  return broadsheet::suggestion(text::did_you_mean(name, known));
}

namespace {

std::string trim(std::string_view text) { return text::collapse_space(text); }

void report(const ThemeFile& file, std::size_t offset, const std::string& message,
            Diagnostics& problems) {
  const Position at = position_of(file.text, offset);
  problems.error({file.path, at.line, at.column}, message, excerpt(file.text, at));
}

template <typename Map>
std::vector<std::string> names_of(const Map& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return names;
}

TagKind kind_of(char sigil) {
  switch (sigil) {
    case '#':
      return TagKind::Section;
    case '^':
      return TagKind::Inverted;
    case '/':
      return TagKind::End;
    case '>':
      return TagKind::Partial;
    case '!':
      return TagKind::Comment;
    case '&':
      return TagKind::Html;
    default:
      return TagKind::Text;
  }
}

void check_nesting(const ThemeFile& file, const std::vector<Tag>& tags, Diagnostics& problems) {
  std::vector<const Tag*> open;
  for (const Tag& tag : tags) {
    if (tag.kind == TagKind::Section || tag.kind == TagKind::Inverted) {
      open.push_back(&tag);
    } else if (tag.kind == TagKind::End) {
      if (open.empty()) {
        report(file, tag.begin, "section '" + tag.name + "' was never opened", problems);
      } else if (open.back()->name != tag.name) {
        report(
            file, tag.begin,
            "section '" + tag.name + "' closes here, but '" + open.back()->name + "' is still open",
            problems);
        return;
      } else {
        open.pop_back();
      }
    }
  }
  for (const Tag* tag : open) {
    report(file, tag->begin, "section '" + tag->name + "' is not closed in this file", problems);
  }
}

bool is_constant(std::string_view name) {
  return name.starts_with("site.") || name.starts_with("url.") || name.starts_with("asset.") ||
         name.starts_with("words.");
}

// A brace in a word or title must not begin a tag.
std::string escape_constant(const std::string& text) {
  std::string escaped;
  for (const char c : text::escape_html(text)) {
    if (c == '{') {
      escaped += "&#123;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

class Flattener {
 public:
  Flattener(const Theme& theme, const ConstantText& constants, Diagnostics& problems)
      : theme_(theme), constants_(constants), problems_(problems) {}

  void add(const ThemeFile& file) {
    const int errors_before = problems_.errors();
    const std::vector<Tag> tags = read_tags(file, problems_);
    if (problems_.errors() > errors_before) return;
    add(file, tags, 0, tags.size(), 0, file.text.size());
  }

  std::string take() { return std::move(out_); }

 private:
  // Tags [first, last) and the text around them, from byte `begin` to `end`.
  void add(const ThemeFile& file, const std::vector<Tag>& tags, std::size_t first, std::size_t last,
           std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    for (std::size_t i = first; i < last; ++i) {
      const Tag& tag = tags[i];
      literal(std::string_view(file.text).substr(at, tag.begin - at));
      at = tag.end;
      if (tag.kind == TagKind::Comment) continue;
      if (tag.kind == TagKind::Partial) {
        partial(file, tag);
      } else if (!is_constant(tag.name)) {
        out_ += std::string_view(file.text).substr(tag.begin, tag.end - tag.begin);
      } else if (tag.kind == TagKind::Text) {
        out_ += escape_constant(constant(file, tag));
      } else if (tag.kind == TagKind::Html) {
        report(file, tag.begin, "'" + tag.name + "' is text: write it with two braces", problems_);
      } else {
        const std::size_t closing = end_of(tags, i);
        if (constant(file, tag).empty() == (tag.kind == TagKind::Inverted)) {
          add(file, tags, i + 1, closing, tag.end, tags[closing].begin);
        }
        at = tags[closing].end;
        i = closing;
      }
    }
    literal(std::string_view(file.text).substr(at, end - at));
  }

  static std::size_t end_of(const std::vector<Tag>& tags, std::size_t section) {
    int depth = 0;
    for (std::size_t i = section;; ++i) {
      assert(i < tags.size());  // check_nesting() has checked it
      if (tags[i].kind == TagKind::Section || tags[i].kind == TagKind::Inverted) ++depth;
      if (tags[i].kind == TagKind::End && --depth == 0) return i;
    }
  }

  void partial(const ThemeFile& file, const Tag& tag) {
    const auto found = theme_.partials.find(tag.name);
    if (found == theme_.partials.end()) {
      report(file, tag.begin,
             "there is no partial '" + tag.name + "'" +
                 suggestion(tag.name, names_of(theme_.partials)),
             problems_);
      return;
    }
    if (std::find(open_.begin(), open_.end(), tag.name) != open_.end()) {
      report(file, tag.begin, "partial '" + tag.name + "' holds itself", problems_);
      return;
    }
    open_.push_back(tag.name);
    add(found->second);
    while (!out_.empty() && out_.back() == '\n') out_.pop_back();
    open_.pop_back();
  }

  const std::string& constant(const ThemeFile& file, const Tag& tag) {
    static const std::string kNone;
    const auto found = constants_.find(tag.name);
    if (found != constants_.end()) return found->second;
    report(file, tag.begin,
           "nothing supplies '" + tag.name + "'" + suggestion(tag.name, names_of(constants_)),
           problems_);
    return kNone;
  }

  // Drops indentation and empty lines.
  void literal(std::string_view text) {
    for (const char c : text) {
      const bool line_start = out_.empty() || out_.back() == '\n';
      if (line_start && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
      out_ += c;
    }
  }

  const Theme& theme_;
  const ConstantText& constants_;
  Diagnostics& problems_;
  std::vector<std::string> open_;
  std::string out_;
};

}  // namespace

std::vector<Tag> read_tags(const ThemeFile& file, Diagnostics& problems) {
  const int errors_before = problems.errors();
  const std::string_view text = file.text;
  std::vector<Tag> tags;
  std::size_t at = 0;
  while ((at = text.find("{{", at)) != std::string_view::npos) {
    const bool three = text.substr(at).starts_with("{{{");
    const std::string_view closing = three ? "}}}" : "}}";
    const std::size_t inner = at + closing.size();
    const std::size_t close = text.find(closing, inner);
    if (close == std::string_view::npos) {
      report(file, at, "this tag is not closed by '" + std::string(closing) + "'", problems);
      break;
    }
    const std::string content = trim(text.substr(inner, close - inner));
    Tag tag{.kind = TagKind::Html, .name = content, .begin = at, .end = close + closing.size()};
    if (!three && !content.empty()) {
      tag.kind = kind_of(content.front());
      if (tag.kind != TagKind::Text) tag.name = trim(std::string_view(content).substr(1));
      if (tag.kind == TagKind::Comment) tag.name.clear();
      if (content.front() == '=') report(file, at, "delimiters cannot be changed", problems);
    }
    if (tag.name.empty() && tag.kind != TagKind::Comment) {
      report(file, at, "this tag has no name", problems);
    }
    tags.push_back(std::move(tag));
    at = tags.back().end;
  }
  if (problems.errors() == errors_before) check_nesting(file, tags, problems);
  return tags;
}

ConstantText stand_ins(const Theme& theme) {
  ConstantText text;
  for (const Constant& constant : constants()) text[constant.name] = "-";
  for (const auto& [name, bytes] : theme.static_files) text["asset." + name] = "-";
  for (const auto& [name, word] : theme.words) text["words." + name] = word;
  return text;
}

std::string flatten(const Theme& theme, const std::string& name, const ConstantText& constants,
                    Diagnostics& problems) {
  Flattener flattener(theme, constants, problems);
  flattener.add(theme.templates.at(name));
  return flattener.take();
}

}  // namespace broadsheet::theme
