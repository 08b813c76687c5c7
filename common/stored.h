// Where an index keeps its stored articles; docs/decisions/0007-stored-text.md.
#pragma once

#include <string>

#include <xapian.h>

namespace edicola {

// Puts an article, encoded (schema::encode), into its document.
void store(const std::string& encoded, Xapian::Document& document);

// The encoded article of a document; empty if there is none.
std::string stored_in(const Xapian::Document& document);

}  // namespace edicola
