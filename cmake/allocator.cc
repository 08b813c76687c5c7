// How long what a program has freed stays at hand, for the programs that allocate with mimalloc.
// Other programs that use the library choose for themselves.
#include <mimalloc.h>

namespace {

// Milliseconds. After 25, its own choice, mimalloc gives back to the system what indexing asks for
// again a moment later: two thirds of a million page faults for 100,000 articles, 50,000 with this.
// MIMALLOC_DECOMMIT_DELAY (from 2.1 on MIMALLOC_PURGE_DELAY) in the environment is stronger.
constexpr long kDelay = 300;

#if MI_MALLOC_VERSION >= 210
constexpr mi_option_t kOption = mi_option_purge_delay;
#else
constexpr mi_option_t kOption = mi_option_decommit_delay;
#endif

[[maybe_unused]] const bool kIsSet = (mi_option_set_default(kOption, kDelay), true);

}  // namespace
