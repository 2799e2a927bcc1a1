// SPDX-License-Identifier: Apache-2.0
// RegistryLayer: a file or directory of the registry with a place in the order of layers: the
// organisation above the team above the repository. A lower layer may be stricter, never weaker.
// Plain data.
#pragma once

#include <string>
#include <vector>

namespace keyhound {

struct RegistryLayer {
  std::string name;                // as its file says: "organisation"; empty: it says nothing
  std::string path;                // as it was opened
  std::vector<std::string> files;  // without those that a layer above has read already
};

}  // namespace keyhound
