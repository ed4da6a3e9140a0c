#pragma once
// Values for a template, and a template that prints them.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::theme {

struct Shape;

/// Markup that is safe to print unescaped: the result of tex::tex_to_html, text::markdown_to_html
/// or of code here that escapes every text from outside. Templates print it with three braces.
struct Html {
  std::string text;
};

/// The values of one template, or of one part of it. A section of an empty text is skipped, unlike
/// in mustache itself. Keys are string literals: views keep references to them. Setting a key again
/// replaces its value.
class View {
 public:
  View();
  ~View();
  View(View&&) noexcept;
  View& operator=(View&&) noexcept;

  View& text(std::string_view key, std::string_view value);  ///< escaped when printed
  View& html(std::string_view key, const Html& value);
  View& flag(std::string_view key, bool value);
  View& part(std::string_view key, View value);  ///< a section that is printed once
  View& no_part(std::string_view key);           ///< a section that is skipped
  /// Templates also get a flag has_<key>: whether the list has any items.
  View& list(std::string_view key, std::vector<View> values);

  struct Data;

 private:
  friend class Template;
  friend std::vector<std::string> differences(const View& view, const View& shared,
                                              const Shape& shape);
  std::unique_ptr<Data> data_;
};

/// A template without partials, parsed once. Not safe to share between threads.
class Template {
 public:
  /// @param source  the result of flatten() (template_source.h): well-formed, without partials
  explicit Template(const std::string& source);
  ~Template();
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;

  /// @param shared  values that many pages have in common; those of `view` take precedence
  std::string render(const View& view, const View& shared);

  bool has_tag(std::string_view key) const;  ///< a value or a section of this name

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

/// Compares the keys of `view` with `shared` to a shape, for tests and debug builds. Returns a line
/// for each key that is missing or of another kind: "day.pager.next is missing".
std::vector<std::string> differences(const View& view, const View& shared, const Shape& shape);

}  // namespace broadsheet::theme
