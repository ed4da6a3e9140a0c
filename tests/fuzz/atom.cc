// A page of arXiv's query API.
#include "arxiv/feeds.h"
#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { arxiv::read_query(text, "page"); }
