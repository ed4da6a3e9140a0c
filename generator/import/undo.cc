#include "import/undo.h"

#include <system_error>

#include "base/files.h"
#include "base/hash.h"
#include "json/require.h"
#include "json/writer.h"

namespace broadsheet::importer {
namespace {

constexpr int kFormat = 1;

}  // namespace

std::string undo_journal(const std::vector<ChangedFile>& changes) {
  json::Writer writer;
  writer.open('{').key("format").value(kFormat).key("files").open('[');
  for (const ChangedFile& change : changes) {
    writer.open('{').key("file").value(change.file).key("after").value(hash_hex(change.after));
    if (change.before) writer.key("before").value(*change.before);
    writer.close('}');
  }
  writer.close(']').close('}');
  return std::move(writer).finish();
}

std::optional<UndoneImport> undo_import(const fs::path& journal, const fs::path& content_dir,
                                        Diagnostics& problems) {
  std::optional<std::string> bytes = read_file_if_exists(journal);
  if (!bytes) return std::nullopt;
  const json::Document document = json::require_document(*std::move(bytes), display_path(journal));
  UndoneImport undone;
  FileBatch restored;
  std::vector<fs::path> made;
  for (const json::Node file : json::require(document.root(), "files", json::Kind::List)) {
    const fs::path path = content_dir / json::require_text(file, "file");
    const std::optional<std::string> now = read_file_if_exists(path);
    const std::optional<json::Node> before = file.find("before");
    if (before ? now == before->text() : !now) continue;  // done by a run that was killed
    if (!now || hash_hex(*now) != json::require_text(file, "after")) {
      ++undone.kept;
      problems.warning({display_path(path), 0, 0},
                       "this file was changed after the import; it is left as it is");
    } else if (before) {
      restored.add_if_changed(path, before->text());
      ++undone.restored;
    } else {
      made.push_back(path);
    }
  }
  restored.commit();
  for (const fs::path& path : made) {
    remove_tree(path);
    ++undone.removed;
    std::error_code not_empty;
    fs::remove(path.parent_path(), not_empty);
  }
  remove_tree(journal);
  return undone;
}

}  // namespace broadsheet::importer
