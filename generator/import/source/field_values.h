#pragma once
// Values that foreign files write in several ways.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper_id.h"

namespace broadsheet::importer {

struct StatedId {
  PaperId id;
  int version = 0;  ///< 0: none is stated
};

/// "2501.00001v2", also after "arXiv:", as the address of its abstract, PDF or HTML, as arXiv's DOI
/// or OAI name; std::nullopt for anything else.
std::optional<StatedId> stated_id(std::string_view text);

/// An id that is not of arXiv: a DOI, "doi:...", "biorxiv:...", "openreview:...", or the address of
/// a paper at doi.org, bioRxiv, medRxiv or OpenReview; std::nullopt for anything else.
std::optional<StatedId> stated_other_id(std::string_view text);

/// "8", "7.5", not negative; std::nullopt for anything else ("8/10", "high").
std::optional<double> stated_score(std::string_view text);

/// The parts between commas, without blanks around them and without empty ones.
std::vector<std::string> split_at_commas(std::string_view text);

/// Names of people in one text: split at semicolons if there are any, else at commas and "and";
/// only at "and" if commas separate given names from family names. None is empty.
std::vector<std::string> split_names(std::string_view text);

/// The DOI in a text that is one: "10.1234/ABC" of "https://doi.org/10.1234/ABC" and "doi:
/// 10.1234/ABC". Empty if it is none ("n/a").
std::string bare_doi(std::string_view text);

}  // namespace broadsheet::importer
