// SPDX-License-Identifier: Apache-2.0
// The exit codes of keyhound. Part of its interface: they do not change within a major version.
#pragma once

#include "scanner/base/result.h"

namespace keyhound {

enum ExitCode : int {
  kExitClean = 0,
  kExitFindings = 1,    // findings at or above the threshold
  kExitUsage = 2,       // wrong command line, rule, registry or configuration
  kExitIncomplete = 3,  // something could not be read, and nothing reached the threshold
};

// The code for an error that ended a command.
inline ExitCode exit_code_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kUnreadable:
    case ErrorKind::kCorrupt:
    case ErrorKind::kLimit:
      return kExitIncomplete;
    case ErrorKind::kUsage:
    case ErrorKind::kConfiguration:
    case ErrorKind::kNotFound:
    case ErrorKind::kInternal:
      break;
  }
  return kExitUsage;
}

}  // namespace keyhound
