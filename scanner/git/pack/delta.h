// SPDX-License-Identifier: Apache-2.0
// Git's deltas: the sizes of base and result, then instructions that copy a range of the base or
// insert bytes (https://git-scm.com/docs/pack-format, "Deltified representation"). Every offset and
// length is checked; nothing is read or written outside base, delta and result. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/base/result.h"

namespace keyhound {

struct DeltaSizes {
  std::uint64_t base = 0;
  std::uint64_t result = 0;
};

// The sizes that the delta announces; kCorrupt when they break off or need more than 64 bits. The
// beginning of a delta suffices.
Result<DeltaSizes> read_delta_sizes(std::string_view delta);

// Bytes that hold both sizes, whatever they are.
inline constexpr std::size_t kMaxDeltaSizesBytes = 20;

// Writes the result into `out`, which must have exactly the announced size, and replaces `copied`
// with what comes from the base. kCorrupt when the delta is for a base of another size, copies from
// outside the base, writes beyond the end or leaves something unwritten, or breaks off; what `out`
// and `copied` hold is then of no use. REQUIRES: `out` overlaps neither base nor delta.
Status apply_delta(std::string_view base, std::string_view delta, std::span<char> out,
                   std::vector<CopiedRange>& copied);

}  // namespace keyhound
