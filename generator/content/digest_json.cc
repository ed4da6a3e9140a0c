#include "content/digest_json.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "content/fields.h"
#include "content/read_papers.h"
#include "json/document.h"
#include "json/shape_reader.h"
#include "text/cleanup.h"

namespace broadsheet::content {
namespace {

using json::Node;
using json::ShapeReader;

constexpr double kMaxCost = 1e9;  // US dollars
constexpr std::size_t kMaxPromptName = 100;

const std::vector<std::string> kStatuses(kDayStatusNames.begin(), kDayStatusNames.end());

template <auto field>
void set_count(ShapeReader& shapes, const Node& value, auto& target) {
  target.*field = shapes.read_count(value);
}

template <std::optional<double> Usage::* field>
void set_cost(ShapeReader& shapes, const Node& value, Usage& usage) {
  usage.*field = shapes.read_number(value, 0, kMaxCost);
}

constexpr Field<Usage> kUsageFields[] = {
    {"prompt_tokens", set_count<&Usage::prompt_tokens>},
    {"completion_tokens", set_count<&Usage::completion_tokens>},
    {"cached_tokens", set_count<&Usage::cached_tokens>},
    {"prompt_cost_usd", set_cost<&Usage::prompt_cost>},
    {"completion_cost_usd", set_cost<&Usage::completion_cost>},
    {"cached_cost_usd", set_cost<&Usage::cached_cost>},
    {"total_cost_usd", set_cost<&Usage::stated_cost>},
};

constexpr Field<Counts> kCountFields[] = {
    {"announced", set_count<&Counts::announced>},
    {"scanned", set_count<&Counts::scanned>},
    {"selected", set_count<&Counts::selected>},
};

bool is_prompt_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxPromptName || name.front() == '.') return false;
  for (const char c : name) {
    const bool sign = c == '-' || c == '_' || c == '.';
    if (!sign && !is_ascii_letter(c) && !is_ascii_digit(c)) return false;
  }
  return true;
}

void set_prompt(ShapeReader& shapes, const Node& value, Digest& digest) {
  if (!shapes.expect(value, json::Kind::Text) || value.text().empty()) return;
  if (is_prompt_name(value.text())) {
    digest.prompt = value.text();
  } else {
    shapes.error(value, "a prompt is named by letters, digits, '-', '_' and '.', not " +
                            json::quoted(value.text()));
  }
}

void ignore(ShapeReader&, const Node&, Digest&) {}

constexpr Field<Digest> kDayFields[] = {
    {"format", ignore},  // read before the others
    {"date", ignore},
    {"status",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       digest.status = static_cast<DayStatus>(shapes.read_choice(value, kStatuses));
     }},
    {"status_reason", [](ShapeReader& shapes, const Node& value,
                         Digest& digest) { digest.status_reason = shapes.read_text(value); }},
    {"sample",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       digest.sample = shapes.expect(value, json::Kind::Bool) && value.boolean();
     }},
    {"model", [](ShapeReader& shapes, const Node& value,
                 Digest& digest) { digest.model = shapes.read_line(value, text::kMaxNameBytes); }},
    {"usage",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       if (!shapes.expect(value, json::Kind::Object)) return;
       read_fields<Usage>(shapes, value, kUsageFields, digest.usage);
     }},
    {"counts",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       if (!shapes.expect(value, json::Kind::Object)) return;
       read_fields<Counts>(shapes, value, kCountFields, digest.counts);
     }},
    {"prompt", set_prompt},
    {"unanswered",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       digest.unanswered = shapes.read_lines(value, "an id without a verdict");
     }},
    {"editorial", [](ShapeReader& shapes, const Node& value,
                     Digest& digest) { digest.editorial = read_editorial(value, shapes); }},
    {"week_editorial",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       digest.week_editorial = read_editorial(value, shapes);
     }},
    {"month_editorial",
     [](ShapeReader& shapes, const Node& value, Digest& digest) {
       digest.month_editorial = read_editorial(value, shapes);
     }},
    {"papers", [](ShapeReader& shapes, const Node& value,
                  Digest& digest) { digest.papers = read_papers(value, shapes); }},
    {"verdicts", [](ShapeReader& shapes, const Node& value,
                    Digest& digest) { digest.verdicts = read_verdicts(value, shapes); }},
    {"extra", [](ShapeReader& shapes, const Node& value,
                 Digest& digest) { digest.extra = shapes.read_object(value); }},
};

bool check_format(ShapeReader& shapes, const Node& root) {
  const std::optional<Node> format = root.find("format");
  if (!format) {
    shapes.error(root, "the key 'format' is missing; digests of this version have \"format\": 1");
    return false;
  }
  const std::optional<std::int64_t> number = format->integer();
  if (!number || *number < 1) {
    shapes.error(*format, "'format' should be the number 1");
    return false;
  }
  if (*number > kFormatVersion) {
    shapes.error(*format, "format " + std::to_string(*number) +
                              " is newer than this program reads (" +
                              std::to_string(kFormatVersion) + "); use a newer broadsheet");
    return false;
  }
  return true;
}

std::optional<Day> read_date(ShapeReader& shapes, const Node& root) {
  const std::optional<Node> value = root.find("date");
  if (!value) {
    shapes.error(root, "the key 'date' is missing");
    return std::nullopt;
  }
  if (!shapes.expect(*value, json::Kind::Text)) return std::nullopt;
  const std::optional<Day> date = Day::parse(value->text());
  if (!date) {
    shapes.error(*value, "'date' should be an existing day as \"2026-07-14\", not " +
                             json::quoted(value->text()));
  }
  return date;
}

/// Earlier versions of this program wrote a stated total to `extra`.
void take_stated_cost(Digest& digest) {
  const json::Value* stated = digest.extra.find("total_cost_usd");
  if (stated == nullptr || digest.usage.stated_cost) return;
  const std::optional<double> cost = stated->number();
  if (!cost || *cost < 0 || *cost > kMaxCost) return;
  digest.usage.stated_cost = cost;
  digest.extra.erase("total_cost_usd");
}

void read_day(ShapeReader& shapes, const Node& root, Digest& digest) {
  constexpr std::span<const Field<Digest>> kFields(kDayFields);
  json::Object unknown;
  const std::vector<bool> seen = read_fields(shapes, root, kFields, digest, &unknown);
  require_field(shapes, root, kFields, seen, "papers",
                "the key 'papers' is missing; a day without papers has []");
  digest.extra.merge(unknown);
  take_stated_cost(digest);
}

}  // namespace

std::optional<Digest> parse_digest(std::string_view bytes, const std::string& path,
                                   Diagnostics& problems) {
  const std::optional<json::Document> document =
      json::Document::parse(std::string(bytes), path, problems);
  if (!document) return std::nullopt;
  ShapeReader shapes(*document, problems);
  const Node root = document->root();
  if (!root.is(json::Kind::Object)) {
    shapes.error(root, "a digest is an object, not " + std::string(name_of(root.kind())));
    return std::nullopt;
  }
  if (!check_format(shapes, root)) return std::nullopt;
  const std::optional<Day> date = read_date(shapes, root);
  Digest digest{.date = date.value_or(Day(1, 1, 1))};
  digest.path = path;
  read_day(shapes, root, digest);
  shapes.count_rest();
  if (shapes.errors() > 0) return std::nullopt;
  return digest;
}

std::optional<std::vector<Entry>> papers_of(const json::Value& list) {
  const json::Document document = json::Document::of(list, {});
  Diagnostics unused;
  ShapeReader shapes(document, unused);
  std::vector<Entry> papers = read_papers(document.root(), shapes);
  if (shapes.errors() > 0) return std::nullopt;
  return papers;
}

}  // namespace broadsheet::content
