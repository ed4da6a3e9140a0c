#include "tex/group_stack.h"

namespace broadsheet::tex {
namespace {

constexpr int kDeepestStyle = 16;

}  // namespace

void GroupStack::open_brace() {
  open_.push_back({Kind::Brace});
  ++braces_;
}

void GroupStack::close_brace() {
  if (braces_ == 0) return;
  while (open_.back().kind != Kind::Brace) pop();
  pop();
}

bool GroupStack::open_style(TexStyle style) {
  if (styles_ >= kDeepestStyle) return false;
  open_.push_back({Kind::Style, style});
  ++styles_;
  if (style == TexStyle::Code) ++code_;
  sink_.open(style);
  return true;
}

void GroupStack::open_link(const std::string& url) {
  open_.push_back({Kind::Link});
  in_link_ = true;
  sink_.open_link(url);
}

void GroupStack::open_parenthesis() {
  sink_.text(" (");
  open_.push_back({Kind::Parenthesis});
}

void GroupStack::pop() {
  const Group last = open_.back();
  open_.pop_back();
  switch (last.kind) {
    case Kind::Brace:
      --braces_;
      break;
    case Kind::Style:
      --styles_;
      if (last.style == TexStyle::Code) --code_;
      sink_.close(last.style);
      break;
    case Kind::Link:
      in_link_ = false;
      sink_.close_link();
      break;
    case Kind::Parenthesis:
      sink_.text(")");
      break;
  }
}

void GroupStack::close_all() {
  while (!open_.empty()) pop();
}

}  // namespace broadsheet::tex
