// SPDX-License-Identifier: Apache-2.0
// CredentialParts: a secret with what belongs to it, to ask its provider about it. The one type
// beside the scanner's own that holds a secret: never copied into a report, a message or a log.
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
