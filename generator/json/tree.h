#pragma once
// The one door to simdjson: JSON text to a tree whose values know their places.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace broadsheet::json {

class JsonTree;

enum class JsonKind { Null, Bool, Number, Text, List, Object };

/// "a number", "text", "a list": for messages.
std::string_view json_kind_name(JsonKind kind);

/// One value of a tree. Cheap to copy; must not outlive its tree.
class JsonValue {
 public:
  JsonKind kind() const;
  bool is(JsonKind kind_wanted) const { return kind() == kind_wanted; }

  std::string_view key() const;                 ///< of this member of an object; else empty
  std::string_view text() const;                ///< of a Text, unescaped valid UTF-8; else empty
  bool boolean() const;                         ///< of a Bool; else false
  double number() const;                        ///< of a Number, finite; else 0
  std::optional<std::int64_t> integer() const;  ///< of a Number without fraction that fits

  /// Members in the order of the text, doubles included.
  class Iterator;
  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const;  ///< members; counts them

  /// The first member of that key; nothing when there is none, or this is no object.
  std::optional<JsonValue> find(std::string_view key) const;

  Location where() const;      ///< of the value
  Location key_where() const;  ///< of the key; of the value when it has none

 private:
  friend class JsonTree;
  friend class Iterator;
  JsonValue(const JsonTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}

  const JsonTree* tree_;
  std::uint32_t index_;
};

class JsonValue::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = JsonValue;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = JsonValue;

  JsonValue operator*() const { return {tree_, index_}; }
  Iterator& operator++();
  Iterator operator++(int) {
    Iterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Iterator& other) const { return index_ == other.index_; }

 private:
  friend class JsonValue;
  Iterator(const JsonTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const JsonTree* tree_;
  std::uint32_t index_;
};

class JsonTree {
 public:
  /// Reads `bytes` (a byte order mark is passed over). When they are not JSON, or nest deeper than
  /// 64 levels, reports where and what, and gives nothing. Not for more than 4 GB.
  static std::optional<JsonTree> parse(std::string bytes, const std::string& path,
                                       Diagnostics& problems);

  JsonTree(JsonTree&&) noexcept;
  JsonTree& operator=(JsonTree&&) noexcept;
  ~JsonTree();

  JsonValue root() const { return {this, 0}; }
  const std::string& path() const;

  /// Reports with the excerpt of the place. Looking up the first place costs a pass over the text.
  void error(const Location& where, std::string message, Diagnostics& problems) const;
  void warning(const Location& where, std::string message, Diagnostics& problems) const;

 private:
  friend class JsonValue;
  friend class JsonValue::Iterator;
  struct State;
  explicit JsonTree(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::json
