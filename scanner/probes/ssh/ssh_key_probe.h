// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: keys of OpenSSH, against the hosts that the user names.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kSshKeyProbe;

}  // namespace keyhound
