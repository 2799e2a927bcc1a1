// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of MySQL and MariaDB, by a login.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kMysqlProbe;

}  // namespace keyhound
