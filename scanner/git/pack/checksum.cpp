// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/checksum.h"

#include <libdeflate.h>

namespace keyhound {

std::uint32_t entry_crc(std::string_view entry) {
  return libdeflate_crc32(0, entry.data(), entry.size());
}

}  // namespace keyhound
