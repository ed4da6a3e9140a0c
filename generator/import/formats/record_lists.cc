// Lists of papers of any program, read by what each record has.

#include <string>
#include <string_view>
#include <utility>

#include "import/formats/formats.h"
#include "import/readers/csv_records.h"
#include "import/readers/feed_records.h"
#include "import/readers/json_records.h"
#include "import/readers/mail_records.h"
#include "import/readers/markdown_records.h"
#include "import/readers/reference_records.h"
#include "import/readers/yaml_records.h"
#include "import/records/import_map.h"
#include "import/records/record_collector.h"

namespace broadsheet::importer {
namespace {

/// What `read` passes to a sink, by day.
template <typename Read>
ParseResult collect(const SourceFile& file, std::string kind, Read read) {
  RecordCollector collector(file.path(), file.day_hint());
  read([&](Record record) {
    if (file.map() != nullptr) apply_map(*file.map(), record);
    collector.add(std::move(record));
  });
  RecordReport report = std::move(collector).finish();
  ParseResult result(std::move(kind));
  result.sources = std::move(report.days);
  result.left_out = std::move(report.left_out);
  result.unused = std::move(report.unused);
  result.dropped = std::move(report.dropped);
  if (result.sources.empty()) {
    result.what = result.left_out.empty() ? "ignored: " + result.what + " without papers"
                                          : "ignored: " + result.what + ", no paper can be used";
  }
  return result;
}

}  // namespace

bool is_record_json(const SourceFile& file) { return file.json() != nullptr; }

ParseResult parse_record_json(const SourceFile& file, Diagnostics& /*problems*/) {
  return collect(file, "JSON", [&](const RecordSink& sink) {
    json_records(file.json()->root(), sink, file.map());
  });
}

bool is_record_lines(const SourceFile& file) { return are_json_lines(file.text()); }

ParseResult parse_record_lines(const SourceFile& file, Diagnostics& /*problems*/) {
  return collect(file, "JSON lines",
                 [&](const RecordSink& sink) { json_line_records(file.text(), sink, file.map()); });
}

bool is_python(const SourceFile& file) { return begins_like_python(file.text()); }

ParseResult parse_python(const SourceFile& /*file*/, Diagnostics& /*problems*/) {
  return {"ignored: this is Python, not JSON"};
}

bool is_feed(const SourceFile& file) { return is_xml(file.text()); }

ParseResult parse_feed(const SourceFile& file, Diagnostics& /*problems*/) {
  return collect(file, "XML", [&](const RecordSink& sink) { feed_records(file.text(), sink); });
}

bool is_reference_list(const SourceFile& file) {
  return is_bibtex(file.text()) || is_ris(file.text()) ||
         (file.path().ends_with(".bib") && has_bibtex(file.text()));
}

ParseResult parse_reference_list(const SourceFile& file, Diagnostics& /*problems*/) {
  if (is_ris(file.text())) {
    return collect(file, "RIS", [&](const RecordSink& sink) { ris_records(file.text(), sink); });
  }
  return collect(file, "BibTeX",
                 [&](const RecordSink& sink) { bibtex_records(file.text(), sink); });
}

bool is_mail(const SourceFile& file) { return is_arxiv_mail(file.text()); }

ParseResult parse_mail(const SourceFile& file, Diagnostics& /*problems*/) {
  return collect(file, "arXiv e-mail",
                 [&](const RecordSink& sink) { mail_records(file.text(), sink); });
}

bool is_record_csv(const SourceFile& file) { return is_csv(file.text(), file.map()); }

ParseResult parse_record_csv(const SourceFile& file, Diagnostics& /*problems*/) {
  return collect(file, "CSV",
                 [&](const RecordSink& sink) { csv_records(file.text(), sink, file.map()); });
}

bool is_record_yaml(const SourceFile& file) {
  return !front_matter(file.text()) && resembles_yaml(file.text());
}

ParseResult parse_record_yaml(const SourceFile& file, Diagnostics& /*problems*/) {
  return collect(file, "YAML",
                 [&](const RecordSink& sink) { yaml_records(file.text(), sink, file.map()); });
}

bool is_record_markdown(const SourceFile& /*file*/) { return true; }

ParseResult parse_record_markdown(const SourceFile& file, Diagnostics& /*problems*/) {
  MarkdownKinds kinds;
  ParseResult result = collect(file, "text", [&](const RecordSink& sink) {
    kinds = markdown_records(file.text(), sink, file.map());
  });
  if (!result.sources.empty()) {
    result.what = kinds.posts > 0                      ? "post with front matter"
                  : kinds.rows > 0 && kinds.blocks > 0 ? "Markdown tables and headings"
                  : kinds.rows > 0                     ? "Markdown tables"
                                                       : "Markdown headings";
  }
  return result;
}

}  // namespace broadsheet::importer
