// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/passed_verify_options.h"

#include <algorithm>
#include <string_view>

#include "scanner/cli/bulk/passed_option.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/help/usage_error.h"

namespace keyhound {
namespace {

constexpr const char* kGroup = "Verification";
constexpr std::string_view kDryRun = "--dry-run";

struct OtherName {
  std::string_view original;
  PassedOptionNames names;
};

// Names that `keyhound bulk run` has for something else, and what is counted for all repositories.
constexpr OtherName kOtherNames[] = {
    {"--cache", {"--verify-cache", nullptr}},
    {"--no-cache", {"--no-verify-cache", "Neither read nor keep results beyond this run"}},
    {"--retries", {"--verify-retries", nullptr}},
    {"--max-time",
     {nullptr,
      "Most time for verifying from the first credential of the run on, as an ISO 8601 duration "
      "(default: no bound)"}}};

PassedOptionNames names_of(std::string_view original) {
  for (const OtherName& one : kOtherNames)
    if (one.original == original) return one.names;
  return {};
}

}  // namespace

tl::unexpected<Error> refuse_dry_run() {
  return fail(
      ErrorKind::kUsage,
      "--dry-run: a run over many repositories has none. Leave out --allow: then nothing is "
      "sent, and the log says what would be asked; 'keyhound scan PATH --verify --dry-run' "
      "shows each request of one repository");
}

void add_passed_verify_options(CLI::App& app, PassedVerifyOptions& options) {
  CLI::Option* const verify =
      app.add_flag("--verify", options.verifies,
                   "Ask the providers that --allow names whether what is found still works, each "
                   "credential once, and record it (docs/verification.md)")
          ->group(kGroup);
  CLI::App original;
  VerifyOptions ignored;
  add_verify_options(original, ignored);
  for (const CLI::Option* const option : original.get_options()) {
    const std::string name = option->get_name();
    if (name == kDryRun || name == "--help") continue;
    add_passed_option(app, *option, names_of(name), options.arguments)
        ->needs(verify)
        ->group(kGroup);
  }
  // Known from `scan --verify`, and answered with what does that here.
  app.add_flag(std::string(kDryRun), options.dry_run, "Refused, with what to do instead")
      ->group("");
  app.get_option("--verify-cache")->excludes("--no-verify-cache");
}

Result<VerifyOptions> read_verify_arguments(const std::vector<std::string>& arguments) {
  VerifyOptions options;
  CLI::App app("Options of keyhound verify", "keyhound verify");
  add_verify_options(app, options);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success&) {
    return fail(ErrorKind::kUsage, "--help is no option of verifying many repositories");
  } catch (const CLI::ParseError& error) {
    return fail(explain_usage_error(app, error));
  }
  if (options.dry_run) return refuse_dry_run();
  return options;
}

}  // namespace keyhound
