// The one door to kainjow's mustache: no other file includes it.
//
// Its own objects are maps that copy every key and value. A build makes a million values, so views
// keep theirs in small arrays, and mustache asks for them through a context of ours. It also treats
// each space of a template as a node of its own; so the text between tags goes in as values too.
#include "theme/template_engine.h"

#include <algorithm>
#include <cassert>
#include <kainjow/mustache.hpp>

#include "text/escape.h"
#include "theme/view_keys.h"

namespace broadsheet::theme {

namespace {

using Value = kainjow::mustache::data;
using Type = Value::type;

// How a value leads to a view of its own: a partial that is never printed, only looked into.
struct Inner {
  const View::Data* view = nullptr;
  std::string operator()() const { return {}; }
};

Value inner_value(const View::Data* view) { return Value(kainjow::mustache::partial(Inner{view})); }

const View::Data* inner_of(const Value& value) {
  return value.is_partial() ? value.partial_value().target<Inner>()->view : nullptr;
}

// A list without copying its items: kainjow's own push_back copies them deeply, and gives its
// list only as const, though the list itself is not.
Value list_of(std::vector<Value> items) {
  Value list(Type::list);
  const_cast<kainjow::mustache::list&>(list.list_value()) = std::move(items);
  return list;
}

Value text_of(std::string_view text) {
  if (text.empty()) return Value(false);
  return Value(std::string(text));
}

bool fits(const Value& value, KeyKind kind) {
  switch (kind) {
    case KeyKind::Text:
    case KeyKind::Html:
      return value.is_string() || value.is_false();
    case KeyKind::Flag:
      return value.is_bool();
    case KeyKind::Part:
      return value.is_partial() || value.is_false();
    case KeyKind::List:
      return value.is_list();
  }
  return false;
}

}  // namespace

struct View::Data {
  struct Field {
    std::string_view key;
    Value value;
  };
  std::vector<Field> fields;
  std::vector<View> inner;  // what parts and lists lead to

  void set(std::string_view key, Value value) {
    for (Field& field : fields) {
      if (field.key != key) continue;
      field.value = std::move(value);
      return;
    }
    if (fields.empty()) fields.reserve(16);
    fields.push_back({key, std::move(value)});
  }

  const Value* find(std::string_view key) const {
    for (const Field& field : fields) {
      if (field.key == key) return &field.value;
    }
    constexpr std::string_view kPrefix = "has_";
    if (!key.starts_with(kPrefix)) return nullptr;
    static const Value kTrue(true);
    static const Value kFalse(false);
    const Value* list = find(key.substr(kPrefix.size()));
    if (list == nullptr || !list->is_list()) return nullptr;
    return list->list_value().empty() ? &kFalse : &kTrue;
  }
};

View::View() : data_(std::make_unique<Data>()) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::text(std::string_view key, std::string_view value) {
  data_->set(key, text_of(value));
  return *this;
}

View& View::html(std::string_view key, const Html& value) {
  data_->set(key, text_of(value.text));
  return *this;
}

View& View::flag(std::string_view key, bool value) {
  data_->set(key, Value(value));
  return *this;
}

View& View::part(std::string_view key, View value) {
  data_->set(key, inner_value(value.data_.get()));
  data_->inner.push_back(std::move(value));
  return *this;
}

View& View::no_part(std::string_view key) { return flag(key, false); }

View& View::list(std::string_view key, std::vector<View> values) {
  std::vector<Value> items;
  items.reserve(values.size());
  for (View& item : values) {
    items.push_back(inner_value(item.data_.get()));
    data_->inner.push_back(std::move(item));
  }
  data_->set(key, list_of(std::move(items)));
  return *this;
}

namespace {

// The name of a stretch of text between tags; no key begins like this.
constexpr char kLiteral = '\x01';

// `source` with every stretch of text as a tag, and these texts by number.
std::string without_text(const std::string& source, std::vector<Value>& literals) {
  std::string tags;
  const auto add = [&](std::string_view text) {
    if (text.empty()) return;
    tags += "{{{";
    tags += kLiteral;
    tags += std::to_string(literals.size()) + "}}}";
    literals.emplace_back(std::string(text));
  };
  std::size_t at = 0;
  for (std::size_t open = 0; (open = source.find("{{", at)) != std::string::npos;) {
    const std::string_view closing = source.compare(open, 3, "{{{") == 0 ? "}}}" : "}}";
    const std::size_t end = source.find(closing, open) + closing.size();
    add(std::string_view(source).substr(at, open - at));
    tags += std::string_view(source).substr(open, end - open);
    at = end;
  }
  add(std::string_view(source).substr(at));
  return tags;
}

// Finds a key in the innermost view that has it.
class Scope : public kainjow::mustache::basic_context<std::string> {
 public:
  Scope(const std::vector<Value>& literals, const View::Data* shared, const View::Data* page)
      : literals_(literals), views_{shared, page} {}

  // Texts and flags are entered as sections too; they have no keys.
  void push(const Value* value) override { views_.push_back(inner_of(*value)); }
  void pop() override { views_.pop_back(); }

  const Value* get(const std::string& name) const override {
    const std::string_view key = name;
    if (key.front() == kLiteral) return &literals_[number_of(key.substr(1))];
    const std::size_t dot = key.find('.');
    for (auto view = views_.rbegin(); view != views_.rend(); ++view) {
      if (*view == nullptr) continue;
      const Value* found = (*view)->find(key.substr(0, dot));
      if (found == nullptr) continue;
      if (dot == std::string_view::npos) return found;
      const View::Data* inner = inner_of(*found);
      return inner != nullptr ? inner->find(key.substr(dot + 1)) : nullptr;
    }
    return nullptr;
  }

  const Value* get_partial(const std::string&) const override { return nullptr; }

 private:
  static std::size_t number_of(std::string_view digits) {
    std::size_t number = 0;
    for (const char digit : digits) number = number * 10 + static_cast<std::size_t>(digit - '0');
    return number;
  }

  const std::vector<Value>& literals_;
  std::vector<const View::Data*> views_;
};

struct Page {
  std::string text;
  Page& operator<<(const std::string& piece) {
    text += piece;
    return *this;
  }
};

}  // namespace

struct Template::Parsed {
  explicit Parsed(const std::string& source) : mustache(without_text(source, literals)) {
    mustache.set_custom_escape([](const std::string& text) { return text::escape_html(text); });
  }
  std::vector<Value> literals;  // before `mustache`, which is made from them
  kainjow::mustache::mustache mustache;
  std::size_t longest = 0;  // page so far, to make room for the next
};

Template::Template(const std::string& source) : parsed_(std::make_unique<Parsed>(source)) {
  assert(parsed_->mustache.is_valid());
}
Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

std::string Template::render(const View& view, const View& shared) {
  Scope scope(parsed_->literals, shared.data_.get(), view.data_.get());
  Page page;
  page.text.reserve(parsed_->longest);
  parsed_->mustache.render(scope, page);
  parsed_->longest = std::max(parsed_->longest, page.text.size());
  return std::move(page.text);
}

namespace {

void compare(const View::Data& view, const View::Data* shared, const Shape& shape,
             const std::string& path, std::vector<std::string>& found) {
  for (const Key& key : shape.keys) {
    const std::string name = path + "." + key.name;
    const Value* field = view.find(key.name);
    if (field == nullptr && shared != nullptr) field = shared->find(key.name);
    if (field == nullptr) {
      found.push_back(name + " is missing");
    } else if (!fits(*field, key.kind)) {
      found.push_back(name + " is of another kind");
    } else if (field->is_partial()) {
      compare(*inner_of(*field), nullptr, *key.shape, name, found);
    } else if (field->is_list()) {
      for (const Value& item : field->list_value()) {
        compare(*inner_of(item), nullptr, *key.shape, name, found);
      }
    }
  }
}

}  // namespace

std::vector<std::string> differences(const View& view, const View& shared, const Shape& shape) {
  std::vector<std::string> found;
  compare(*view.data_, shared.data_.get(), shape, shape.name, found);
  return found;
}

}  // namespace broadsheet::theme
