#include <edicola/index.h>
#include <edicola/search.h>

#include <iostream>

// Indexes one article in the folder of the first argument, finds it and prints its id.
int main(int, char** argv) {
  edicola::Article article;
  article.id = "1";
  article.title = "Il vertice";
  article.body = "Rubio incontra Lavrov a Kuala Lumpur.";
  edicola::Indexer indexer(argv[1]);
  indexer.add(article);
  indexer.commit();

  edicola::Searcher searcher({argv[1]});
  edicola::Request request;
  request.query = "lavrov";
  for (const edicola::Hit& hit : searcher.search(request).hits) std::cout << hit.article.id << '\n';
}
