// Folding: one spelling for words that differ in case, accents or Unicode form only.
#pragma once

#include <string>
#include <string_view>

namespace edicola {

struct Folded {
  std::string
      lower;  // NFC, lower case (NFKC_Casefold, Unicode 15 3.13), accents kept: "città", "erdoğan"
  std::string form;  // the same without accents, and ligatures and barred letters spelt out:
                     // "citta", "lodz"
};

// Folds one word; any Unicode form, well-formed UTF-8. Idempotent: folding `form` or `lower` again
// changes nothing. The slow and complete way: see FastFolder for the way of the hot path.
Folded fold(std::string_view word);

// `fold(word).lower`.
std::string fold_case(std::string_view word);

// The hot path: folds into buffers without allocating in the steady state. Words of ASCII, Latin-1
// and Latin Extended-A without combining marks go through a table; the rest through fold(). Same
// results as fold(). One a thread.
class FastFolder {
 public:
  // After the call the views hold until the next call. `lower` is empty when it equals `form`.
  struct Views {
    std::string_view form;
    std::string_view lower;
  };
  Views operator()(std::string_view word);

 private:
  bool fold_ascii(std::string_view word);
  bool fold_latin(std::string_view word);

  std::string form_;
  std::string lower_;
  bool accented_ = false;
};

}  // namespace edicola
