// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of Redis and Valkey, by PING and AUTH
// (https://redis.io/docs/latest/develop/reference/protocol-spec/).
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kRedisProbe;

}  // namespace keyhound
