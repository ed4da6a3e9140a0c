// What a build leaves for the next one. What is written is read back as it was.
#include "app/build/build_state.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  const auto state = app::parse_state(text);
  if (!state) return;
  const std::string written = app::state_text(*state);
  const auto again = app::parse_state(written);
  fuzz::expect(again && app::state_text(*again) == written, "a state is written as it was read");
}
