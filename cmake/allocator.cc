// How the programs that allocate with mimalloc get memory of the system and give it back. Other
// programs that use the library choose for themselves.
#include <mimalloc.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <memory>

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

// The heap begins with the first of mimalloc's segments, of so many bytes and aligned to them. A
// search of its own touches a fifth of the pages of this beginning. Each page by itself is a page
// fault, which on a virtual machine can take 11 us; asked for at once they take half a us each:
// 13.4 ms for such a search instead of 15.1.
constexpr std::size_t kSegment = std::size_t{32} << 20U;
constexpr std::size_t kBeginning = std::size_t{1160} << 12U;

// No more than a hint: where the system or a later mimalloc has it otherwise, nothing is lost.
void populate_heap() {
#ifdef MADV_POPULATE_WRITE
  const std::unique_ptr<void, decltype(&mi_free)> first(mi_malloc(1), &mi_free);
  const auto offset = reinterpret_cast<std::uintptr_t>(first.get()) % kSegment;
  madvise(static_cast<char*>(first.get()) - offset, kBeginning, MADV_POPULATE_WRITE);
#endif
}

[[maybe_unused]] const bool kIsSet =
    (mi_option_set_default(kOption, kDelay), populate_heap(), true);

}  // namespace
