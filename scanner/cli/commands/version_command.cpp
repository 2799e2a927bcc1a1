// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/rule_options.h"

namespace keyhound {
namespace {

CommandRunner add_options(CLI::App&) {
  return [] {
    const auto rules = load_rule_set({});
    if (!rules) return report_error(rules.error());
    fmt::print("keyhound {}\nrules {} ({})\n", KEYHOUND_VERSION, rules->rules.size(),
               rules->digest);
    return static_cast<int>(kExitClean);
  };
}

}  // namespace

extern const Command kVersionCommand;
const Command kVersionCommand{"version", "Print the version and the digest of the default rules",
                              "  keyhound version\n", add_options};

}  // namespace keyhound
