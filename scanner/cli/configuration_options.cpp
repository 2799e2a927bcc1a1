// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/configuration_options.h"

#include <fmt/format.h>

#include <optional>

#include "scanner/cli/cli11.h"
#include "scanner/config/config_loader.h"

namespace keyhound {

void add_configuration_options(CLI::App& app, ConfigurationOptions& options) {
  CLI::Option* const file =
      app.add_option("--config", options.file,
                     "Configuration file, whoever owns it (default: .keyhound.toml in the root of "
                     "the repository, of HEAD where that is bare, or in PATH)")
          ->type_name("FILE");
  app.add_flag("--no-config", options.none, "Read no configuration file")->excludes(file);
}

Result<Configuration> configuration_for(const ConfigurationOptions& options,
                                        const std::vector<std::string>& targets) {
  if (options.chosen) return *options.chosen;
  if (options.none) return Configuration();
  if (!options.file.empty()) return load_configuration(options.file);
  ConfigurationPlace first;
  for (const std::string& target : targets) {
    KEYHOUND_TRY(const auto found, configuration_place(target));
    if (&target == &targets.front()) {
      first = found;
    } else if (found != first) {
      return fail(ErrorKind::kUsage,
                  fmt::format("{} and {} have different configurations; look at them one by one, "
                              "or give --config FILE or --no-config",
                              targets.front(), target));
    }
  }
  if (first.file) return load_configuration(*first.file);
  if (!first.repository) return Configuration();
  KEYHOUND_TRY(auto committed, load_bare_configuration(*first.repository));
  return committed ? std::move(*committed) : Configuration();
}

}  // namespace keyhound
