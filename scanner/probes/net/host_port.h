// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: where a server is, as URLs, connection strings and options have it.
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

struct HostPort {
  std::string host;  // a name, or an address without brackets; lower-case
  std::string port;  // "5432"

  // "db.example.com:5432", "[2001:db8::1]:5432"
  [[nodiscard]] std::string label() const;
};

// `host` may hold the port too ("db:5432", "[::1]:22", "db,1433"); an empty `port` and "*" are the
// default. kUnreadable, without any value, where the host stands in a variable, or either is none.
Result<HostPort> host_and_port(std::string_view host, std::string_view port,
                               std::string_view default_port);

}  // namespace keyhound
