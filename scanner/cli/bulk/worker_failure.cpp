// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/worker_failure.h"

#include <cerrno>
#include <cstring>
#include <string_view>

namespace keyhound {
namespace {

// Errors keep the system's words (base/file.h), not its number.
bool tells(const Error& error, int number) {
  return error.message.find(std::strerror(number)) != std::string::npos;
}

std::string_view reason_of(const Error& error) {
  if (tells(error, ENOSPC) || tells(error, EDQUOT)) return "disk-full";
  if (tells(error, EFBIG) || tells(error, EMFILE)) return "file-limit";
  if (tells(error, ENOMEM)) return "memory-limit";
  switch (error.kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kConfiguration:
      return "configuration";
    case ErrorKind::kNotFound:
      return "not-found";
    case ErrorKind::kUnreadable:
      return "access-denied";
    case ErrorKind::kCorrupt:
      return "corrupt";
    case ErrorKind::kLimit:
      return "size-limit";
    case ErrorKind::kInternal:
      break;
  }
  return "internal";
}

}  // namespace

TargetFailure failure_of(const Error& error) {
  return {std::string(reason_of(error)), error.message};
}

}  // namespace keyhound
