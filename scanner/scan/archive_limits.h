// SPDX-License-Identifier: Apache-2.0
// ArchiveLimits: what opening one archive may cost, with all archives inside it. The defaults stand
// in docs/archives.md too. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>

namespace keyhound {

struct ArchiveLimits {
  unsigned depth = 3;              // archives in one another; a.tar.gz is one
  std::uint64_t entries = 65'536;  // of all archives inside together
  // Bytes that may be unpacked: `bytes` in all, and `ratio` for each byte of the archive. The first
  // `free_bytes` are not held against the ratio.
  std::uint64_t bytes = std::uint64_t{1} << 30;
  std::uint64_t ratio = 100;
  std::uint64_t free_bytes = std::uint64_t{16} << 20;
  std::size_t held_bytes = std::size_t{32} << 20;  // of a zip or 7z archive inside an archive
  std::uint64_t hits = 100'000;                    // credentials
  double seconds = 60;                             // of the thread's own time
};

}  // namespace keyhound
