#include "import/readers/mail_records.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "import/records/find_id.h"
#include "import/source/day_text.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

/// "to  Thu 21 Nov 24 19:00:00 GMT": papers of that day are announced on the next weekday.
std::optional<Day> announced_after(std::string_view line) {
  const std::size_t to = line.rfind(" to ");
  if (line.find("received from") == std::string_view::npos || to == std::string_view::npos) {
    return std::nullopt;
  }
  // The year has two digits.
  std::string text;
  int words = 0;
  for (std::string_view rest = trimmed(line.substr(to + 4)); !rest.empty() && words < 4; ++words) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    text += (words == 3 && end == 2 ? " 20" : " ") + std::string(rest.substr(0, end));
    rest = trimmed(rest.substr(end));
  }
  const std::optional<Day> last = last_day_in(text);
  if (!last) return std::nullopt;
  Day day = last->plus(1);
  while (day.is_weekend()) day = day.plus(1);
  return day;
}

class MailReader {
 public:
  explicit MailReader(const RecordSink& sink) : sink_(sink) {}

  void read(std::string_view line, int number) {
    if (const auto day = announced_after(line)) day_ = day;
    if (line.starts_with("\\\\")) return read_mark(line);
    if (part_ == Part::Outside) return;
    if (part_ == Part::Abstract) return append("abstract", line);
    if (line.starts_with("arXiv:") && record_.line == 0) return begin(line, number);
    if (line.starts_with("replaced with")) {
      record_.members.set("announce type", "replace");
    } else if (!line.empty() && line.front() != ' ') {
      read_header(line);
    } else if (!name_.empty() && !trimmed(line).empty()) {
      append(name_, line);
    }
  }

  void finish() {
    for (auto& [name, text] : texts_) record_.members.add(name, std::move(text));
    texts_.clear();
    if (record_.line > 0) sink_(std::move(record_));
    record_ = Record();
  }

 private:
  enum class Part { Outside, Header, Abstract };

  /// "\\" begins a header, ends it, and ends the abstract; the last one has the address.
  void read_mark(std::string_view line) {
    const bool address = trimmed(line.substr(2)).starts_with('(');
    if (part_ == Part::Header && !address && record_.line > 0) {
      part_ = Part::Abstract;
    } else if (part_ != Part::Outside && record_.line > 0) {
      finish();
      part_ = address ? Part::Outside : Part::Header;
    } else {
      part_ = Part::Header;
    }
    name_.clear();
  }

  void begin(std::string_view line, int number) {
    record_.line = number;
    if (const std::optional<StatedId> id = find_id_address(line)) {
      record_.members.add("id", id->id.str());
    }
    const bool cross = line.find("cross-list") != std::string_view::npos;
    record_.members.add("announce type", cross ? "cross" : "new");
    if (day_) record_.members.add("date", day_->str());
  }

  void read_header(std::string_view line) {
    constexpr std::array<std::array<std::string_view, 2>, 8> kNames = {{
        {"Title", "title"},
        {"Authors", "authors"},
        {"Author", "authors"},
        {"Categories", "categories"},
        {"Comments", "author comment"},
        {"Journal-ref", "journal ref"},
        {"DOI", "doi"},
        {"License", "license"},
    }};
    name_.clear();
    const std::size_t colon = std::min(line.find(':'), line.size());
    for (const auto& [name, member] : kNames) {
      if (line.substr(0, colon) == name) name_ = member;
    }
    if (!name_.empty()) append(name_, line.substr(std::min(colon + 1, line.size())));
  }

  void append(const std::string& name, std::string_view text) {
    std::string& whole = texts_[name];
    if (!whole.empty()) whole += '\n';
    whole += trimmed(text);
  }

  const RecordSink& sink_;
  Part part_ = Part::Outside;
  Record record_;
  std::map<std::string, std::string> texts_;
  std::string name_;  ///< of the header that a line continues
  std::optional<Day> day_;
};

/// Calls `visit` with each line, without its end, and its number until it returns false.
template <typename Visit>
void each_line(std::string_view text, Visit visit) {
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!visit(line, number)) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

bool is_arxiv_mail(std::string_view text) {
  bool mark = false;
  bool found = false;
  each_line(text, [&](std::string_view line, int) {
    found = mark && line.starts_with("arXiv:") && find_id_address(line).has_value();
    mark = line == "\\\\";
    return !found;
  });
  return found;
}

void mail_records(std::string_view text, const RecordSink& sink) {
  MailReader reader(sink);
  each_line(text, [&](std::string_view line, int number) {
    reader.read(line, number);
    return true;
  });
  reader.finish();
}

}  // namespace broadsheet::importer
