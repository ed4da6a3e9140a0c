#include "import/source/source_file.h"

#include <algorithm>
#include <string_view>

namespace broadsheet::importer {
namespace {

constexpr std::size_t kMostMarkdownBytes = 16U << 20;

std::string_view name_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

}  // namespace

const MdTree* SourceFile::markdown() const {
  if (json_ || text_.size() > kMostMarkdownBytes) return nullptr;
  if (!markdown_) markdown_ = std::make_unique<MdTree>(parse_markdown(text_));
  return markdown_.get();
}

std::optional<Day> SourceFile::day_of_name(const std::string& path) {
  const std::string_view name = name_of(path);
  for (std::size_t at = 0; at + 10 <= name.size(); ++at) {
    std::string part(name.substr(at, 10));
    std::replace(part.begin(), part.end(), '_', '-');
    if (const std::optional<Day> day = Day::parse(part)) return day;
  }
  // 20260227: a run of exactly eight digits.
  for (std::size_t at = name.find_first_of("0123456789"); at != std::string_view::npos;) {
    const std::size_t end = std::min(name.find_first_not_of("0123456789", at), name.size());
    const std::string digits(name.substr(at, end - at));
    if (digits.size() == 8) {
      const auto day =
          Day::parse(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
      if (day) return day;
    }
    at = name.find_first_of("0123456789", end);
  }
  return std::nullopt;
}

}  // namespace broadsheet::importer
