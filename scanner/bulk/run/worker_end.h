// SPDX-License-Identifier: Apache-2.0
// What became of a worker: its answer where it gave one, else why there is none. Nothing that a
// worker leaves behind is believed before it was checked: the repository it read may have had it.
#pragma once

#include <string>

#include "scanner/bulk/run/worker_job.h"
#include "scanner/process/child_process.h"

namespace keyhound {

// Reads the answer in the job's folder. A worker without one, or with one that cannot be, has
// failed: "time-limit", "memory-limit", "file-limit", "crashed", "internal".
WorkerAnswer answer_of_worker(const ProcessEnd& end, const std::string& folder);

// Whether another try may well end otherwise: the network, a crash.
bool is_transient(const std::string& reason);

}  // namespace keyhound
