// SPDX-License-Identifier: Apache-2.0
// What a worker of a bulk run does: it brings the mirror of one target up to date, and scans it
// unless nothing changed. docs/bulk.md.
#pragma once

#include "scanner/bulk/run/worker_job.h"

namespace keyhound {

// Never fails: what went wrong is the answer. Reports are in the job's folder where it says
// "scanned". REQUIRES: the folder is there, and the worker's own.
WorkerAnswer work_on(const WorkerJob& job);

}  // namespace keyhound
