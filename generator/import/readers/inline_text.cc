#include "import/readers/inline_text.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "tex/entities.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostLabel = 2000;  // bytes, of a link's label or a tag
constexpr int kMostUnclosed = 50;         // brackets that are searched for their end in vain

class InlineReader {
 public:
  explicit InlineReader(std::string_view source) : source_(source) {}

  InlineText run() {
    while (at_ < source_.size()) step();
    end_bold();
    return {.text = text::collapse_space(tex::decode_entities(out_)),
            .links = std::move(links_),
            .bold = std::move(bold_)};
  }

 private:
  char next(std::size_t ahead = 1) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void step() {
    const char c = source_[at_];
    if (c == '$' && copy_maths()) return;
    if (c == '\\' && (next() == '|' || next() == '[' || next() == ']' || next() == '*')) {
      // Within \[...\] of TeX the backslash matters; there it follows none of these in a cell.
      if (next() == '|') ++at_;
    } else if (c == '<' && read_tag()) {
      return;
    } else if (c == '!' && next() == '[' && skip_image()) {
      return;
    } else if (c == '[' && read_link()) {
      return;
    } else if ((c == '*' || c == '_') && next() == c) {
      at_ += 2;
      return toggle_bold();
    } else if (c == '*' || c == '`' || (c == '_' && at_word_edge())) {
      ++at_;
      return;
    } else if (starts_address()) {
      return read_address();
    }
    out_ += source_[at_++];
  }

  /// Copies $...$ of the same line, so that its stars and underscores are no emphasis.
  bool copy_maths() {
    const std::size_t end = source_.find('$', at_ + 1);
    if (end == std::string_view::npos || end - at_ > kMostLabel) return false;
    out_ += source_.substr(at_, end + 1 - at_);
    at_ = end + 1;
    return true;
  }

  bool at_word_edge() const {
    const auto is_word = [](char c) {
      return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    };
    const bool before = at_ > 0 && is_word(source_[at_ - 1]);
    return !before || !is_word(next());
  }

  bool starts_address() const {
    const std::string_view rest = source_.substr(at_, 8);
    return rest.starts_with("http://") || rest.starts_with("https://");
  }

  /// A bare address is a link, and its text too.
  void read_address() {
    std::size_t end = at_;
    while (end < source_.size() && source_[end] > ' ' &&
           std::string_view("<>)]|\"`").find(source_[end]) == std::string_view::npos) {
      ++end;
    }
    std::string url(source_.substr(at_, end - at_));
    out_ += url;
    while (!url.empty() && std::string_view(".,;*_").find(url.back()) != std::string_view::npos) {
      url.pop_back();
    }
    links_.push_back({{}, std::move(url)});
    at_ = end;
  }

  void toggle_bold() {
    if (bold_begin_ == std::string::npos) {
      bold_begin_ = out_.size();
    } else {
      end_bold();
    }
  }

  void end_bold() {
    if (bold_begin_ == std::string::npos) return;
    std::string text = text::collapse_space(std::string_view(out_).substr(bold_begin_));
    if (!text.empty()) bold_.push_back(std::move(text));
    bold_begin_ = std::string::npos;
  }

  /// One past the bracket that closes the one at `open`; npos if none does within kMostLabel.
  std::size_t after_bracket(std::size_t open, char opening, char closing) const {
    int depth = 0;
    const std::size_t end = std::min(source_.size(), open + kMostLabel);
    for (std::size_t at = open; at < end; ++at) {
      if (source_[at] == opening) ++depth;
      if (source_[at] == closing && --depth == 0) return at + 1;
    }
    return std::string_view::npos;
  }

  /// After many unclosed brackets the next ones are text, so that the time stays linear.
  bool is_unclosed(std::size_t open) {
    if (++unclosed_ > kMostUnclosed) no_link_before_ = open + kMostLabel / 2;
    return false;
  }

  bool skip_image() {
    if (at_ < no_link_before_) return false;
    const std::size_t label = after_bracket(at_ + 1, '[', ']');
    if (label == std::string_view::npos) return is_unclosed(at_);
    if (label >= source_.size() || source_[label] != '(') return false;
    const std::size_t end = after_bracket(label, '(', ')');
    if (end == std::string_view::npos) return is_unclosed(label);
    at_ = end;
    return true;
  }

  bool read_link() {
    if (in_label_ || at_ < no_link_before_) return false;
    const std::size_t label = after_bracket(at_, '[', ']');
    if (label == std::string_view::npos) return is_unclosed(at_);
    if (label >= source_.size() || source_[label] != '(') return false;
    const std::size_t end = after_bracket(label, '(', ')');
    if (end == std::string_view::npos) return is_unclosed(label);
    std::string_view target = trimmed(source_.substr(label + 1, end - label - 2));
    target = target.substr(0, target.find(' '));
    if (target.starts_with('<') && target.ends_with('>')) {
      target = target.substr(1, target.size() - 2);
    }
    add_link(source_.substr(at_ + 1, label - at_ - 2), target);
    at_ = end;
    return true;
  }

  void add_link(std::string_view label, std::string_view target) {
    InlineReader inner(label);
    inner.in_label_ = true;
    InlineText text = inner.run();
    out_ += text.text;
    for (std::string& bold : text.bold) bold_.push_back(std::move(bold));
    links_.push_back({std::move(text.text), std::string(target)});
  }

  /// A tag is dropped; its effect on text is kept where there is one.
  bool read_tag() {
    const char first = next();
    if (!is_ascii_letter(first) && first != '/' && first != '!') return false;
    const std::size_t end = source_.substr(0, at_ + kMostLabel).find('>', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view tag = source_.substr(at_ + 1, end - at_ - 1);
    std::string name = lower_ascii(tag.substr(0, tag.find_first_of(" \t\n/", 1)));
    if (name.starts_with("http")) {  // <https://...>
      out_ += tag;
      links_.push_back({{}, std::string(tag)});
      at_ = end + 1;
      return true;
    }
    at_ = end + 1;
    if (name == "summary") return skip_summary();
    if (name == "a") return read_anchor(tag);
    if (name == "b" || name == "strong" || name == "/b" || name == "/strong") toggle_bold();
    if (name == "br" || name == "p" || name == "/p" || name == "/td") out_ += ' ';
    return true;
  }

  /// <summary>Show</summary> before the text that it hides.
  bool skip_summary() {
    const std::size_t end = source_.substr(0, at_ + kMostLabel).find("</summary>", at_);
    if (end == std::string_view::npos) return true;
    const std::size_t after = end + std::string_view("</summary>").size();
    const std::string_view rest = trimmed(source_.substr(after));
    if (!rest.empty() && !rest.starts_with("</details>")) at_ = after;
    return true;
  }

  bool read_anchor(std::string_view tag) {
    const std::size_t href = tag.find("href=");
    const std::size_t end = source_.substr(0, at_ + kMostLabel).find("</a>", at_);
    if (href == std::string_view::npos || end == std::string_view::npos || in_label_) {
      return true;
    }
    std::string_view target = tag.substr(href + 5);
    const char quote = target.empty() ? ' ' : target.front();
    if (quote == '"' || quote == '\'') target.remove_prefix(1);
    target = target.substr(0, target.find(quote == '"' || quote == '\'' ? quote : ' '));
    add_link(source_.substr(at_, end - at_), target);
    at_ = end + 4;
    return true;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t no_link_before_ = 0;  ///< brackets before this position are text
  int unclosed_ = 0;
  std::size_t bold_begin_ = std::string::npos;  ///< in out_
  bool in_label_ = false;                       ///< this is the label of a link
  std::string out_;
  std::vector<InlineLink> links_;
  std::vector<std::string> bold_;
};

}  // namespace

InlineText read_inline(std::string_view source) { return InlineReader(source).run(); }

}  // namespace broadsheet::importer
