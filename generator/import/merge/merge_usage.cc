#include "import/merge/merge_usage.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "import/merge/text_equivalence.h"
#include "json/writer.h"

namespace broadsheet::importer {
namespace {

/// A figure of Usage or Counts, with its name in messages.
template <typename Part, typename Value>
struct Field {
  const char* name;
  std::optional<Value> Part::* member;
};

constexpr std::array<Field<Usage, std::int64_t>, 3> kTokens = {{
    {"prompt tokens", &Usage::prompt_tokens},
    {"completion tokens", &Usage::completion_tokens},
    {"cached tokens", &Usage::cached_tokens},
}};

constexpr std::array<Field<Usage, double>, 4> kCosts = {{
    {"the prompt's cost", &Usage::prompt_cost},
    {"the completion's cost", &Usage::completion_cost},
    {"the cached cost", &Usage::cached_cost},
    {"the total cost", &Usage::stated_cost},
}};

constexpr std::array<Field<Counts, std::int64_t>, 3> kCounts = {{
    {"announced papers", &Counts::announced},
    {"scanned papers", &Counts::scanned},
    {"selected papers", &Counts::selected},
}};

std::string shown(std::int64_t count) { return std::to_string(count); }
std::string shown(double cost) { return "$" + json::number_text(cost); }

/// Of two equal costs, the one with more digits is used.
bool is_more_exact(double other, double value) { return decimals(other) > decimals(value); }
bool is_more_exact(std::int64_t /*other*/, std::int64_t /*value*/) { return false; }
bool is_same(double a, double b) { return same_cost(a, b); }
bool is_same(std::int64_t a, std::int64_t b) { return a == b; }

/// Sets one figure of `digest` from the first source that has it.
template <typename Part, typename Value>
void merge_field(const std::vector<const Source*>& sources, Part Digest::* part,
                 const Field<Part, Value>& field, Conflicts& conflicts, Digest& digest) {
  std::optional<Value>& value = digest.*part.*field.member;
  const Source* owner = nullptr;
  for (const Source* source : sources) {
    const std::optional<Value>& other = source->digest().*part.*field.member;
    if (!other) continue;
    if (!value || (is_same(*other, *value) && is_more_exact(*other, *value))) {
      value = other;
      owner = source;
    } else if (!is_same(*other, *value)) {
      conflicts.add(source->header_place(),
                    std::string(field.name) + " is " + shown(*other) + " here",
                    owner->header_place(), "kept is " + shown(*value));
    }
  }
}

void merge_model(const std::vector<const Source*>& sources, Conflicts& conflicts, Digest& digest) {
  const Source* owner = nullptr;
  for (const Source* source : sources) {
    const std::string& model = source->digest().model;
    if (model.empty() || model == digest.model) continue;
    if (owner == nullptr) {
      digest.model = model;
      owner = source;
    } else {
      conflicts.add(source->header_place(), "the model is '" + model + "' here",
                    owner->header_place(), "kept is '" + digest.model + "'");
    }
  }
}

}  // namespace

void merge_usage(const std::vector<Source>& sources, Conflicts& conflicts, Digest& digest) {
  const std::vector<const Source*> ordered = by_priority(sources, Matter::Usage);
  merge_model(ordered, conflicts, digest);
  for (const auto& field : kTokens) merge_field(ordered, &Digest::usage, field, conflicts, digest);
  for (const auto& field : kCosts) merge_field(ordered, &Digest::usage, field, conflicts, digest);
  for (const auto& field : kCounts) merge_field(ordered, &Digest::counts, field, conflicts, digest);
}

}  // namespace broadsheet::importer
