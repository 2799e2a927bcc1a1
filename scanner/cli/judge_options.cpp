// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/judge_options.h"

#include "scanner/cli/cli11.h"

namespace keyhound {

void add_registry_option(CLI::App& app, JudgeOptions& options) {
  app.add_option("--registry", options.registries,
                 "Owner registry: file or directory; several are layers, the highest first "
                 "(default: keyhound-registry.yaml or .keyhound/ in PATH, if it is there)")
      ->type_name("PATH")
      ->allow_extra_args(false);
}

void add_policies_option(CLI::App& app, JudgeOptions& options) {
  app.add_option("--policies", options.policies,
                 "Policies of your own and settings of the built-in ones: file or directory; may "
                 "be given several times")
      ->type_name("PATH")
      ->allow_extra_args(false);
}

void add_now_option(CLI::App& app, JudgeOptions& options) {
  app.add_option("--now", options.now,
                 "Judge as of this time, e.g. 2026-11-23T00:00:00Z (default: the clock)")
      ->type_name("TIME");
}

}  // namespace keyhound
