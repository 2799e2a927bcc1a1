// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "scanner/base/process_end.h"
#include "scanner/cli/catalogue/check_pages.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_report.h"
#include "scanner/git/git_library.h"
#include "scanner/git/repository.h"
#include "scanner/pipelines/check.h"

namespace keyhound {
namespace {

struct PipelinesOptions {
  ScanOptions scan;
  std::vector<std::string> targets = {"."};
  bool list = false;
  std::string folder;
};

// The checks, one a line: number, id, level and what it is about.
void list_checks() {
  for (const CheckInfo& info : check_infos()) {
    fmt::print("{}  {:<30} {:<8} {}{}\n", info.number, info.id, to_string(info.level), info.title,
               info.strict_only ? " (--strict)" : "");
  }
}

// A bare repository has no files to read: nothing found there would say nothing.
Status check_target(const std::string& target) {
  const GitLibrary library;
  const auto repository = Repository::open(target);
  if (!repository || !repository->work_dir().empty()) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("{} is a repository without a work tree; `keyhound scan {}` checks the "
                          "definitions of its HEAD",
                          target, target));
}

Result<int> run(PipelinesOptions& options) {
  if (options.list) {
    list_checks();
    return kExitClean;
  }
  if (!options.folder.empty()) {
    KEYHOUND_TRY_STATUS(write_pages(options.folder, check_pages(check_infos())));
    return kExitClean;
  }
  std::vector<ScanRequest> requests;
  for (const std::string& target : options.targets) {
    options.scan.target = target;
    KEYHOUND_TRY_STATUS(check_target(target));
    KEYHOUND_TRY(ScanRequest request, request_of(options.scan));
    request.mode = ScanMode::kTreeOnly;
    request.pipelines_only = true;
    requests.push_back(std::move(request));
  }
  options.scan.target = options.targets.front();
  end_without_freeing();
  return scan_and_report(options.scan, std::move(requests));
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<PipelinesOptions>();
  app.add_option("path", options->targets,
                 "Repositories, directories or files; of repositories the work tree is read")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_flag("--list", options->list, "List the checks, and end");
  app.add_option("--docs", options->folder,
                 "Write the catalogue of checks, Markdown, a page each, to this folder, and end")
      ->type_name("DIR");
  add_pipelines_options(app, options->scan);
  return [options] {
    const auto code = run(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kPipelinesCommand;
const Command kPipelinesCommand{
    "pipelines", "Check pipeline definitions: how they handle secrets, and credentials in them",
    "  keyhound pipelines                                  the definitions of the repository here\n"
    "  keyhound pipelines --strict                         also what is unsafe by noise\n"
    "  keyhound pipelines .github/workflows                some of them\n"
    "  keyhound pipelines --list                           what is checked\n"
    "  keyhound pipelines --docs checks-catalogue          the same as pages\n"
    "  keyhound pipelines --format sarif --output keyhound.sarif\n",
    add_options};

}  // namespace keyhound
