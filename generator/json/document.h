#pragma once
// The one reader of JSON: a text to a tree whose nodes know their source locations. Only its source
// includes simdjson.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "json/value.h"

namespace broadsheet::json {

class Document;

/// One value of a document. Cheap to copy; must not outlive its document.
class Node {
 public:
  Kind kind() const;
  bool is(Kind kind_wanted) const { return kind() == kind_wanted; }

  std::string_view key() const;                 ///< of a member of an object; else empty
  std::string_view text() const;                ///< of a Text, unescaped valid UTF-8; else empty
  bool boolean() const;                         ///< of a Bool; else false
  double number() const;                        ///< of a Number, finite; else 0
  std::optional<std::int64_t> integer() const;  ///< of a Number without fraction that fits

  /// Members or items in source order; repeated keys are included.
  class Iterator;
  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const;  ///< counts the members or items: linear

  /// The first member with that key; std::nullopt if there is none or this is not an object.
  std::optional<Node> find(std::string_view key) const;
  /// The text of that member; empty if there is none or it is not a Text.
  std::string_view text_of(std::string_view key) const;

  Value value() const;  ///< a copy that owns its text; the first of repeated keys counts

  Location where() const;      ///< of the value
  Location key_where() const;  ///< of the key; of the value if it has none

 private:
  friend class Document;
  friend class Iterator;
  Node(const Document* document, std::uint32_t index) : document_(document), index_(index) {}

  const Document* document_;
  std::uint32_t index_;
};

class Node::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Node;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Node;

  Node operator*() const { return {document_, index_}; }
  Iterator& operator++();
  Iterator operator++(int) {
    Iterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Iterator& other) const { return index_ == other.index_; }

 private:
  friend class Node;
  Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
  const Document* document_;
  std::uint32_t index_;
};

class Document {
 public:
  /// Reads `bytes`, at most 4 GB; a byte order mark is skipped. Reports the first syntax error, or
  /// nesting deeper than kMaxDepth, and returns std::nullopt.
  /// @param path  how messages name the file
  static std::optional<Document> parse(std::string bytes, const std::string& path,
                                       Diagnostics& problems);
  /// As above without a report, for text that may be anything.
  static std::optional<Document> parse(std::string_view bytes);
  /// The nodes of a value, which nests no deeper than kMaxDepth. They have no line numbers.
  static Document of(const Value& value, const std::string& path);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Node root() const { return {this, 0}; }
  const std::string& path() const;

  /// Reports with an excerpt of the source. The first location takes a pass over the text.
  void error(const Location& where, std::string message, Diagnostics& problems) const;
  void warning(const Location& where, std::string message, Diagnostics& problems) const;

 private:
  friend class Node;
  friend class Node::Iterator;
  struct State;
  explicit Document(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::json
