#include "import/readers/reference_records.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "import/records/find_id.h"
#include "text/utf8.h"

namespace broadsheet::importer {
namespace {

bool is_letters(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_letter);
}

/// What "@" and a word begin, where the word is no type of entries.
bool is_command(std::string_view type) {
  const std::string lowered = lower_ascii(type);
  return lowered == "string" || lowered == "comment" || lowered == "preamble";
}

/// The word between "@" and a bracket at the beginning of a line; empty if there is none.
std::string_view type_in_line(std::string_view line) {
  const std::size_t open = line.find_first_of("{(");
  if (!line.starts_with('@') || open == std::string_view::npos) return {};
  const std::string_view type = trimmed(line.substr(1, open - 1));
  return is_letters(type) ? type : std::string_view();
}

/// Names of BibTeX that mean something else elsewhere.
std::string member_name(std::string_view name) {
  std::string lowered = lower_ascii(name);
  if (lowered == "note") return "author comment";
  return lowered;
}

/// "2024-05" of a year and a month, which may be a number or a name such as "may".
std::string published_of(const json::Object& members) {
  const auto text_of_member = [&](std::string_view name) {
    const json::Value* value = members.find(name);
    return value == nullptr || value->text() == nullptr ? std::string()
                                                        : lower_ascii(trimmed(*value->text()));
  };
  const std::string year = text_of_member("year");
  const std::string stated = text_of_member("month");
  if (!Month::parse(year + "-01")) return {};
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  const std::size_t at = stated.size() < 3 ? std::string::npos : kMonths.find(stated.substr(0, 3));
  std::string month = at != std::string::npos && at % 3 == 0 ? std::to_string(at / 3 + 1) : stated;
  if (month.size() == 1) month.insert(month.begin(), '0');
  return Month::parse(year + "-" + month) ? year + "-" + month : year;
}

/// Whether a brace after `text` opens an argument: of "\\textbf", "\\'", "\\href{a}", "x_".
bool ends_in_command(std::string_view text) {
  if (text.ends_with('}') || text.ends_with('_') || text.ends_with('^')) return true;
  std::size_t at = text.size();
  while (at > 0 && is_ascii_letter(text[at - 1])) --at;
  if (at == text.size() && at > 0) --at;  // a sign, as of an accent
  return at > 0 && text[at - 1] == '\\' && (at < 2 || text[at - 2] != '\\');
}

/// A person in BibTeX's forms, in the order of reading: "Lovelace, Ada", "King, Jr., Martin
/// Luther", "Ada Lovelace". A name in braces is that of a group.
std::string person_name(std::string_view written) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : written) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c == ',' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) part = trimmed(part);
  if (parts.size() == 2) return parts[1] + " " + parts[0];
  if (parts.size() == 3) return parts[2] + " " + parts[0] + ", " + parts[1];
  return std::string(trimmed(written));
}

/// A name without the braces that keep it together; those of accents stay.
std::string without_outer_braces(std::string name) {
  std::string kept;
  std::vector<bool> groups;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '{') {
      groups.push_back(name.substr(i + 1, 1) == "\\" || ends_in_command(kept));
      if (groups.back()) kept += name[i];
    } else if (name[i] == '}' && !groups.empty()) {
      if (groups.back()) kept += name[i];
      groups.pop_back();
    } else {
      kept += name[i];
    }
  }
  return kept;
}

/// The persons of an author field, which " and " separates outside braces.
json::List person_names(std::string_view authors) {
  json::List names;
  std::size_t begin = 0;
  int depth = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view written = trimmed(authors.substr(begin, end - begin));
    if (!written.empty()) names.emplace_back(without_outer_braces(person_name(written)));
  };
  for (std::size_t at = 0; at < authors.size(); ++at) {
    if (authors[at] == '{') ++depth;
    if (authors[at] == '}') --depth;
    if (depth != 0 || !authors.substr(at).starts_with(" and ")) continue;
    add(at);
    begin = at + 5;
    at += 3;
  }
  add(authors.size());
  return names;
}

/// The id where a member about the source has it: "arXiv preprint arXiv:2603.00004" as the journal,
/// "abs/2603.00004" as the volume, or as all of a note.
void add_id_of_source(json::Object& members) {
  if (members.find("eprint") != nullptr || members.find("arxiv") != nullptr) return;
  for (const std::string_view name :
       {"journal", "volume", "number", "howpublished", "publisher", "author comment"}) {
    const json::Value* value = members.find(name);
    if (value == nullptr || value->text() == nullptr) continue;
    std::string_view text = trimmed(*value->text());
    if (name == "volume" && text.starts_with("abs/")) text.remove_prefix(4);
    const std::optional<StatedId> id =
        name == "journal" || name == "howpublished" ? find_id_address(text) : stated_id(text);
    if (!id) continue;
    members.add("arxiv", id->id.str() + (id->version > 0 ? "v" + std::to_string(id->version) : ""));
    return;
  }
}

class BibtexReader {
 public:
  BibtexReader(std::string_view text, const RecordSink& sink) : text_(text), sink_(sink) {}

  void run() {
    while (at_ < text_.size()) {
      const std::size_t next = text_.find('@', at_);
      if (next == std::string_view::npos) return;
      advance(next + 1);
      const std::size_t open = text_.find_first_of("{(\n", at_);
      if (open == std::string_view::npos) return;
      const std::string_view type = trimmed(text_.substr(at_, open - at_));
      if (text_[open] == '\n' || !is_letters(type) || is_command(type)) continue;
      advance(open + 1);
      read_entry();
    }
  }

 private:
  void advance(std::size_t to) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    at_ = to;
  }

  void skip_space() { advance(std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size())); }

  void read_entry() {
    Record record{.line = line_};
    const std::size_t comma = std::min(text_.find_first_of(",}", at_), text_.size());
    record.members.add("citation key", trimmed(text_.substr(at_, comma - at_)));
    advance(comma);
    while (at_ < text_.size() && text_[at_] == ',') {
      advance(at_ + 1);
      skip_space();
      const std::size_t equals = text_.find_first_of("=,}@", at_);
      if (equals == std::string_view::npos || text_[equals] != '=') break;
      const std::string name = member_name(trimmed(text_.substr(at_, equals - at_)));
      advance(equals + 1);
      if (name == "author") {
        record.members.add(name, person_names(value(Braces::All)));
      } else {
        record.members.add(name, value(Braces::OfTex));
      }
      skip_space();
    }
    add(std::move(record));
  }

  /// Which braces of a value are kept: those of formulas, commands and accents, not those that keep
  /// the case of letters; or all.
  enum class Braces { OfTex, All };

  std::string value(Braces kept) {
    std::string value;
    do {
      if (at_ < text_.size() && text_[at_] == '#') advance(at_ + 1);
      skip_space();
      value += part(kept);
      skip_space();
    } while (at_ < text_.size() && text_[at_] == '#');
    return text::collapse_space(value);
  }

  std::string part(Braces kept) {
    if (at_ >= text_.size()) return {};
    const char open = text_[at_];
    if (open != '{' && open != '"') {
      const std::size_t end = std::min(text_.find_first_of(",}#\n", at_), text_.size());
      std::string bare(trimmed(text_.substr(at_, end - at_)));
      advance(end);
      return bare;
    }
    std::string value;
    std::vector<bool> groups;  // of each open brace inside, whether it is kept
    bool in_formula = false;
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      if (c == '\\' && end + 1 < text_.size()) {
        value += c;
        value += text_[++end];
        continue;
      }
      if (c == '$') in_formula = !in_formula;
      if (c == '}') {
        if (groups.empty()) break;  // also without an open one
        if (groups.back()) value += c;
        groups.pop_back();
      } else if (c == '{') {
        const bool of_tex =
            in_formula || text_.substr(end + 1, 1) == "\\" || ends_in_command(value);
        groups.push_back(kept == Braces::All || of_tex);
        if (groups.back()) value += c;
      } else if (c == '"' && open == '"' && groups.empty()) {
        break;
      } else {
        value += c;
      }
    }
    advance(std::min(end + 1, text_.size()));
    return value;
  }

  void add(Record record) {
    // The key of an entry may be its id, as arXiv writes it.
    const json::Value* key = record.members.find("citation key");
    if (key != nullptr && key->text() != nullptr) record.key = *key->text();
    record.published = published_of(record.members);
    add_id_of_source(record.members);
    for (const std::string_view name : {"citation key", "archiveprefix", "year", "month"}) {
      record.members.erase(name);
    }
    sink_(std::move(record));
  }

  std::string_view text_;
  const RecordSink& sink_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

bool is_bibtex(std::string_view text) {
  text = without_mark(text);
  bool command = false;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::string_view type = type_in_line(line);
    if (!type.empty() && !is_command(type)) return true;
    // What follows "@comment" or "@string" may have lines of any kind.
    command = command || !type.empty();
    if (!command && !line.empty() && !line.starts_with('%')) return false;
  }
  return false;
}

bool has_bibtex(std::string_view text) {
  while (!text.empty()) {
    const std::string_view type = type_in_line(take_line(text));
    if (!type.empty() && !is_command(type)) return true;
  }
  return false;
}

void bibtex_records(std::string_view text, const RecordSink& sink) {
  BibtexReader(text, sink).run();
}

}  // namespace broadsheet::importer
