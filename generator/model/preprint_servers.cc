#include "model/preprint_servers.h"

#include <algorithm>

#include "base/ascii.h"

namespace broadsheet {
namespace {

constexpr std::string_view kBiorxiv[] = {"animal behavior and cognition",
                                         "biochemistry",
                                         "bioengineering",
                                         "bioinformatics",
                                         "biophysics",
                                         "cancer biology",
                                         "cell biology",
                                         "clinical trials",
                                         "developmental biology",
                                         "ecology",
                                         "epidemiology",
                                         "evolutionary biology",
                                         "genetics",
                                         "genomics",
                                         "immunology",
                                         "microbiology",
                                         "molecular biology",
                                         "neuroscience",
                                         "paleontology",
                                         "pathology",
                                         "pharmacology and toxicology",
                                         "physiology",
                                         "plant biology",
                                         "scientific communication and education",
                                         "synthetic biology",
                                         "systems biology",
                                         "zoology"};

constexpr std::string_view kMedrxiv[] = {"addiction medicine",
                                         "allergy and immunology",
                                         "anesthesia",
                                         "cardiovascular medicine",
                                         "dentistry and oral medicine",
                                         "dermatology",
                                         "emergency medicine",
                                         "endocrinology",
                                         "epidemiology",
                                         "forensic medicine",
                                         "gastroenterology",
                                         "genetic and genomic medicine",
                                         "geriatric medicine",
                                         "health economics",
                                         "health informatics",
                                         "health policy",
                                         "health systems and quality improvement",
                                         "hematology",
                                         "hiv aids",
                                         "infectious diseases",
                                         "intensive care and critical care medicine",
                                         "medical education",
                                         "medical ethics",
                                         "nephrology",
                                         "neurology",
                                         "nursing",
                                         "nutrition",
                                         "obstetrics and gynecology",
                                         "occupational and environmental health",
                                         "oncology",
                                         "ophthalmology",
                                         "orthopedics",
                                         "otolaryngology",
                                         "pain medicine",
                                         "palliative medicine",
                                         "pathology",
                                         "pediatrics",
                                         "pharmacology and therapeutics",
                                         "primary care research",
                                         "psychiatry and clinical psychology",
                                         "public and global health",
                                         "radiology and imaging",
                                         "rehabilitation medicine and physical therapy",
                                         "respiratory medicine",
                                         "rheumatology",
                                         "sexual and reproductive health",
                                         "sports medicine",
                                         "surgery",
                                         "toxicology",
                                         "transplantation",
                                         "urology"};

}  // namespace

const std::array<PreprintServer, 2>& preprint_servers() {
  static constexpr std::array<PreprintServer, 2> kServers = {
      {{.id = "biorxiv", .scheme = IdScheme::Biorxiv, .categories = kBiorxiv},
       {.id = "medrxiv", .scheme = IdScheme::Medrxiv, .categories = kMedrxiv}}};
  return kServers;
}

std::string plain_category(std::string_view text) {
  std::string plain;
  bool gap = false;
  for (const char c : text.substr(0, text.find('('))) {
    const bool kept = is_ascii_letter(c) || is_ascii_digit(c);
    if (kept && gap && !plain.empty()) plain += ' ';
    gap = !kept;
    if (kept) plain += c;
  }
  return lower_ascii(plain);
}

std::optional<std::string_view> find_category(const PreprintServer& server, std::string_view text) {
  const auto found =
      std::find(server.categories.begin(), server.categories.end(), plain_category(text));
  if (found == server.categories.end()) return std::nullopt;
  return *found;
}

}  // namespace broadsheet
