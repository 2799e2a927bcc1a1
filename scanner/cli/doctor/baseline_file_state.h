// SPDX-License-Identifier: Apache-2.0
// Whether the baseline of a scanned directory can be read.
#pragma once

#include <string>

#include "scanner/base/result.h"

namespace keyhound {

struct BaselineFileState {
  std::string path;  // of the file; empty: there is none
  std::size_t entries = 0;
};

// kConfiguration, with the number of the line, when an entry is none.
Result<BaselineFileState> read_baseline_file_state(const std::string& root);

}  // namespace keyhound
