// The subjects: each adds its benchmarks to those that main() runs. `corpus` must outlive the run;
// it is prepared only when a benchmark that needs it begins.
#pragma once

#include "bench/fixture.h"

namespace edicola::bench {

void add_analysis(Corpus& corpus);
void add_documents(Corpus& corpus);
void add_queries(Corpus& corpus);
void add_snippets(Corpus& corpus);
void add_searches(Corpus& corpus);
void add_suggestions(Corpus& corpus);
void add_starts(Corpus& corpus);
void add_indexing(Corpus& corpus);

}  // namespace edicola::bench
