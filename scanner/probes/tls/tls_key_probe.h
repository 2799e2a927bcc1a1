// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: private keys in PEM, against certificates in files and of hosts, and
// against SSH hosts, since such keys serve both.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kTlsKeyProbe;

}  // namespace keyhound
