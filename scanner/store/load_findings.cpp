// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store.h"

namespace keyhound {

Result<ScanResult> Store::load_findings(std::size_t /*occurrences*/) {
  return fail(ErrorKind::kInternal, "not yet");
}
Result<ScannedRepositories> Store::scanned_repositories() {
  return fail(ErrorKind::kInternal, "not yet");
}

}  // namespace keyhound
