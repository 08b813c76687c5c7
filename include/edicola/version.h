// Versions of edicola and of what it is built on.
#pragma once

#include <string>

namespace edicola {

// "0.1.0"
std::string version();

// One line a component: Xapian, ICU and its Unicode, the analyzer's fingerprint.
std::string version_details();

}  // namespace edicola
