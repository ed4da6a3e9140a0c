#include "json/writer.h"

#include <charconv>
#include <cmath>

namespace broadsheet::json {

void append_json_text(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, done, at - done);
    done = at + 1;
    out += '\\';
    switch (byte) {
      case '"':
      case '\\':
        out += text[at];
        break;
      case '\n':
        out += 'n';
        break;
      case '\t':
        out += 't';
        break;
      case '\r':
        out += 'r';
        break;
      default:
        out += "u00";
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
  }
  out.append(text, done);
  out += '"';
}

std::string json_number(double number) {
  if (!std::isfinite(number)) return "null";
  if (number == 0) return "0";  // also -0
  char buffer[32];
  const bool whole = std::abs(number) < 1e15 && number == std::floor(number);
  const auto end =
      whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<long long>(number)).ptr
            : std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

namespace {

void append_scalar(std::string& out, const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::Text:
      append_json_text(out, value.text());
      return;
    case JsonKind::Number:
      out += value.integer() ? std::to_string(*value.integer()) : json_number(value.number());
      return;
    case JsonKind::Bool:
      out += value.boolean() ? "true" : "false";
      return;
    default:
      out += "null";
  }
}

bool is_scalar(const JsonValue& value) {
  return !value.is(JsonKind::Object) && !value.is(JsonKind::List);
}

void append_compact(std::string& out, const JsonValue& value) {
  if (is_scalar(value)) return append_scalar(out, value);
  const bool object = value.is(JsonKind::Object);
  out += object ? '{' : '[';
  bool first = true;
  for (const JsonValue member : value) {
    if (!first) out += ',';
    first = false;
    if (object) {
      append_json_text(out, member.key());
      out += ':';
    }
    append_compact(out, member);
  }
  out += object ? '}' : ']';
}

}  // namespace

std::string compact_json(const JsonValue& value) {
  std::string out;
  append_compact(out, value);
  return out;
}

void CompactObject::add_text(std::string_view key, std::string_view text) {
  std::string json;
  append_json_text(json, text);
  add_raw(key, json);
}

void CompactObject::add_raw(std::string_view key, std::string_view json) {
  if (!body_.empty()) body_ += ',';
  append_json_text(body_, key);
  body_ += ':';
  body_ += json;
}

void PrettyWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (indent_.size() == 1) return;  // the outermost
  if (!first_) out_ += ',';
  first_ = false;
  out_ += indent_;
}

void PrettyWriter::open(char bracket) {
  before_value();
  out_ += bracket;
  indent_ += "  ";
  first_ = true;
}

void PrettyWriter::close(char bracket) {
  indent_.resize(indent_.size() - 2);
  if (!first_) out_ += indent_;
  first_ = false;
  out_ += bracket;
}

void PrettyWriter::key(std::string_view name) {
  before_value();
  append_json_text(out_, name);
  out_ += ": ";
  after_key_ = true;
}

void PrettyWriter::text(std::string_view value) {
  before_value();
  append_json_text(out_, value);
}

void PrettyWriter::raw(std::string_view token) {
  before_value();
  out_ += token;
}

void PrettyWriter::number(double value) { raw(json_number(value)); }

void PrettyWriter::number(std::optional<double> value) {
  raw(value ? json_number(*value) : std::string("null"));
}

void PrettyWriter::value(const JsonValue& value) {
  if (is_scalar(value)) {
    std::string scalar;
    append_scalar(scalar, value);
    return raw(scalar);
  }
  const bool object = value.is(JsonKind::Object);
  object ? begin_object() : begin_list();
  for (const JsonValue member : value) {
    if (object) key(member.key());
    this->value(member);
  }
  object ? end_object() : end_list();
}

std::string PrettyWriter::take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace broadsheet::json
