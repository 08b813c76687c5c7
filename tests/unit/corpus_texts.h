// The articles of corpus/*.jsonl, which were written for the project.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "edicola/article.h"
#include "edicola/reader.h"

namespace edicola {

inline std::vector<Article> read_corpus() {
  std::vector<Article> articles;
  for (const InputFile& input : find_inputs({EDICOLA_TEST_DATA "/../../corpus"})) {
    const auto reader = open_reader(input);
    while (const auto record = reader->next()) {
      if (const auto* article = std::get_if<Article>(&record->content)) {
        articles.push_back(*article);
      }
    }
  }
  return articles;
}

}  // namespace edicola
