// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/baseline_file_state.h"

#include "scanner/baseline/baseline.h"
#include "scanner/cli/baseline_options.h"

namespace keyhound {

Result<BaselineFileState> read_baseline_file_state(const std::string& root) {
  BaselineFileState state;
  state.path = find_baseline(root);
  if (state.path.empty()) return state;
  KEYHOUND_TRY(const Baseline baseline, read_baseline(state.path));
  state.entries = baseline.entries.size();
  return state;
}

}  // namespace keyhound
