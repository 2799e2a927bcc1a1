// SPDX-License-Identifier: Apache-2.0
// `keyhound explain`: reads the text that a person names and explains its candidates.
#pragma once

#include <string>

#include "scanner/model/candidate.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

// Texts beyond this are not explained: they are held as a whole.
inline constexpr std::uint64_t kMostExplained = std::uint64_t{256} << 20;

// `place` is FILE, FILE:LINE, COMMIT:PATH or COMMIT:PATH:LINE, the latter two in the repository of
// the current directory. Without candidates the answer is empty. kNotFound for a file that does not
// exist, kUsage for a line beyond the end and for a commit or path that names nothing, kLimit for a
// text that is too large. Blocks; call from one thread.
Result<Explanation> explain_place(const ScanContext& context, const std::string& place,
                                  Confidence least);

}  // namespace keyhound
