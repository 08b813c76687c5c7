// Cold reading: the system forgets what it keeps in memory of some files.
#pragma once

#include <string>

namespace edicola::bench {

// Drops the pages of all files below `folder` from the system's cache, after writing back what
// other programs or this one have changed. Only the pages of these files, and only as advice
// (posix_fadvise): the disk and the machine below a virtual one have caches of their own, and what
// a process has mapped stays. Throws std::system_error.
void drop_from_cache(const std::string& folder);

// The share of the pages of these files that is in the cache, from 0 to 1; 0 of none. Throws
// std::system_error.
double share_in_cache(const std::string& folder);

}  // namespace edicola::bench
