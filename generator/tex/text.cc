#include "tex/text.h"

#include <algorithm>

#include "base/ascii.h"
#include "tex/accents.h"
#include "tex/formula/plain_forms.h"
#include "tex/formula/plain_maths.h"
#include "tex/formula/scan.h"
#include "tex/parser.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace broadsheet::tex {
namespace {

std::string_view opening_tag(TexStyle style) {
  switch (style) {
    case TexStyle::Emphasis:
      return "<em>";
    case TexStyle::Strong:
      return "<strong>";
    case TexStyle::Code:
      return "<code>";
    case TexStyle::SmallCaps:
      return "<span class=\"small-caps\">";
    case TexStyle::Underline:
      return "<u>";
    case TexStyle::Superscript:
      return "<sup>";
    case TexStyle::Subscript:
      return "<sub>";
  }
  return {};
}

std::string_view closing_tag(TexStyle style) {
  switch (style) {
    case TexStyle::Emphasis:
      return "</em>";
    case TexStyle::Strong:
      return "</strong>";
    case TexStyle::Code:
      return "</code>";
    case TexStyle::SmallCaps:
      return "</span>";
    case TexStyle::Underline:
      return "</u>";
    case TexStyle::Superscript:
      return "</sup>";
    case TexStyle::Subscript:
      return "</sub>";
  }
  return {};
}

class HtmlSink : public TexSink {
 public:
  HtmlSink(const FormulaToHtml& to_html, Links links, std::size_t size)
      : to_html_(to_html), links_(links) {
    html_.reserve(size + size / 4);
  }

  void text(std::string_view unicode) override { html_ += text::escape_html(unicode); }
  void formula(std::string_view tex, bool display) override {
    if (to_html_) {
      html_ += to_html_(tex, display);
    } else {
      html_ += "<code class=\"tex\">" + text::escape_html(tex) + "</code>";
    }
  }
  void open(TexStyle style) override { html_ += opening_tag(style); }
  void close(TexStyle style) override {
    if (html_.ends_with(opening_tag(style))) {
      html_.resize(html_.size() - opening_tag(style).size());  // \textbf{}
    } else {
      html_ += closing_tag(style);
    }
  }
  void open_link(const std::string& url) override {
    if (links_ == Links::On) html_ += "<a href=\"" + text::escape_html(url) + "\">";
    link_text_ = html_.size();
    url_ = url;
  }
  void close_link() override {
    if (html_.size() == link_text_) html_ += text::escape_html(url_);  // \href{url}{}
    if (links_ == Links::On) html_ += "</a>";
  }

  std::string take() { return std::move(html_); }

 protected:
  std::string html_;

 private:
  const FormulaToHtml& to_html_;
  Links links_;
  std::string url_;
  std::size_t link_text_ = 0;
};

// HTML in which formulas are plain text.
class PlainFormulaSink : public HtmlSink {
 public:
  PlainFormulaSink(Links links, std::size_t size) : HtmlSink(none_, links, size) {}
  void formula(std::string_view tex, bool) override {
    html_ += text::escape_html(maths_to_plain(tex, html_.empty() ? ' ' : html_.back()));
  }

 private:
  inline static const FormulaToHtml none_;
};

class PlainSink : public TexSink {
 public:
  explicit PlainSink(std::size_t size) { plain_.reserve(size); }

  void text(std::string_view unicode) override { plain_ += unicode; }
  void formula(std::string_view tex, bool) override {
    plain_ += maths_to_plain(tex, plain_.empty() ? ' ' : plain_.back());
  }

  // "10\\textsuperscript{-3}" is 10⁻³; letters beside a word are part of it:
  // "1\\textsuperscript{er}".
  void open(TexStyle) override { opened_.push_back(plain_.size()); }
  void close(TexStyle style) override {
    const std::size_t begin = opened_.back();
    opened_.pop_back();
    if (style != TexStyle::Superscript && style != TexStyle::Subscript) return;
    const std::string script = plain_.substr(begin);
    if (std::all_of(script.begin(), script.end(), is_ascii_letter)) return;
    plain_.resize(begin);
    plain_ += script_text(style == TexStyle::Superscript ? '^' : '_', script,
                          plain_.empty() ? ' ' : plain_.back());
  }

  std::string take() { return std::move(plain_); }

 private:
  std::string plain_;
  std::vector<std::size_t> opened_;  // where the text of each open style begins
};

class UrlSink : public TexSink {
 public:
  void text(std::string_view) override {}
  void formula(std::string_view, bool) override {}
  void open_link(const std::string& url) override { urls.push_back(url); }

  std::vector<std::string> urls;
};

class FormulaSink : public TexSink {
 public:
  void text(std::string_view) override {}
  void formula(std::string_view tex, bool display) override {
    formulas.push_back({std::string(tex), display});
  }

  std::vector<Formula> formulas;
};

}  // namespace

std::string tex_to_plain(std::string_view source) {
  if (is_plain_text(source)) return text::collapse_space(source);
  PlainSink sink(source.size());
  walk_tex(source, sink);
  return text::collapse_space(sink.take());
}

std::string tex_to_html(std::string_view source, const FormulaToHtml& formula, Links links) {
  if (is_plain_text(source)) return text::escape_html(source);
  HtmlSink sink(formula, links, source.size());
  walk_tex(source, sink);
  return sink.take();
}

std::string tex_to_html_without_maths(std::string_view source, Links links) {
  if (is_plain_text(source)) return text::escape_html(source);
  PlainFormulaSink sink(links, source.size());
  walk_tex(source, sink);
  return sink.take();
}

std::vector<std::string> urls_in(std::string_view source) {
  UrlSink sink;
  walk_tex(source, sink);
  return std::move(sink.urls);
}

std::vector<Formula> formulas_in(std::string_view source) {
  FormulaSink sink;
  walk_tex(source, sink);
  return std::move(sink.formulas);
}

}  // namespace broadsheet::tex
