#include "model/paper_id.h"

#include <string>

#include "support/catch.h"

using broadsheet::PaperId;

TEST_CASE("an arXiv id is read with or without its version") {
  struct Case {
    std::string text, id;
    int version;
  };
  const auto& [text, id, version] = GENERATE(values<Case>({
      {"2607.01234", "2607.01234", 0},
      {"2607.01234v3", "2607.01234", 3},
      {"2607.01234v12", "2607.01234", 12},
      {"0704.0001", "0704.0001", 0},      // four digits until the end of 2014
      {"2607.123456", "2607.123456", 0},  // six are foreseen
      {"hep-th/9901001v1", "hep-th/9901001", 1},
      {"math.GT/0309136", "math.GT/0309136", 0},
      {"cs/0112017", "cs/0112017", 0},
      {"cond-mat.mes-hall/0101001", "cond-mat.mes-hall/0101001", 0},
  }));
  CAPTURE(text);
  REQUIRE(PaperId::parse(text));
  CHECK(PaperId::parse(text)->str() == id);
  CHECK(PaperId::version_of(text) == version);
}

TEST_CASE("what is not an arXiv id is refused") {
  const std::string text =
      GENERATE(as<std::string>{}, "", " 2607.01234", "2607.01234 ", "2607.1", "2607.123",
               "2607.1234567", "10.1145/3292500", "2607.01234v", "2607.01234v0", "2607.01234v1v2",
               "2607.01234v12345", "2613.01234", "2600.01234", "2607.0123x", "v3", "2607", "2607.",
               ".01234", "2607,01234", "hep-th/99010", "hep-th/9913001", "/9901001",
               "HEP-TH/9901001", "math./0309136", "math.G/0309136", "-th/9901001",
               "../../etc/passwd", "a/b/9901001", "0112017", "2607.01234\n", "\xFF\xFE");
  CAPTURE(text);
  CHECK_FALSE(PaperId::parse(text));
  CHECK(PaperId::version_of(text) == 0);
}

TEST_CASE("an embedded zero byte does not end an arXiv id early") {
  CHECK_FALSE(PaperId::parse(std::string("2607.01234\0", 11)));
}

TEST_CASE("an arXiv id is safe as one file name") {
  CHECK(PaperId::parse("hep-th/9901001v2")->file_stem() == "hep-th_9901001");
  CHECK(PaperId::parse("2607.01234")->file_stem() == "2607.01234");
}

TEST_CASE("arXiv ids compare by their text") {
  CHECK(*PaperId::parse("2607.01234") == *PaperId::parse("2607.01234v2"));
  CHECK(*PaperId::parse("2607.01234") < *PaperId::parse("2607.01235"));
}

TEST_CASE("an identifier states in which month its first version came") {
  CHECK(PaperId::parse("2607.01234")->month() == broadsheet::Month(2026, 7));
  CHECK(PaperId::parse("0704.0001v2")->month() == broadsheet::Month(2007, 4));
  CHECK(PaperId::parse("hep-th/9901001")->month() == broadsheet::Month(1999, 1));
  CHECK(PaperId::parse("math.GT/0309136")->month() == broadsheet::Month(2003, 9));
}

TEST_CASE("an id has one form, whatever names the paper") {
  struct Case {
    std::string text, id;
    int version;
  };
  const auto& [text, id, version] = GENERATE(values<Case>({
      {"doi:10.1038/S41586-021-03819-2", "doi:10.1038/s41586-021-03819-2", 0},
      {"DOI:10.1038/s41586-021-03819-2", "doi:10.1038/s41586-021-03819-2", 0},
      {"doi:10.48550/arXiv.2607.01234v2", "2607.01234", 2},
      {"doi:10.1101/2021.10.04.463034", "biorxiv:10.1101/2021.10.04.463034", 0},
      {"biorxiv:10.1101/2021.10.04.463034v2", "biorxiv:10.1101/2021.10.04.463034", 2},
      {"biorxiv:10.1101/2020.02.10.20021675", "medrxiv:10.1101/2020.02.10.20021675", 0},
      {"medRxiv:10.64898/2026.03.23.26348808v2", "medrxiv:10.64898/2026.03.23.26348808", 2},
      {"doi:10.1101/134015", "biorxiv:10.1101/134015", 0},
      {"doi:10.1101/19000018", "medrxiv:10.1101/19000018", 0},
      {"biorxiv:10.1101/gr.276643.122", "doi:10.1101/gr.276643.122", 0},  // Genome Research
      {"doi:10.1101/2021.13.04.463034", "doi:10.1101/2021.13.04.463034", 0},
      {"doi:10.6084/m9.figshare.1234v2", "doi:10.6084/m9.figshare.1234v2", 0},
      {"openreview:XyZ12", "openreview:XyZ12", 0},
      {"OpenReview:rJ_x-Y2", "openreview:rJ_x-Y2", 0},
      {"doi:10.1002/(SICI)1097-4636(1998)43:4<338::AID-JBM2>3.0.CO;2-L",
       "doi:10.1002/(sici)1097-4636(1998)43:4<338::aid-jbm2>3.0.co;2-l", 0},
  }));
  CAPTURE(text);
  REQUIRE(PaperId::parse(text));
  CHECK(PaperId::parse(text)->str() == id);
  CHECK(PaperId::version_of(text) == version);
  CHECK(PaperId::parse(id) == PaperId::parse(text));
}

TEST_CASE("hostile ids with a scheme are refused") {
  const std::string text =
      GENERATE(as<std::string>{}, "doi:", "doi:10.1234", "doi:10.1234/", "doi:10.12/abc",
               "doi: 10.1234/abc", "doi:11.1234/abc", "doi:10.1234/a b", "doi:10.1234/a\"b",
               "doi:10.1234/a\\b", "doi:10.1234/../etc", "doi:10.1234/a/..", "doi:10.1234/./a",
               "doi:10.1234/a.", "doi:10.1234/\xC3\xA4", "doi:10.1234/a\n", "doi:10.12.34./a",
               "doi:10.48550/arxiv.abc", "openreview:", "openreview:a/b", "openreview:..",
               "openreview:a b c d", "biorxiv:463034", "pmid:12345678", "javascript:alert(1)",
               "doi:" + std::string("10.1234/") + std::string(300, 'a'),
               "openreview:" + std::string(65, 'a'));
  CAPTURE(text);
  CHECK_FALSE(PaperId::parse(text));
  CHECK(PaperId::version_of(text) == 0);
}

TEST_CASE("an address is read as the id of its paper") {
  struct Case {
    std::string address, id;
  };
  const auto& [address, id] = GENERATE(values<Case>({
      {"https://doi.org/10.1038/S41586-021-03819-2", "doi:10.1038/s41586-021-03819-2"},
      {"http://dx.doi.org/10.1016/S0140-6736%2805%2966899-8", "doi:10.1016/s0140-6736(05)66899-8"},
      {"https://doi.org/10.48550/arXiv.1706.03762", "1706.03762"},
      {" doi: 10.1234/abc ", "doi:10.1234/abc"},
      {"10.1234/abc", "doi:10.1234/abc"},
      {"https://openreview.net/forum?id=XyZ12abC&noteId=q", "openreview:XyZ12abC"},
      {"https://openreview.net/pdf?id=XyZ12abC", "openreview:XyZ12abC"},
      {"https://openreview.net/forum?noteId=q1234&id=XyZ12abC", "openreview:XyZ12abC"},
      {"https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1",
       "biorxiv:10.1101/2021.10.04.463034"},
      {"https://www.biorxiv.org/content/10.1101/2021.10.04.463034v2.full.pdf+html?x=1#a",
       "biorxiv:10.1101/2021.10.04.463034"},
      {"http://biorxiv.org/content/early/2017/05/05/134015", "biorxiv:10.1101/134015"},
      {"https://www.medrxiv.org/content/10.1101/2020.02.10.20021675.abstract",
       "medrxiv:10.1101/2020.02.10.20021675"},
      {"https://doi.org/10.64898/2026.01.27.702015", "biorxiv:10.64898/2026.01.27.702015"},
  }));
  CAPTURE(address);
  REQUIRE(PaperId::parse_address(address));
  CHECK(PaperId::parse_address(address)->str() == id);
}

TEST_CASE("other addresses are of no paper") {
  const std::string address =
      GENERATE(as<std::string>{}, "", "https://doi.org/", "https://example.org/10.1234/abc",
               "https://openreview.net/group?id=ICLR.cc", "https://openreview.net/forum?x=1",
               "https://www.biorxiv.org/content/early/recent", "https://www.biorxiv.org/about",
               "https://arxiv.org/abs/1706.03762", "1706.03762");
  CAPTURE(address);
  CHECK_FALSE(PaperId::parse_address(address));
}

TEST_CASE("an id knows where its paper is") {
  const PaperId arxiv = *PaperId::parse("hep-th/9901001");
  CHECK(arxiv.address() == "https://arxiv.org/abs/hep-th/9901001");
  CHECK(arxiv.pdf_address(3) == "https://arxiv.org/pdf/hep-th/9901001");
  CHECK(arxiv.html_address() == "https://arxiv.org/html/hep-th/9901001");
  CHECK(arxiv.label() == "arXiv:hep-th/9901001");
  CHECK(arxiv.doi() == "10.48550/arXiv.hep-th/9901001");

  const PaperId doi = *PaperId::parse("doi:10.1002/43:4<338::A#B>3.0%2?x");
  CHECK(doi.address() == "https://doi.org/10.1002/43:4%3C338::a%23b%3E3.0%252%3Fx");
  CHECK(doi.pdf_address().empty());
  CHECK(doi.html_address().empty());
  CHECK(doi.label() == "DOI:10.1002/43:4<338::a#b>3.0%2?x");

  const PaperId preprint = *PaperId::parse("doi:10.1101/2021.10.04.463034");
  CHECK(preprint.address() == "https://www.biorxiv.org/content/10.1101/2021.10.04.463034");
  CHECK(preprint.pdf_address() ==
        "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full.pdf");
  CHECK(preprint.html_address(2) ==
        "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v2.full");
  CHECK(preprint.label() == "bioRxiv:10.1101/2021.10.04.463034");
  CHECK(preprint.doi() == "10.1101/2021.10.04.463034");

  const PaperId review = *PaperId::parse("openreview:XyZ12");
  CHECK(review.address() == "https://openreview.net/forum?id=XyZ12");
  CHECK(review.pdf_address() == "https://openreview.net/pdf?id=XyZ12");
  CHECK(review.doi().empty());
}

TEST_CASE("the month of an id is known where the id states it") {
  CHECK(PaperId::parse("biorxiv:10.1101/2021.10.04.463034")->month() ==
        broadsheet::Month(2021, 10));
  CHECK_FALSE(PaperId::parse("biorxiv:10.1101/134015")->month());
  CHECK_FALSE(PaperId::parse("doi:10.1234/2021.10.04.463034")->month());
  CHECK_FALSE(PaperId::parse("openreview:XyZ12")->month());
}

TEST_CASE("no two ids have one file name") {
  const auto stem = [](const std::string& id) { return PaperId::parse(id)->file_stem(); };
  CHECK(stem("doi:10.1234/abc") == "doi_10.1234_abc");
  CHECK(stem("biorxiv:10.1101/2021.10.04.463034") == "biorxiv_10.1101_2021.10.04.463034");
  CHECK(stem("openreview:rJ_x-Y2") == "openreview_rJ_x-Y2");
  CHECK(stem("doi:10.1234/a/b") == "doi_10.1234_a_b");
  CHECK(stem("doi:10.1234/a_b") == "doi_10.1234_a~5fb");
  CHECK(stem("doi:10.1234/a~5fb") == "doi_10.1234_a~7e5fb");
  CHECK(stem("doi:10.1002/(sici)4<3>%;2") == "doi_10.1002_~28sici~294~3c3~3e~25~3b2");
  const std::string long_id = "doi:10.1234/" + std::string(170, 'a');
  CHECK(stem(long_id).size() <= 140);
  CHECK(stem(long_id) != stem(long_id + "b"));
  const std::string coded = "doi:10.1234/" + std::string(170, '(');
  CHECK(stem(coded).size() <= 140);
  CHECK(stem(coded) != stem(coded + ")"));
}
