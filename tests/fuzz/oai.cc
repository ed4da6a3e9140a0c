// A page of arXiv's OAI-PMH.
#include "arxiv/feeds.h"
#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { arxiv::read_oai(text, "page"); }
