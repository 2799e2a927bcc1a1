// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/verify/verify_run.h"

namespace keyhound {
namespace {

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<VerifyRunOptions>();
  // What works makes the exit code 1, whatever is found beside it.
  options->scan.fail_on = "none";
  options->scan.given.insert("--fail-on");
  add_scan_options(app, options->scan);
  app.add_option("--rule", options->only, "Only secrets that this rule finds; again for more")
      ->allow_extra_args(false)
      ->type_name("ID");
  app.add_option("--secrets", options->secrets,
                 "Verify the credentials of this file in place of a scan, or of standard input "
                 "('-'): lines of RULE-ID=SECRET, with further parts behind it")
      ->type_name("FILE")
      ->excludes(app.get_option("path"));
  app.add_flag("--revoked", options->revoked,
               "Only what the registry (--registry) calls revoked: each entry is told, and whether "
               "it still works");
  app.add_option("--registry-output", options->registry_output,
                 "Write a layer of the registry with what was found out about revocations")
      ->type_name("FILE");
  add_verify_options(app, options->verify);
  return [options] {
    const auto code = run_verify(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kVerifyCommand;
const Command kVerifyCommand{
    "verify", "Ask providers whether the credentials that are found still work",
    "  keyhound verify . --dry-run                          what would be sent where, and nothing "
    "is\n"
    "  keyhound verify . --allow GitHub --dry-run           what of it is allowed\n"
    "  keyhound verify . --allow GitHub --allow '*.slack.com' --dry-run\n"
    "  keyhound verify . --allow GitHub --rule github-classic-pat --output "
    "sarif=keyhound.sarif --dry-run\n"
    "  keyhound verify . --registry owners.yaml --revoked --allow '*' --dry-run\n",
    add_options};

}  // namespace keyhound
