#pragma once
// JSON values that own their text: what the model keeps and what a writer is given.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace broadsheet::json {

enum class Kind { Null, Bool, Number, Text, List, Object };

/// "a number", "text", "a list": for messages.
std::string_view name_of(Kind kind);

class Value;
struct Member;
using List = std::vector<Value>;

/// Members with unique keys, in the order in which they were added. Lookup and insertion take
/// constant time, also for an object of very many members.
class Object {
 public:
  Object();
  Object(std::initializer_list<Member> members);
  Object(const Object& other);
  Object(Object&& other) noexcept;
  Object& operator=(const Object& other);
  Object& operator=(Object&& other) noexcept;
  ~Object();

  bool empty() const { return size() == 0; }
  std::size_t size() const;
  std::vector<Member>::const_iterator begin() const;
  std::vector<Member>::const_iterator end() const;

  /// nullptr if there is no such member.
  const Value* find(std::string_view key) const;

  /// Appends a member. Returns false and changes nothing if the key exists.
  bool add(std::string_view key, Value value);
  /// Replaces the value of an existing member, which keeps its position, or appends a member.
  void set(std::string_view key, Value value);
  /// Adds the members of `other` whose keys do not exist.
  void merge(const Object& other);
  /// Takes time in proportion to the size.
  void erase(std::string_view key);
  /// Orders the members by the bytes of their keys.
  void sort();

  friend bool operator==(const Object& a, const Object& b);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>()(key);
    }
  };

  std::size_t index_of(std::string_view key) const;  ///< size() if there is no such member
  void reindex();

  std::vector<Member> members_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>>
      index_;  ///< of objects with many members; else empty
};

/// Null, a truth value, a number, a text, a list or an object.
class Value {
 public:
  Value() = default;  ///< null
  Value(bool flag) : data_(flag) {}
  Value(std::integral auto number) : data_(static_cast<std::int64_t>(number)) {}
  Value(double number) : data_(number) {}
  Value(const char* text) : data_(std::string(text)) {}
  Value(std::string_view text) : data_(std::string(text)) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(List items) : data_(std::move(items)) {}
  Value(Object members) : data_(std::move(members)) {}
  Value(const std::vector<std::string>& texts) : data_(List(texts.begin(), texts.end())) {}

  Kind kind() const;

  // nullptr if the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&data_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
  const double* real() const { return std::get_if<double>(&data_); }
  const std::string* text() const { return std::get_if<std::string>(&data_); }
  const List* list() const { return std::get_if<List>(&data_); }
  const Object* object() const { return std::get_if<Object>(&data_); }

  std::optional<double> number() const;  ///< of an integer or a real

  friend bool operator==(const Value& a, const Value& b) = default;

 private:
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Object> data_;
};

struct Member {
  std::string key;
  Value value;

  friend bool operator==(const Member& a, const Member& b) = default;
};

inline std::size_t Object::size() const { return members_.size(); }
inline std::vector<Member>::const_iterator Object::begin() const { return members_.begin(); }
inline std::vector<Member>::const_iterator Object::end() const { return members_.end(); }

}  // namespace broadsheet::json
