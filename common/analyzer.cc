#include "edicola/analyzer.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "common/arena.h"
#include "common/chain.h"
#include "common/explain.h"
#include "common/lexicon.h"
#include "common/text.h"
#include "edicola/error.h"

namespace edicola {
namespace {

// Raised with every change of the rules that gives some text other tokens; a unit test fails when
// the tokens of its sample change and this does not.
constexpr int kRules = 10;

constexpr std::array<std::pair<TokenFlag, std::string_view>, 11> kFlagNames = {{
    {kElided, "elided"},
    {kJoined, "joined"},
    {kAccentRestored, "accent_restored"},
    {kAccented, "accented"},
    {kCapitalized, "capitalized"},
    {kAllCaps, "all_caps"},
    {kNumber, "number"},
    {kKnown, "known"},
    {kStopWord, "stop_word"},
    {kSentenceStart, "sentence_start"},
    {kMayBeName, "may_be_name"},
}};

void refuse_if_too_long(std::string_view text) {
  if (text.size() < std::numeric_limits<std::uint32_t>::max()) return;
  throw Error(ErrorKind::kInput, "a text of 4 GiB or more cannot be analyzed", "split it");
}

}  // namespace

Analysis::Analysis() : arena_(std::make_unique<Arena>()) {}
Analysis::~Analysis() = default;
Analysis::Analysis(Analysis&&) noexcept = default;
Analysis& Analysis::operator=(Analysis&&) noexcept = default;

class Analyzer::Impl {
 public:
  std::string fingerprint = fmt::format("edicola-it-{}/unicode-{}/lexicon-{}", kRules,
                                        U_UNICODE_VERSION, hex64(lexicon_fingerprint()));
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;

void Analyzer::analyze(std::string_view text, Analysis& analysis) const {
  refuse_if_too_long(text);
  Chain(text, analysis).run();
}

std::vector<TokenExplanation> Analyzer::explain(std::string_view text, Analysis& analysis) const {
  refuse_if_too_long(text);
  Explainer explainer;
  Chain(text, analysis, &explainer).run();
  return explainer.take();
}

const std::string& Analyzer::fingerprint() const { return impl_->fingerprint; }

std::vector<std::string_view> flag_names(std::uint16_t flags) {
  std::vector<std::string_view> names;
  for (const auto& [flag, name] : kFlagNames) {
    if ((flags & flag) != 0) names.push_back(name);
  }
  return names;
}

}  // namespace edicola
