#ifndef BROADSHEET_QUICKJS
// The one door to Duktape.
#include <duktape.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "maths/js_engine.h"
#include "text/utf8.h"

namespace broadsheet::maths {
namespace {

// Duktape's memory, counted, so that no formula can take all of the machine's.
class Budget {
 public:
  explicit Budget(std::size_t limit) : limit_(limit) {}

  static void* take(void* self, duk_size_t size) { return resize(self, nullptr, size); }

  static void* resize(void* self, void* old, duk_size_t size) {
    auto* budget = static_cast<Budget*>(self);
    char* block = old == nullptr ? nullptr : static_cast<char*>(old) - kHeader;
    const std::size_t had = size_of(block);
    if (size == 0) {
      give(self, old);
      return nullptr;
    }
    if (budget->held_ - had + size > budget->limit_) return nullptr;
    void* fresh = std::realloc(block, size + kHeader);
    if (fresh == nullptr) return nullptr;
    budget->held_ += size - had;
    std::memcpy(fresh, &size, sizeof size);
    return static_cast<char*>(fresh) + kHeader;
  }

  static void give(void* self, void* old) {
    if (old == nullptr) return;
    char* block = static_cast<char*>(old) - kHeader;
    static_cast<Budget*>(self)->held_ -= size_of(block);
    std::free(block);
  }

 private:
  static constexpr std::size_t kHeader = 16;

  static std::size_t size_of(const char* block) {
    std::size_t size = 0;
    if (block != nullptr) std::memcpy(&size, block, sizeof size);
    return size;
  }

  std::size_t limit_;
  std::size_t held_ = 0;
};

// Only for errors outside any protected call, of which there are none but at the very start.
void fatal(void*, const char* message) {
  std::fprintf(stderr, "error: the maths engine stopped: %s\n", message == nullptr ? "" : message);
  std::abort();
}

// ECMAScript counts in UTF-16: beyond U+FFFF Duktape wants two surrogates, each as three bytes
// (CESU-8).
std::string to_cesu8(std::string_view text) {
  std::string cesu;
  cesu.reserve(text.size());
  const auto surrogate = [&cesu](char32_t unit) {
    cesu += static_cast<char>(0xE0 | (unit >> 12));
    cesu += static_cast<char>(0x80 | ((unit >> 6) & 0x3F));
    cesu += static_cast<char>(0x80 | (unit & 0x3F));
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    if (c > 0xFFFF) {
      surrogate(0xD800 + ((c - 0x10000) >> 10));
      surrogate(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      text::append_utf8(cesu, c);
    }
  }
  return cesu;
}

// The surrogate that begins at `at`, 0 when none does.
char32_t surrogate_at(std::string_view cesu, std::size_t at) {
  if (cesu.size() - at < 3 || static_cast<std::uint8_t>(cesu[at]) != 0xED) return 0;
  const char32_t second = static_cast<std::uint8_t>(cesu[at + 1]);
  const char32_t third = static_cast<std::uint8_t>(cesu[at + 2]);
  if (second < 0xA0) return 0;
  return 0xD000 | ((second & 0x3F) << 6) | (third & 0x3F);
}

std::string from_cesu8(std::string_view cesu) {
  std::string text;
  text.reserve(cesu.size());
  for (std::size_t i = 0; i < cesu.size();) {
    const char32_t high = surrogate_at(cesu, i);
    const char32_t low = high == 0 || i + 3 >= cesu.size() ? 0 : surrogate_at(cesu, i + 3);
    if (high >= 0xD800 && high < 0xDC00 && low >= 0xDC00) {
      text::append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
      i += 6;
    } else {
      text += cesu[i++];
    }
  }
  return text::first_invalid_utf8(text) == std::string_view::npos ? text : text::clean_utf8(text);
}

}  // namespace

struct JsEngine::State {
  explicit State(std::size_t memory)
      : budget(memory),
        heap(duk_create_heap(Budget::take, Budget::resize, Budget::give, &budget, fatal)) {}
  ~State() {
    if (heap != nullptr) duk_destroy_heap(heap);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Budget budget;
  duk_context* heap;
};

JsEngine::JsEngine(std::size_t memory) : state_(std::make_unique<State>(memory)) {}
JsEngine::~JsEngine() = default;

bool JsEngine::run(std::string_view source) {
  if (state_->heap == nullptr) return false;
  const bool good = duk_peval_lstring(state_->heap, source.data(), source.size()) == 0;
  duk_pop(state_->heap);
  return good;
}

std::optional<std::string> JsEngine::call(const char* name, const std::string& text, bool on) {
  duk_context* const heap = state_->heap;
  if (heap == nullptr) return std::nullopt;
  const std::string argument = to_cesu8(text);
  duk_get_global_string(heap, name);
  duk_push_lstring(heap, argument.data(), argument.size());
  duk_push_boolean(heap, on ? 1 : 0);
  std::optional<std::string> result;
  if (duk_pcall(heap, 2) == DUK_EXEC_SUCCESS) {
    duk_size_t size = 0;
    const char* bytes = duk_get_lstring(heap, -1, &size);
    if (bytes != nullptr) result = from_cesu8({bytes, size});
  }
  duk_pop(heap);
  return result;
}

}  // namespace broadsheet::maths
#endif
