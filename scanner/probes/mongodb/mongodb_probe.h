// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of MongoDB and servers that speak as it does, by SCRAM.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kMongodbProbe;

}  // namespace keyhound
