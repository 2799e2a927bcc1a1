// SPDX-License-Identifier: Apache-2.0
// Diagnostic: something about the run itself that every report shows: an unreadable file, a missing
// object, a limit that was reached. Plain data.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct Diagnostic {
  std::string kind;        // kebab-case: "unreadable-file", "missing-object", "shallow-clone", ...
  std::string subject;     // the path, object id or range it is about; raw bytes, untrusted
  std::string message;     // the reason and, where there is one, the next step
  bool incomplete = true;  // something was not scanned; without findings the exit code is 3
  auto operator<=>(const Diagnostic&) const = default;
};

// The diagnostic for an input that failed with `error`.
Diagnostic diagnose(std::string kind, std::string subject, const Error& error);

}  // namespace keyhound
