// SPDX-License-Identifier: Apache-2.0
// Reads the header of a 7z archive before libarchive does, which takes memory for whatever number
// of entries a header of fifty bytes announces. Format:
// https://py7zr.readthedocs.io/en/latest/archive_format.html
#pragma once

#include <cstdint>

#include "scanner/base/result.h"
#include "scanner/decode/byte_source.h"

namespace keyhound {

// kLimit when reading the archive takes more memory than `most_entries` need, kCorrupt when the
// header cannot be read or is none that programs write. REQUIRES: source.can_seek().
Status check_seven_zip(ByteSource& source, std::uint64_t most_entries);

}  // namespace keyhound
