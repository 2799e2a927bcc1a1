// SPDX-License-Identifier: Apache-2.0
// Starting a process as ChildProcess promises it: the calls between fork and exec.
#pragma once

#include <sys/types.h>

#include "scanner/process/child_process.h"
#include "scanner/process/descriptor.h"

namespace keyhound {

struct StartedProcess {
  pid_t pid = -1;
  Descriptor handle;  // pidfd: readable once it has ended; none where the kernel has no such thing
  Descriptor out;     // read ends, which do not block
  Descriptor err;
};

Result<StartedProcess> start_process(const ProcessSpec& spec);

}  // namespace keyhound
