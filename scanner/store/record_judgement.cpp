// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store.h"

namespace keyhound {

Status Store::record_judgement(std::int64_t /*run_id*/, const ScanResult& /*judged*/,
                               const std::vector<PolicyInfo>& /*policies*/, Timestamp /*now*/) {
  return fail(ErrorKind::kInternal, "not yet");
}

}  // namespace keyhound
