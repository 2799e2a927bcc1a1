// SPDX-License-Identifier: Apache-2.0
// CredentialParts: what a verifier's templates are filled with. Holds a secret: never copied into a
// report, a message or a log.
#pragma once

#include <map>
#include <string>

namespace keyhound {

struct CredentialParts {
  std::string secret;
  std::map<std::string, std::string, std::less<>> parts;     // by rule id
  std::map<std::string, std::string, std::less<>> identity;  // public: by name
};

}  // namespace keyhound
