// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_request.h"

namespace keyhound {

std::string_view kind_name(ScanMode mode) {
  switch (mode) {
    case ScanMode::kEverything:
    case ScanMode::kHistoryOnly:
      return "history";
    case ScanMode::kTreeOnly:
    case ScanMode::kCommit:
      return "tree";
    case ScanMode::kStaged:
      return "staged";
    case ScanMode::kRange:
    case ScanMode::kSince:
      return "range";
    case ScanMode::kStdin:
      break;
  }
  return "stdin";
}

}  // namespace keyhound
