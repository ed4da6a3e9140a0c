#include "json/writer.h"

#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

#include "text/utf8.h"

namespace broadsheet::json {
namespace {

/// The bytes at `at` that `Escapes::Script` escapes beside those of JSON; 0 if there are none.
std::size_t script_unsafe(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '<' || c == '>' || c == '&' || c == 0x7F) return 1;
  const std::string_view three = text.substr(at, 3);
  return three == "\u2028" || three == "\u2029" ? 3 : 0;
}

void append_escape(std::string& out, char32_t character) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '\\';
  switch (character) {
    case '"':
    case '\\':
      out += static_cast<char>(character);
      return;
    case '\n':
      out += 'n';
      return;
    case '\r':
      out += 'r';
      return;
    case '\t':
      out += 't';
      return;
    default:
      out += 'u';
      for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(character >> shift) & 15];
  }
}

void append_valid(std::string& out, std::string_view text, Escapes escapes) {
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t length = byte < 0x20 || byte == '"' || byte == '\\' ? 1 : 0;
    if (length == 0 && escapes == Escapes::Script) length = script_unsafe(text, at);
    if (length == 0) {
      ++at;
      continue;
    }
    out.append(text, copied, at - copied);
    append_escape(out, length == 1              ? char32_t{byte}
                       : text[at + 2] == '\xA8' ? char32_t{0x2028}
                                                : char32_t{0x2029});
    at += length;
    copied = at;
  }
  out.append(text, copied);
  out += '"';
}

}  // namespace

void append_string(std::string& out, std::string_view text, Escapes escapes) {
  if (text::first_invalid_utf8(text) == std::string_view::npos) {
    append_valid(out, text, escapes);
  } else {
    append_valid(out, text::clean_utf8(text), escapes);
  }
}

std::string number_text(double number) {
  if (!std::isfinite(number)) return "null";
  if (number == 0) return "0";  // also -0
  char buffer[32];
  const bool whole = std::abs(number) < 1e15 && number == std::floor(number);
  const auto end =
      whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<long long>(number)).ptr
            : std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

void Writer::newline() {
  if (layout_ == Layout::Compact) return;
  text_ += '\n';
  text_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

void Writer::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) text_ += ',';
  first_ = false;
  if (depth_ > 0) newline();
}

Writer& Writer::open(char bracket) {
  begin_value();
  text_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

Writer& Writer::close(char bracket) {
  assert(depth_ > 0);
  --depth_;
  if (!first_) newline();
  first_ = false;
  text_ += bracket;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  value(name);
  text_ += layout_ == Layout::Compact ? ":" : ": ";
  after_key_ = true;
  return *this;
}

Writer& Writer::value(std::string_view text) {
  begin_value();
  append_string(text_, text, escapes_);
  return *this;
}

Writer& Writer::value(bool flag) {
  begin_value();
  text_ += flag ? "true" : "false";
  return *this;
}

Writer& Writer::integer(std::int64_t number) {
  begin_value();
  text_ += std::to_string(number);
  return *this;
}

Writer& Writer::value(double number) {
  begin_value();
  text_ += number_text(number);
  return *this;
}

Writer& Writer::null() {
  begin_value();
  text_ += "null";
  return *this;
}

Writer& Writer::value(const Value& any) {
  if (const std::string* text = any.text()) return value(std::string_view(*text));
  if (const bool* flag = any.boolean()) return value(*flag);
  if (const std::int64_t* number = any.integer()) return integer(*number);
  if (const double* number = any.real()) return value(*number);
  if (const List* list = any.list()) {
    open('[');
    for (const Value& item : *list) value(item);
    return close(']');
  }
  if (const Object* object = any.object()) return value(*object);
  return null();
}

Writer& Writer::value(const Object& object) {
  open('{');
  for (const Member& member : object) key(member.key).value(member.value);
  return close('}');
}

Writer& Writer::written(std::string_view json) {
  begin_value();
  text_ += json;
  return *this;
}

Writer& Writer::row(std::initializer_list<Value> items) {
  begin_value();
  text_ += '[';
  for (const Value& item : items) {
    if (&item != items.begin()) text_ += ", ";
    text_ += std::move(Writer(Layout::Compact, escapes_).value(item)).finish();
  }
  text_ += ']';
  return *this;
}

std::string Writer::finish() && {
  assert(depth_ == 0 && !after_key_);
  if (layout_ == Layout::Lines) text_ += '\n';
  return std::move(text_);
}

std::string to_line(const Value& value) {
  return std::move(Writer(Layout::Compact).value(value)).finish();
}

}  // namespace broadsheet::json
