// The journal of a day's requests to a model.
#include "scoring/llm/journal.h"

#include "base/files.h"
#include "fuzz/fuzz.h"
#include "support/temp_dir.h"

using namespace broadsheet;

FUZZ(text) {
  static const test::TempDir folder;
  write_file_atomically(folder / "day.jsonl", text);
  scoring::read_journal(folder / "day.jsonl");
}
