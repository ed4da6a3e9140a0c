#include "scoring/llm/reply_fields.h"

#include "base/ascii.h"
#include "text/utf8.h"

namespace broadsheet::scoring {

std::string plain_key(std::string_view key) {
  std::string plain;
  for (const char c : key) {
    if (is_ascii_letter(c) || is_ascii_digit(c)) plain += lower_ascii(c);
  }
  return plain;
}

const json::LooseValue* member(const json::LooseValue& object,
                               std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < object.keys.size(); ++i) {
      if (plain_key(object.keys[i]) == name) return &object.items[i];
    }
  }
  return nullptr;
}

const json::LooseValue* id_of(const json::LooseValue& object) {
  return member(object, {"arxivid", "id", "paperid", "arxiv"});
}

std::optional<PaperId> read_id(const json::LooseValue& value) {
  if (value.kind != json::LooseValue::Kind::Text && value.kind != json::LooseValue::Kind::Bare) {
    return std::nullopt;
  }
  std::string text = text::collapse_space(value.text);
  for (const std::string_view mark : {"/abs/", "/pdf/"}) {
    const auto at = text.find(mark);
    if (at != std::string::npos) text.erase(0, at + mark.size());
  }
  if (text.ends_with(".pdf")) text.resize(text.size() - 4);
  if (plain_key(text.substr(0, 6)) == "arxiv" && text.size() > 6 && text[5] == ':') {
    text = text::collapse_space(text.substr(6));
  }
  const std::optional<PaperId> id = PaperId::parse(text);
  return id ? id : PaperId::parse_address(text);
}

std::string read_words(const json::LooseValue* value, std::size_t characters) {
  if (value == nullptr) return {};
  if (value->kind == json::LooseValue::Kind::Array) {
    return value->items.empty() ? std::string() : read_words(&value->items[0], characters);
  }
  if (value->kind == json::LooseValue::Kind::Object) return {};
  const std::string words = text::collapse_space(text::clean_utf8(value->text));
  const bool is_nothing =
      value->kind == json::LooseValue::Kind::Bare &&
      (words == "null" || words == "None" || words == "true" || words == "false");
  return is_nothing ? std::string() : text::shorten(words, characters);
}

}  // namespace broadsheet::scoring
