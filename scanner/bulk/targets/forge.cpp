// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"

namespace keyhound {

#define KEYHOUND_FORGE(name) extern const Forge k##name##Forge;
#include "forges.inc"
#undef KEYHOUND_FORGE

std::span<const Forge* const> forges() {
  static constexpr const Forge* kForges[] = {
#define KEYHOUND_FORGE(name) &k##name##Forge,
#include "forges.inc"
#undef KEYHOUND_FORGE
  };
  return kForges;
}

Result<ForgeAndList> find_forge_list(std::string_view id) {
  for (const Forge* forge : forges()) {
    for (const ForgeList& list : forge->lists) {
      if (list.id == id) return ForgeAndList{forge, &list};
    }
  }
  return fail(ErrorKind::kUsage,
              fmt::format("'{}' is no list that a forge keeps", escape_for_terminal(id)));
}

}  // namespace keyhound
