#include "model/known_papers.h"

#include <string>

#include "support/catch.h"

using broadsheet::KnownPapers;
using broadsheet::PaperId;

namespace {

std::string add(KnownPapers& known, const std::string& id, const std::string& doi = "") {
  return known.add(*PaperId::parse(id), doi).str();
}

}  // namespace

TEST_CASE("entries with one DOI are one paper") {
  KnownPapers known;
  CHECK(add(known, "2607.01234", "10.1234/ABC") == "2607.01234");
  CHECK(add(known, "doi:10.1234/abc") == "2607.01234");
  CHECK(add(known, "doi:10.1234/abc") == "2607.01234");
  CHECK(add(known, "doi:10.1234/other") == "doi:10.1234/other");
  CHECK(add(known, "openreview:XyZ12", "10.1234/other") == "doi:10.1234/other");
  CHECK(add(known, "biorxiv:10.1101/2021.10.04.463034", "10.1038/x") ==
        "biorxiv:10.1101/2021.10.04.463034");
  CHECK(add(known, "doi:10.1038/x") == "biorxiv:10.1101/2021.10.04.463034");
}

TEST_CASE("the first entry decides on the id") {
  KnownPapers known;
  CHECK(add(known, "doi:10.1234/abc") == "doi:10.1234/abc");
  CHECK(add(known, "2607.01234", "10.1234/abc") == "doi:10.1234/abc");
}

TEST_CASE("two arXiv ids are two papers, whatever DOI they state") {
  KnownPapers known;
  CHECK(add(known, "2607.01234", "10.1234/volume") == "2607.01234");
  CHECK(add(known, "2607.01235", "10.1234/volume") == "2607.01235");
  CHECK(add(known, "2607.01235") == "2607.01235");
}

TEST_CASE("what is no DOI joins nothing") {
  KnownPapers known;
  CHECK(add(known, "2607.01234", "see the journal") == "2607.01234");
  CHECK(add(known, "openreview:XyZ12", "see the journal") == "openreview:XyZ12");
  CHECK(add(known, "openreview:XyZ13") == "openreview:XyZ13");
}
