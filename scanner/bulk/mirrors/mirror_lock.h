// SPDX-License-Identifier: Apache-2.0
// MirrorLock: keeps processes from working on one mirror at a time (flock). The system takes it
// back from a process that ends, however it ends.
#pragma once

#include <chrono>
#include <string>
#include <tl/expected.hpp>

#include "scanner/bulk/target_failure.h"
#include "scanner/process/descriptor.h"

namespace keyhound {

class MirrorLock {
 public:
  // Makes the file `path` where it is not there, and waits until nobody else holds it. "time-limit"
  // at `deadline`. The file stays: removing it would let two hold locks of one name.
  static tl::expected<MirrorLock, TargetFailure> take(
      const std::string& path, std::chrono::steady_clock::time_point deadline);

  // From now on others may share it, and none may have it alone.
  void share() const;

 private:
  explicit MirrorLock(Descriptor file) : file_(std::move(file)) {}
  Descriptor file_;
};

}  // namespace keyhound
