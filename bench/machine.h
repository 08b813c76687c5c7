// What a result must say about where it comes from.
#pragma once

#include <string>

namespace edicola::bench {

// The processor's name as Linux gives it; "unknown" elsewhere.
std::string processor_name();

// The value of an environment variable; `otherwise` if it is not set or empty.
std::string environment(const char* name, const std::string& otherwise);

}  // namespace edicola::bench
