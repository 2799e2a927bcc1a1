// SPDX-License-Identifier: Apache-2.0
// What `revoked.verification.result` and events about revocations say.
#pragma once

#include <string_view>

namespace keyhound {

// Whether the word says that the credential is refused; any other means that it is not shown.
inline bool is_dead_result(std::string_view result) {
  return result == "revoked" || result == "expired" || result == "refused" || result == "dead";
}

}  // namespace keyhound
