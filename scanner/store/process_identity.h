// SPDX-License-Identifier: Apache-2.0
// Who a process is, so that another one of the same machine can tell whether it still runs, also
// where its number was given to another process since.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/store/store_records.h"

namespace keyhound {

// This process as the coordinator of a shard, with a new random session.
Coordinator this_coordinator(int shard);

enum class ProcessState {
  kRuns,
  kGone,
  kUnknown,  // of another machine, container or boot
};

ProcessState state_of(const Coordinator& coordinator);

}  // namespace keyhound
