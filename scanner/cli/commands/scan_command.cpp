// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "scanner/base/process_end.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_report.h"
#include "scanner/cli/verify/verify_run.h"

namespace keyhound {
namespace {

struct ScanCommandOptions {
  ScanOptions scan;
  bool verifies = false;
  VerifyOptions verify;
};

Result<int> run(ScanCommandOptions& options) {
  if (options.verifies) return scan_and_verify(options.scan, options.verify);
  KEYHOUND_TRY(ScanRequest request, request_of(options.scan));
  end_without_freeing();
  return scan_and_report(options.scan, {std::move(request)});
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<ScanCommandOptions>();
  add_scan_options(app, options->scan);
  CLI::Option* const verify =
      app.add_flag("--verify", options->verifies,
                   "Ask providers whether what is found still works, where --allow lets it be sent "
                   "(docs/verification.md)");
  verify->group("Verification");
  add_verify_options(app, options->verify, verify);
  return [options] {
    const auto code = run(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kScanCommand;
const Command kScanCommand{
    "scan", "Find credentials in a repository, directory, file or standard input",
    "  keyhound scan .                              history, index and work tree of the repository "
    "here\n"
    "  keyhound scan --staged                       what the next commit would add (pre-commit "
    "hook)\n"
    "  keyhound scan --range origin/main..HEAD      what a branch adds (pull request)\n"
    "  keyhound scan --tree-only src                files only\n"
    "  keyhound scan --archives .                   also what stands in zip, tar, 7z and other "
    "archives\n"
    "  git show HEAD:config.env | keyhound scan -   standard input\n"
    "  keyhound scan . --verify --dry-run           which providers would be asked about what\n"
    "  keyhound scan . --registry owners.yaml --output sarif=keyhound.sarif --output "
    "json=keyhound.json\n",
    add_options};

}  // namespace keyhound
