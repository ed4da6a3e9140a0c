// A published page, saved as text.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/formats/page_text.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  importer::read_page(text, "page.txt", problems);
}
