// SPDX-License-Identifier: Apache-2.0
// RunStart: what is known before a run. Plain data; empty texts are not known.
#pragma once

#include <string>

namespace keyhound {

struct RunStart {
  std::string version;
  std::string rules_digest;
  std::string policies_digest;
  std::string registry_digest;
  std::string target;
  std::string kind;  // "history", ..., "policies" where findings of other runs are judged
};

}  // namespace keyhound
