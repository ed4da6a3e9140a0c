#ifdef BROADSHEET_QUICKJS
// The one door to QuickJS.
#include <quickjs/quickjs.h>

#include "maths/js_engine.h"
#include "text/utf8.h"

namespace broadsheet::maths {

namespace {

constexpr std::size_t kStack = 512 << 10;  // bytes of the thread's own, well below its 8 MB

}  // namespace

struct JsEngine::State {
  explicit State(std::size_t memory) : runtime(JS_NewRuntime()) {
    if (runtime == nullptr) return;
    JS_SetMemoryLimit(runtime, memory);
    JS_SetMaxStackSize(runtime, kStack);
    context = JS_NewContext(runtime);
  }
  ~State() {
    if (context != nullptr) JS_FreeContext(context);
    if (runtime != nullptr) JS_FreeRuntime(runtime);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Takes `value`: whether it is none that was thrown.
  bool settle(JSValue value) const {
    const bool good = !JS_IsException(value);
    JS_FreeValue(context, good ? value : JS_GetException(context));
    return good;
  }

  JSRuntime* runtime;
  JSContext* context = nullptr;
};

JsEngine::JsEngine(std::size_t memory) : state_(std::make_unique<State>(memory)) {}
JsEngine::~JsEngine() = default;

bool JsEngine::run(std::string_view source) {
  if (state_->context == nullptr) return false;
  JS_UpdateStackTop(state_->runtime);
  return state_->settle(
      JS_Eval(state_->context, source.data(), source.size(), "katex", JS_EVAL_TYPE_GLOBAL));
}

std::optional<std::string> JsEngine::call(const char* name, const std::string& text, bool on) {
  JSContext* const context = state_->context;
  if (context == nullptr) return std::nullopt;
  JS_UpdateStackTop(state_->runtime);
  const JSValue global = JS_GetGlobalObject(context);
  const JSValue function = JS_GetPropertyStr(context, global, name);
  JSValue arguments[] = {JS_NewStringLen(context, text.data(), text.size()),
                         JS_NewBool(context, on)};
  const JSValue result = JS_Call(context, function, global, 2, arguments);
  std::optional<std::string> answer;
  if (JS_IsString(result)) {
    std::size_t size = 0;
    if (const char* bytes = JS_ToCStringLen(context, &size, result)) {
      answer = clean_utf8({bytes, size});
      JS_FreeCString(context, bytes);
    }
  }
  state_->settle(result);
  for (const JSValue& value : {arguments[0], arguments[1], function, global}) {
    JS_FreeValue(context, value);
  }
  return answer;
}

}  // namespace broadsheet::maths
#endif
