#include "json/stream_writer.h"

#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

#include "text/utf8.h"

namespace broadsheet::json {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, copied, i - copied);
    copied = i + 1;
    out += '\\';
    if (byte == '"' || byte == '\\') {
      out += text[i];
    } else if (byte == '\n') {
      out += 'n';
    } else if (byte == '\t') {
      out += 't';
    } else {
      out += "u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  out.append(text, copied);
}

}  // namespace

void JsonWriter::newline() {
  text_ += '\n';
  text_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) text_ += ',';
  first_ = false;
  if (depth_ > 0) newline();
}

JsonWriter& JsonWriter::open(char bracket) {
  begin_value();
  text_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  assert(depth_ > 0);
  --depth_;
  if (!first_) newline();
  first_ = false;
  text_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  text_ += ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  begin_value();
  text_ += '"';
  if (text::first_invalid_utf8(text) == std::string_view::npos) {
    append_escaped(text_, text);
  } else {
    append_escaped(text_, text::clean_utf8(text));
  }
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  begin_value();
  text_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  begin_value();
  char buffer[32];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, number);
  text_.append(buffer, result.ptr);
  return *this;
}

JsonWriter& JsonWriter::value(bool flag) {
  begin_value();
  text_ += flag ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  begin_value();
  text_ += "null";
  return *this;
}

std::string JsonWriter::finish() && {
  assert(depth_ == 0 && !after_key_);
  text_ += '\n';
  return std::move(text_);
}

}  // namespace broadsheet::json
