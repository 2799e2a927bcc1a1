// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of PostgreSQL and lines of .pgpass, by a login through libpq.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kPostgresqlProbe;
extern const Probe kPgpassProbe;

}  // namespace keyhound
