// The score formula of config.yaml.
#include "scoring/formula.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { scoring::Formula(text).score(8, 7.5); }
