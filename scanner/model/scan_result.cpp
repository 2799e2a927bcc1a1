// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/scan_result.h"

#include <algorithm>

namespace keyhound {

bool ScanResult::complete() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& diagnostic) { return diagnostic.incomplete; });
}

}  // namespace keyhound
