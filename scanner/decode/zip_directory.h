// SPDX-License-Identifier: Apache-2.0
// Looks at the directory of a zip archive before it is trusted: whether it can be read in bounded
// memory, and whether it says what stands in the file. Format:
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "scanner/base/result.h"
#include "scanner/decode/byte_source.h"

namespace keyhound {

struct ZipDirectory {
  std::uint64_t entries = 0;
  std::uint64_t overlapping = 0;  // entries that share bytes with another
  bool has_hidden = false;        // entries stand in the file that it does not name
  std::string differing;          // an entry that is named otherwise where it stands; empty: none
};

// kCorrupt for a directory that is missing or leads nowhere, kLimit for one with more than
// `most_entries`: then the entries can only be read as they stand. kUnreadable when the source
// fails. REQUIRES: source.can_seek().
Result<ZipDirectory> read_zip_directory(ByteSource& source, std::uint64_t most_entries);

}  // namespace keyhound
