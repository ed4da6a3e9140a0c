// config.yaml.
#include "base/diagnostics.h"
#include "config/load.h"
#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  config::parse(text, "config.yaml", problems);
  config::place_of(text, "config.yaml", "topics[1].id");
}
