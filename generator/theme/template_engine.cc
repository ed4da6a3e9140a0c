// The only file that includes kainjow's mustache.
//
// A build makes about a million values. Mustache's own objects are hash maps that copy every key
// and value, so views keep their values in small arrays, and mustache reads them through a
// context: its interface for data that is kept elsewhere.
#include "theme/template_engine.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <kainjow/mustache.hpp>
#include <set>

#include "base/diagnostics.h"
#include "text/escape.h"
#include "theme/template_source.h"
#include "theme/view_keys.h"

namespace broadsheet::theme {

namespace mustache = kainjow::mustache;
using Value = mustache::data;

struct View::Data {
  struct Field {
    std::string_view key;
    Value value;              // a string or a bool; of a list, `true` for each of its views
    std::vector<View> views;  // of a part (one) or a list

    Field(std::string_view name, Value content, std::vector<View> inner = {})
        : key(name), value(std::move(content)), views(std::move(inner)) {}
    Field(Field&&) noexcept = default;
    Field& operator=(Field&&) noexcept = default;

    bool fits(KeyKind kind) const;
    const Data& inner(std::size_t index) const { return *views[index].data_; }
    const Data* view_of(const Value* item) const;
  };
  std::vector<Field> fields;

  void set(Field field);
  const Field* find(std::string_view key) const;
  const Value* value(std::string_view key) const;
};

bool View::Data::Field::fits(KeyKind kind) const {
  switch (kind) {
    case KeyKind::Text:
    case KeyKind::Html:
      return value.is_string() || value.is_false();
    case KeyKind::Flag:
      return value.is_bool() && views.empty();
    case KeyKind::Part:
      return value.is_false() || (value.is_true() && !views.empty());
    case KeyKind::List:
      return value.is_list();
  }
  return false;
}

// The view that a section enters with `item`: the value of a part, or one of a list's values.
const View::Data* View::Data::Field::view_of(const Value* item) const {
  if (views.empty()) return nullptr;
  if (!value.is_list()) return item == &value ? &inner(0) : nullptr;
  const mustache::list& items = value.list_value();
  const std::less<> before;
  if (before(item, items.data()) || before(&items.back(), item)) return nullptr;
  return &inner(static_cast<std::size_t>(item - items.data()));
}

void View::Data::set(Field field) {
  for (Field& old : fields) {
    if (old.key != field.key) continue;
    old = std::move(field);
    return;
  }
  if (fields.empty()) fields.reserve(16);
  fields.push_back(std::move(field));
}

const View::Data::Field* View::Data::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key == key) return &field;
  }
  return nullptr;
}

const Value* View::Data::value(std::string_view key) const {
  if (const Field* field = find(key)) return &field->value;
  constexpr std::string_view kPrefix = "has_";
  if (!key.starts_with(kPrefix)) return nullptr;
  const Field* list = find(key.substr(kPrefix.size()));
  if (list == nullptr || !list->value.is_list()) return nullptr;
  static const Value kTrue(true);
  static const Value kFalse(false);
  return list->views.empty() ? &kFalse : &kTrue;
}

View::View() : data_(std::make_unique<Data>()) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::text(std::string_view key, std::string_view value) {
  data_->set({key, value.empty() ? Value(false) : Value(std::string(value))});
  return *this;
}

View& View::html(std::string_view key, const Html& value) { return text(key, value.text); }

View& View::flag(std::string_view key, bool value) {
  data_->set({key, Value(value)});
  return *this;
}

View& View::part(std::string_view key, View value) {
  std::vector<View> one;
  one.push_back(std::move(value));
  data_->set({key, Value(true), std::move(one)});
  return *this;
}

View& View::no_part(std::string_view key) { return flag(key, false); }

View& View::list(std::string_view key, std::vector<View> values) {
  data_->set({key, Value(mustache::list(values.size(), Value(true))), std::move(values)});
  return *this;
}

namespace {

// Finds a key in the innermost view that has it.
class ViewContext : public mustache::basic_context<std::string> {
 public:
  ViewContext(const View::Data* shared, const View::Data* page) : views_{shared, page} {}

  // Texts and flags are entered as sections too; they have no keys.
  void push(const Value* item) override {
    views_.push_back(item->is_true() ? view_of(item) : nullptr);
  }
  void pop() override { views_.pop_back(); }

  const Value* get(const std::string& name) const override {
    const std::string_view key = name;
    const std::size_t dot = key.find('.');
    for (auto view = views_.rbegin(); view != views_.rend(); ++view) {
      if (*view == nullptr) continue;
      if (dot == std::string_view::npos) {
        if (const Value* value = (*view)->value(key)) return value;
      } else if (const View::Data::Field* part = (*view)->find(key.substr(0, dot))) {
        const View::Data* inner = part->view_of(&part->value);
        return inner != nullptr ? inner->value(key.substr(dot + 1)) : nullptr;
      }
    }
    return nullptr;
  }

  const Value* get_partial(const std::string&) const override { return nullptr; }

 private:
  const View::Data* view_of(const Value* item) const {
    for (auto view = views_.rbegin(); view != views_.rend(); ++view) {
      if (*view == nullptr) continue;
      for (const View::Data::Field& field : (*view)->fields) {
        if (const View::Data* inner = field.view_of(item)) return inner;
      }
    }
    return nullptr;
  }

  std::vector<const View::Data*> views_;
};

// What mustache prints to.
struct Page {
  std::string text;
  Page& operator<<(const std::string& piece) {
    text += piece;
    return *this;
  }
};

}  // namespace

struct Template::Parsed {
  explicit Parsed(const std::string& source) : mustache(source) {
    Diagnostics none;  // the source is well-formed
    for (Tag& tag : read_tags({.path = "", .text = source}, none)) tags.insert(std::move(tag.name));
    mustache.set_custom_escape([](const std::string& text) { return text::escape_html(text); });
  }
  mustache::mustache mustache;
  std::set<std::string, std::less<>> tags;
  std::size_t longest = 0;  // page so far, to make room for the next
};

Template::Template(const std::string& source) : parsed_(std::make_unique<Parsed>(source)) {
  assert(parsed_->mustache.is_valid());
}
Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

bool Template::has_tag(std::string_view key) const { return parsed_->tags.contains(key); }

std::string Template::render(const View& view, const View& shared) {
  ViewContext context(shared.data_.get(), view.data_.get());
  Page page;
  page.text.reserve(parsed_->longest);
  parsed_->mustache.render(context, page);
  parsed_->longest = std::max(parsed_->longest, page.text.size());
  return std::move(page.text);
}

namespace {

void compare(const View::Data& view, const View::Data* shared, const Shape& shape,
             const std::string& path, std::vector<std::string>& found);

void compare(const View::Data::Field& field, const Key& key, const std::string& name,
             std::vector<std::string>& found) {
  if (!field.fits(key.kind)) {
    found.push_back(name + " is of another kind");
    return;
  }
  for (std::size_t i = 0; i < field.views.size(); ++i) {
    compare(field.inner(i), nullptr, *key.shape, name, found);
  }
}

void compare(const View::Data& view, const View::Data* shared, const Shape& shape,
             const std::string& path, std::vector<std::string>& found) {
  for (const Key& key : shape.keys) {
    const std::string name = path + "." + key.name;
    const View::Data::Field* field = view.find(key.name);
    if (field == nullptr && shared != nullptr) field = shared->find(key.name);
    if (field == nullptr) {
      found.push_back(name + " is missing");
    } else {
      compare(*field, key, name, found);
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
