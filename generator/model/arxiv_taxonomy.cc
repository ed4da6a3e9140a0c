#include "model/arxiv_taxonomy.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/edit_distance.h"

namespace broadsheet {
namespace {

constexpr ArxivCategory kCategories[] = {
#include "model/arxiv_categories.inc"
};

constexpr ArxivCategory kArchives[] = {
    {"astro-ph", "Astrophysics"},
    {"cond-mat", "Condensed Matter"},
    {"cs", "Computer Science"},
    {"econ", "Economics"},
    {"eess", "Electrical Engineering and Systems Science"},
    {"math", "Mathematics"},
    {"nlin", "Nonlinear Sciences"},
    {"physics", "Physics"},
    {"q-bio", "Quantitative Biology"},
    {"q-fin", "Quantitative Finance"},
    {"stat", "Statistics"},
};

/// Archives that are closed, and the category that holds their papers now.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kClosed = {{
    {"acc-phys", "physics.acc-ph"},
    {"adap-org", "nlin.AO"},
    {"alg-geom", "math.AG"},
    {"ao-sci", "physics.ao-ph"},
    {"atom-ph", "physics.atom-ph"},
    {"bayes-an", "physics.data-an"},
    {"chao-dyn", "nlin.CD"},
    {"chem-ph", "physics.chem-ph"},
    {"cmp-lg", "cs.CL"},
    {"comp-gas", "nlin.CG"},
    {"dg-ga", "math.DG"},
    {"funct-an", "math.FA"},
    {"mtrl-th", "cond-mat.mtrl-sci"},
    {"patt-sol", "nlin.PS"},
    {"plasm-ph", "physics.plasm-ph"},
    {"q-alg", "math.QA"},
    {"solv-int", "nlin.SI"},
    {"supr-con", "cond-mat.supr-con"},
}};

/// An id as it is compared: "HEP_TH" is "hep-th".
std::string plain_id(std::string_view text) {
  std::string id = lower_ascii(trimmed(text));
  std::replace_if(id.begin(), id.end(), [](char c) { return c == '_' || c == ' '; }, '-');
  return id;
}

template <typename Visit>
void each_category(const Visit& visit) {
  for (const ArxivCategory& category : kCategories) visit(category);
  for (const ArxivCategory& archive : kArchives) visit(archive);
}

std::string classes_of(std::string_view archive) {
  std::string classes;
  for (const ArxivCategory& category : kCategories) {
    if (category.archive() != archive || category.id == archive) continue;
    classes += (classes.empty() ? "" : ", ") + std::string(category.id.substr(archive.size() + 1));
  }
  return classes;
}

}  // namespace

std::span<const ArxivCategory> arxiv_categories() { return kCategories; }

std::span<const ArxivCategory> arxiv_archives() { return kArchives; }

const ArxivCategory* find_category(std::string_view id) {
  const ArxivCategory* found = nullptr;
  each_category([&](const ArxivCategory& category) {
    if (category.id == id) found = &category;
  });
  return found;
}

std::string_view main_category(std::string_view id) {
  const ArxivCategory* found = find_category(id);
  return found != nullptr && !found->same_as.empty() ? found->same_as : id;
}

std::vector<const ArxivCategory*> categories_called(std::string_view text) {
  const std::string id = plain_id(text), name = lower_ascii(trimmed(text));
  std::vector<const ArxivCategory*> found;
  each_category([&](const ArxivCategory& category) {
    if (lower_ascii(category.id) == id || lower_ascii(category.name) == name) {
      found.push_back(&category);
    }
  });
  const auto is_repeated = [all = found](const ArxivCategory* one) {
    return std::any_of(all.begin(), all.end(),
                       [&](const ArxivCategory* other) { return other->id == one->same_as; });
  };
  std::erase_if(found, is_repeated);
  return found;
}

std::string category_hint(std::string_view text) {
  if (const auto called = categories_called(text); !called.empty()) {
    return suggestion(std::string(called.front()->id));
  }
  const std::string id = plain_id(text);
  for (const auto& [closed, now] : kClosed) {
    if (id == closed)
      return "; this archive is closed, its papers are in '" + std::string(now) + "'";
  }
  const std::string archive = id.substr(0, id.find('.'));
  const std::string class_name = id.substr(std::min(archive.size() + 1, id.size()));
  const bool has_class = !class_name.empty();
  const bool is_plain = std::all_of(class_name.begin(), class_name.end(),
                                    [](char c) { return is_ascii_letter(c) || c == '-'; });
  if (const std::string classes = classes_of(archive); has_class && is_plain && !classes.empty()) {
    return "; the classes of '" + archive + "' are " + classes;
  }
  std::string best;
  int least = has_class ? 2 : 3;
  each_category([&](const ArxivCategory& category) {
    for (const std::string_view known : {category.id, category.name}) {
      const int distance = edit_distance(id, plain_id(known), least - 1);
      if (distance >= least || static_cast<std::size_t>(distance) * 3 > id.size()) continue;
      least = distance;
      best = category.id;
    }
  });
  return best.empty() ? "" : suggestion(best);
}

}  // namespace broadsheet
