#include "edicola/version.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <xapian.h>

#include "edicola/analyzer.h"

namespace edicola {

std::string version() { return EDICOLA_VERSION; }

std::string version_details() {
  return fmt::format("Xapian {}\nICU {} (Unicode {})\nanalyzer {}\n", Xapian::version_string(),
                     U_ICU_VERSION, U_UNICODE_VERSION, Analyzer().fingerprint());
}

}  // namespace edicola
