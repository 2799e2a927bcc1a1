// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/bulk_subcommands.h"

namespace keyhound {

#define KEYHOUND_BULK_SUBCOMMAND(name) extern const BulkSubcommand k##name##Subcommand;
#include "bulk_subcommands.inc"
#undef KEYHOUND_BULK_SUBCOMMAND

std::span<const BulkSubcommand* const> bulk_subcommands() {
  static constexpr const BulkSubcommand* kSubcommands[] = {
#define KEYHOUND_BULK_SUBCOMMAND(name) &k##name##Subcommand,
#include "bulk_subcommands.inc"
#undef KEYHOUND_BULK_SUBCOMMAND
  };
  return kSubcommands;
}

}  // namespace keyhound
