// Ranks articles as stock Xapian does: TermGenerator, Stem("italian"), QueryParser, BM25Weight, all
// with their defaults, but words joined by OR, which is the query parser's default operator.
#include <xapian.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

constexpr const char* kUsage =
    "usage: xapian_run index some|all ARTICLES.jsonl DIR\n"
    "       xapian_run search some|all DIR QUERIES.tsv HITS   (the run goes to stdout)\n"
    "some: the default, STEM_SOME; all: STEM_ALL, which stems capitalised words of a query too\n";

std::ifstream open(const char* path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  return file;
}

void index(bool stem_all, const char* articles, const char* folder) {
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("italian"));
  if (stem_all) generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
  std::ifstream file = open(articles);
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json article = nlohmann::json::parse(line);
    Xapian::Document document;
    document.set_data(article.at("id").get<std::string>());
    generator.set_document(document);
    for (const char* field : {"title", "subtitle", "body"}) {
      generator.index_text(article.value(field, std::string()));
      generator.increase_termpos();
    }
    database.add_document(document);
  }
  database.commit();
}

// ASCII signs mean something to the query parser; an apostrophe or a stop inside a word does not.
std::string without_signs(std::string query) {
  for (char& c : query) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !std::isalnum(byte) && c != '\'' && c != '.') c = ' ';
  }
  return query;
}

Xapian::QueryParser make_parser(bool stem_all) {
  Xapian::QueryParser parser;
  parser.set_stemmer(Xapian::Stem("italian"));
  if (stem_all) parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
  parser.set_default_op(Xapian::Query::OP_OR);
  return parser;
}

void print_hits(const std::string& id, const Xapian::MSet& hits) {
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    std::printf("%s Q0 %s %u %.6f xapian\n", id.c_str(), hit.get_document().get_data().c_str(),
                hit.get_rank() + 1, hit.get_weight());
  }
}

void search(bool stem_all, const char* folder, const char* queries, Xapian::doccount limit) {
  const Xapian::Database database(folder);
  Xapian::QueryParser parser = make_parser(stem_all);
  Xapian::Enquire enquire(database);
  std::ifstream file = open(queries);
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) throw std::runtime_error("a query without a tab: " + line);
    // No flags: AND and NOT in a headline are words.
    enquire.set_query(parser.parse_query(without_signs(line.substr(tab + 1)), 0));
    print_hits(line.substr(0, tab), enquire.get_mset(0, limit));
  }
}

int run(int argc, char** argv) {
  const std::string_view verb = argc > 2 ? argv[1] : "";
  const bool stem_all = argc > 2 && std::string_view(argv[2]) == "all";
  if (verb == "index" && argc == 5) {
    index(stem_all, argv[3], argv[4]);
  } else if (verb == "search" && argc == 6) {
    search(stem_all, argv[3], argv[4], static_cast<Xapian::doccount>(std::atoi(argv[5])));
  } else {
    std::fputs(kUsage, stderr);
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const Xapian::Error& error) {
    std::fprintf(stderr, "xapian_run: %s\n", error.get_description().c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "xapian_run: %s\n", error.what());
  }
  return 1;
}
