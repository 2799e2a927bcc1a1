// SPDX-License-Identifier: Apache-2.0
// Why a target could not be scanned: a reason from a short list, and a sentence. Plain data.
#pragma once

#include <string>

namespace keyhound {

struct TargetFailure {
  // "not-found", "access-denied", "network", "time-limit", "memory-limit", "size-limit",
  // "file-limit", "disk-full", "corrupt", "protocol", "crashed", "no-repository", "configuration",
  // "fetch-failed" (git failed, and why is not known), "internal".
  std::string reason;
  std::string message;  // cause and next step; untrusted parts in it; no credential
};

}  // namespace keyhound
