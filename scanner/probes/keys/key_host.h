// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: a host that the user names for keys to be tried against. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/probes/net/host_port.h"

namespace keyhound {

struct KeyHost {
  std::string user;  // of SSH; empty: none is given
  HostPort place;
};

// Reads "[USER@]HOST[:PORT]", addresses of IPv6 in brackets. kUsage, naming the text, for anything
// else.
Result<KeyHost> parse_key_host(std::string_view text, std::string_view default_port);

}  // namespace keyhound
