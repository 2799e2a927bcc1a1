// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of JDBC and strings of ODBC, which name a driver for the
// database: what they say is given to the probe of that database.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kJdbcProbe;
extern const Probe kOdbcProbe;

}  // namespace keyhound
