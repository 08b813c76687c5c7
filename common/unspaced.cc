#include "common/unspaced.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <memory>

#include "edicola/error.h"

namespace edicola {

void cut_unspaced(std::string_view run,
                  const std::function<void(std::uint32_t begin, std::uint32_t end)>& take) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> utext(
      utext_openUTF8(nullptr, run.data(), static_cast<std::int64_t>(run.size()), &status),
      &utext_close);
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_SUCCESS(status)) breaks->setText(utext.get(), status);
  if (U_FAILURE(status)) {
    throw Error(ErrorKind::kInput, "ICU cannot cut text into words",
                "reinstall the package libicu");
  }
  std::int32_t begin = breaks->first();
  for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE;
       begin = end, end = breaks->next()) {
    take(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
  }
}

}  // namespace edicola
