// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of directories (LDAP 3, Active Directory), by a simple bind.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kLdapProbe;

}  // namespace keyhound
