#pragma once
// Which papers of a library are known here: by id, DOI or title.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "taste/taste.h"

namespace broadsheet::taste {

/// Papers of content/ and the inbox, by each of their names.
class PaperMatcher {
 public:
  /// The first text of an id counts.
  void add(const PaperId& id, const std::string& doi, const std::string& title,
           const std::vector<std::string>& authors, const std::string& abstract);

  /// Gives the paper what it lacks: id, title, authors, abstract. A title counts if one known paper
  /// has it and, where both name authors, one family name agrees.
  /// @return whether it is known
  bool complete(Paper& paper) const;

 private:
  std::optional<std::size_t> find(const Paper& paper) const;

  std::vector<Paper> papers_;
  std::map<std::string, std::size_t> by_id_;
  std::map<std::string, std::size_t> by_doi_;
  std::multimap<std::string, std::size_t> by_title_;
};

}  // namespace broadsheet::taste
