// A page of bioRxiv's API.
#include "preprints/details.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { preprints::read_details(text, "page"); }
