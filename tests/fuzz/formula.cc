// The score formula of config.yaml.
#include "config/formula.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { config::Formula(text).score(8, 7.5); }
