#pragma once
// Values as bytes, for what the next build reads back. The reader must know that the bytes are
// those of a writer of the same program; it checks sizes only.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace broadsheet::index {

class StoredWriter {
 public:
  /// @param head      bytes before the values
  /// @param expected  about how many bytes there will be
  explicit StoredWriter(std::string head = {}, std::size_t expected = 0) : bytes_(std::move(head)) {
    bytes_.reserve(expected);
  }

  void number(std::uint64_t value) { add(&value, sizeof value); }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  template <typename Value>
  void array(const std::vector<Value>& values) {
    static_assert(std::is_trivially_copyable_v<Value>);
    number(values.size());
    add(values.data(), values.size() * sizeof(Value));
  }
  /// Bytes whose number the reader knows.
  void bytes(const std::vector<std::uint8_t>& values) { add(values.data(), values.size()); }

  const std::string& str() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  void add(const void* data, std::size_t size) {
    if (size > 0) bytes_.append(static_cast<const char*>(data), size);
  }

  std::string bytes_;
};

/// Past the end, numbers are 0 and lists are empty.
class StoredReader {
 public:
  explicit StoredReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    copy(&value, sizeof value);
    return value;
  }
  /// How many values of at least `least` bytes follow.
  std::size_t count(std::size_t least) {
    const std::uint64_t size = number();
    return size <= rest_.size() / least ? static_cast<std::size_t>(size) : 0;
  }
  std::string_view bytes(std::size_t size) {
    const std::string_view found = rest_.substr(0, size);
    rest_.remove_prefix(found.size());
    return found;
  }
  std::string text() { return std::string(bytes(count(1))); }
  std::vector<std::string> texts() {
    std::vector<std::string> values(count(sizeof(std::uint64_t)));
    for (std::string& value : values) value = text();
    return values;
  }
  template <typename Value>
  std::vector<Value> array() {
    static_assert(std::is_trivially_copyable_v<Value>);
    std::vector<Value> values(count(sizeof(Value)));
    copy(values.data(), values.size() * sizeof(Value));
    return values;
  }

 private:
  void copy(void* to, std::size_t size) {
    if (size == 0 || size > rest_.size()) return;
    std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
  }

  std::string_view rest_;
};

}  // namespace broadsheet::index
