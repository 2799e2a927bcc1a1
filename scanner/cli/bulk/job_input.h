// SPDX-License-Identifier: Apache-2.0
// Standard input of the processes that a bulk run starts: one job, as JSON.
#pragma once

#include <string>

#include "scanner/base/result.h"

namespace keyhound {

// All of standard input. kUsage where it is a terminal, kLimit for more than a job may have.
Result<std::string> read_job_input();

}  // namespace keyhound
