// KaTeX's markup, read and repaired for browsers.
#include "maths/mathml.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { maths::mathml_for_browsers(text, false); }
