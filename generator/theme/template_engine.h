#pragma once
// The door to kainjow's mustache: values for a template, and a template that prints them.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::theme {

struct Shape;

/// Markup that is safe to print as it is: made by tex::tex_to_html, text::markdown_to_html, or by
/// code here that escaped every foreign text. Templates print it with three braces.
struct Html {
  std::string text;
};

/// What one template, or one part of it, prints. A key that was given an empty text, or none,
/// is false in a section; mustache itself would take an empty text for true.
/// Keys are kept by reference: string literals. A key that is set again takes the new value.
class View {
 public:
  View();
  ~View();
  View(View&&) noexcept;
  View& operator=(View&&) noexcept;

  View& text(std::string_view key, std::string_view value);  ///< escaped when printed
  View& html(std::string_view key, const Html& value);
  View& flag(std::string_view key, bool value);
  View& part(std::string_view key, View value);  ///< a section that is entered once
  View& no_part(std::string_view key);           ///< a section that is left out
  /// Templates find a flag has_<key> too: whether there are any.
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
  /// @param source  what flatten() (template_source.h) gave: well-formed, no partials
  explicit Template(const std::string& source);
  ~Template();
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;

  /// @param shared  keys that many pages have alike; those of `view` stand before them
  std::string render(const View& view, const View& shared);

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

/// What `view` with `shared` holds otherwise than `shape` says, as "day.pager.next is missing":
/// missing keys and keys of another kind. Empty when all is well. For tests and debug builds.
std::vector<std::string> differences(const View& view, const View& shared, const Shape& shape);

}  // namespace broadsheet::theme
