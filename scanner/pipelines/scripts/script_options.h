// SPDX-License-Identifier: Apache-2.0
// The values of a command's options, in all ways of writing them.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/pipelines/scripts/script_commands.h"

namespace keyhound {

struct ScriptOption {
  std::size_t name = 0;  // index in `names`
  std::size_t word = 0;  // of the command, where the option stands
  ScriptWord value;      // a word, or the part of one behind the option
};

// Of a command with bundled options, `-sSu value` is `-s -S -u value`.
enum class ScriptOptionBundles { kNo, kYes };

// Values of the options `names`, in the order in which they stand behind the command's name, up to
// `--`:
//   "-p"          -p VALUE, -pVALUE
//   "--password"  --password VALUE, --password=VALUE
//   "-Password"   -Password VALUE, -Password:VALUE, -Password=VALUE, in any case (PowerShell, Go)
// Options at the end without a value are none.
[[nodiscard]] std::vector<ScriptOption> find_options(
    const ScriptCommand& command, std::span<const std::string_view> names,
    ScriptOptionBundles bundles = ScriptOptionBundles::kNo);

}  // namespace keyhound
