// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/cache_failure.h"

#include <cerrno>
#include <cstring>

namespace keyhound {

TargetFailure cache_failure(const std::string& path, int error_number) {
  const std::string cause = path + ": " + std::strerror(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT) {
    return {"disk-full", cause + "; make room in the cache folder and run again"};
  }
  return {"configuration", cause + "; name a cache folder that can be written to"};
}

}  // namespace keyhound
