// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/raised_checks.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_run.h"
#include "scanner/config/config_listing.h"
#include "scanner/config/config_loader.h"
#include "scanner/config/config_schema.h"

namespace keyhound {
namespace {

constexpr std::size_t kWidestKey = 60;  // characters in front of an origin that stand in a column

struct ConfigOptions {
  std::string place = ".";
};

// A file is the configuration itself; of anything else it is the one that a scan would read.
Result<Configuration> configuration_at(const std::string& place) {
  std::error_code error;
  if (std::filesystem::is_regular_file(place, error)) return configuration_for({place, false}, {});
  if (!std::filesystem::exists(place, error))
    return fail(ErrorKind::kNotFound, place + ": no such file or directory");
  return configuration_for({}, {place});
}

// All that a scan would do with it but for scanning.
Status check(const Configuration& configuration, const std::string& place) {
  std::error_code error;
  ScanOptions options;
  if (std::filesystem::is_directory(place, error)) options.target = place;
  std::vector<ScanRequest> requests;
  KEYHOUND_TRY_STATUS(apply_configuration(configuration, options, requests));
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  KEYHOUND_TRY_STATUS(check_configuration(configuration, engine.rules()));
  KEYHOUND_TRY_STATUS(make_scan_context(engine, settings_of(configuration, now())));
  KEYHOUND_TRY(const Judge judge, Judge::create(options.judge, options.target));
  KEYHOUND_TRY_STATUS(raised_checks(judge.policies().checks()));
  return {};
}

void print_rows(const std::vector<ConfigRow>& rows) {
  std::vector<std::string> lines;
  std::size_t width = 0;
  for (const ConfigRow& row : rows) {
    const std::string value = row.value.empty() ? "-" : row.value;
    lines.push_back(escape_for_terminal(fmt::format("{} = {}", row.key, value)));
    if (lines.back().size() <= kWidestKey) width = std::max(width, lines.back().size());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string origin = rows[i].origin.empty() ? "default" : rows[i].origin;
    fmt::print("{:<{}}  {}\n", lines[i], width, escape_for_terminal(origin));
  }
}

Result<int> show(const ConfigOptions& options) {
  KEYHOUND_TRY(const Configuration configuration, configuration_at(options.place));
  for (const ConfigSource& source : configuration.sources) {
    const bool is_first = &source == &configuration.sources.front();
    fmt::print("# {}{}\n", is_first ? "" : "extends ", escape_for_terminal(source.name));
  }
  print_rows(list_configuration(configuration));
  KEYHOUND_TRY_STATUS(check(configuration, options.place));
  return kExitClean;
}

std::string nothing_there(const std::string& place) {
  const std::string folder = configuration_folder(place).value_or(place);
  return fmt::format("there is no {} in {}", kConfigurationName,
                     escape_for_terminal(folder.empty() ? "." : folder));
}

Result<int> check(const ConfigOptions& options) {
  KEYHOUND_TRY(const Configuration configuration, configuration_at(options.place));
  if (configuration.sources.empty()) {
    fmt::print("{}; the defaults apply\n", nothing_there(options.place));
    return kExitClean;
  }
  KEYHOUND_TRY_STATUS(check(configuration, options.place));
  const std::size_t extended = configuration.sources.size() - 1;
  fmt::print("{}: no errors{}\n", escape_for_terminal(configuration.sources.front().name),
             extended == 0 ? ""
                           : fmt::format(", with {} file{} that it extends", extended,
                                         extended == 1 ? "" : "s"));
  return kExitClean;
}

Result<int> print_path(const ConfigOptions& options) {
  KEYHOUND_TRY(const auto path, find_configuration(options.place));
  if (path) {
    fmt::print("{}\n", escape_for_terminal(*path));
  } else {
    fmt::print(stderr, "keyhound: {}\n", nothing_there(options.place));
  }
  return kExitClean;
}

int print_schema() {
  fmt::print("{}", configuration_json_schema());
  return kExitClean;
}

CLI::App* add_place_command(CLI::App& app, const std::string& name, const std::string& description,
                            const std::string& about, ConfigOptions& options) {
  CLI::App* const sub = app.add_subcommand(name, description);
  sub->add_option("path", options.place, about)->capture_default_str()->type_name("PATH");
  return sub;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<ConfigOptions>();
  app.require_subcommand(1);
  const std::string either =
      "Repository or directory, whose .keyhound.toml is read; or a configuration file";
  const CLI::App* const shown = add_place_command(
      app, "show", "Every value, and the file and line that says it", either, *options);
  const CLI::App* const checked = add_place_command(
      app, "check", "Check the file, what it extends, and what it names", either, *options);
  const CLI::App* const located =
      add_place_command(app, "path", "Print which configuration file a scan would read",
                        "Repository, directory or file that would be scanned", *options);
  app.add_subcommand("schema", "Print the JSON Schema (2020-12) of .keyhound.toml, for editors");
  return [options, shown, checked, located] {
    if (!shown->parsed() && !checked->parsed() && !located->parsed()) return print_schema();
    const auto code = shown->parsed()     ? show(*options)
                      : checked->parsed() ? check(*options)
                                          : print_path(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kConfigCommand;
const Command kConfigCommand{"config", "Show and check the configuration, .keyhound.toml",
                             "  keyhound config show      every value, and where it is said\n"
                             "  keyhound config check     before it is committed\n"
                             "  keyhound config path      which file a scan would read\n"
                             "  keyhound config schema > keyhound.schema.json\n",
                             add_options};

}  // namespace keyhound
