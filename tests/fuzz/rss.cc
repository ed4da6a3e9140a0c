// arXiv's RSS feed.
#include "arxiv/feeds.h"
#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) { arxiv::read_rss(text, "feed"); }
