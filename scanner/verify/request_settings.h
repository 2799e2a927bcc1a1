// SPDX-License-Identifier: Apache-2.0
// RequestSettings: what a request depends on beside verifier and credential. Plain data.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "scanner/base/time.h"

namespace keyhound {

struct RequestSettings {
  Timestamp now;  // for signatures that hold a time
  // Where the user's own installations stand, by id of the verifier: "https://vault.acme.example".
  // What "{endpoint}" in a URL template stands for.
  std::map<std::string, std::string, std::less<>> endpoints;
};

}  // namespace keyhound
