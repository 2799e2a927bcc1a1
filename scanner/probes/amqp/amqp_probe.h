// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: URLs of RabbitMQ and other brokers of AMQP 0-9-1, by a login.
#pragma once

#include "scanner/probes/probe.h"

namespace keyhound {

extern const Probe kAmqpProbe;

}  // namespace keyhound
