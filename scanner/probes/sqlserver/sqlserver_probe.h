// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: connection strings and URLs of SQL Server and Azure SQL, by a login.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kSqlserverProbe;     // strings: values as they are
extern const Probe kSqlserverUrlProbe;  // percent-encoded

}  // namespace keyhound
