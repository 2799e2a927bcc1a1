// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace keyhound::testing {

// A port of 127.0.0.1 that nobody listens at now, for a server that takes a port and tells none.
int free_port();
bool is_listening(int port);

}  // namespace keyhound::testing
