// Xapian as its library does things when told nothing else: TermGenerator and QueryParser with the
// English stemmer, STEM_SOME, default flags, OP_OR, BM25 with its default parameters, no weights of
// fields. A peer of the quality bench.
//
// xapian_defaults DOCUMENTS.json QUERIES.json   the ids of the ten best of each query, one JSON
// array a line

#include <xapian.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using Json = nlohmann::json;

constexpr Xapian::doccount kShown = 10;

Json read_json(const char* path) {
  std::ifstream in(path);
  return Json::parse(in);
}

Xapian::WritableDatabase index_of(const Json& papers) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  for (const Json& paper : papers) {
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    std::string names;
    for (const Json& author : paper["authors"]) names += author.get<std::string>() + ", ";
    for (const std::string& text :
         {paper["title"].get<std::string>(), names, paper["comment"].get<std::string>(),
          paper["abstract"].get<std::string>()}) {
      generator.index_text(text);
      generator.increase_termpos();
    }
    document.set_data(paper["id"].get<std::string>());
    database.add_document(document);
  }
  return database;
}

Json answer(const Xapian::Database& database, Xapian::QueryParser& parser,
            const std::string& query) {
  Json ids = Json::array();
  Xapian::Enquire enquire(database);
  try {
    enquire.set_query(parser.parse_query(query));
  } catch (const Xapian::QueryParserError&) {
    return ids;  // a whole title may hold what it takes for syntax
  }
  const Xapian::MSet found = enquire.get_mset(0, kShown);
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    ids.push_back(hit.get_document().get_data());
  }
  return ids;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: xapian_defaults DOCUMENTS.json QUERIES.json\n");
    return 2;
  }
  try {
    const Xapian::WritableDatabase database = index_of(read_json(arguments[1]));
    Xapian::QueryParser parser;
    parser.set_database(database);
    parser.set_stemmer(Xapian::Stem("en"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    for (const Json& query : read_json(arguments[2])) {
      std::cout << answer(database, parser, query["query"].get<std::string>()).dump() << '\n';
    }
  } catch (const Xapian::Error& error) {
    std::fprintf(stderr, "%s\n", error.get_description().c_str());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
