// SPDX-License-Identifier: Apache-2.0
// Why a target could not be scanned, of the error that ended its scan.
#pragma once

#include "scanner/base/result.h"
#include "scanner/bulk/target_failure.h"

namespace keyhound {

TargetFailure failure_of(const Error& error);

}  // namespace keyhound
