// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the addresses of a host, judged before anybody connects to them. What
// connects takes these addresses and never asks for the name again: its owner could answer
// otherwise by then.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct HostAddress {
  std::string text;  // "192.0.2.1", "2001:db8::1"
  bool is_public = false;
  sockaddr_storage socket_address{};
  socklen_t length = 0;
};

inline constexpr std::size_t kMostAddresses = 4;

// At most kMostAddresses, at least one; internal ones are left out where they are refused. The
// message of an error says why there is none, and what to do. Blocks as long as the system's
// resolver does.
Result<std::vector<HostAddress>> addresses_of(const std::string& host, const std::string& port,
                                              bool refuses_internal);

}  // namespace keyhound
