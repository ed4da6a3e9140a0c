#include "ingest/page_text.h"
namespace broadsheet::ingest {
std::optional<Found> read_page(std::string_view, const std::string&, Diagnostics&) {
  return std::nullopt;
}
}  // namespace broadsheet::ingest
