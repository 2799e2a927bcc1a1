// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "scanner/base/text_encode.h"
#include "scanner/cli/ci_changes.h"
#include "scanner/cli/ci_comparison.h"
#include "scanner/cli/ci_outputs.h"
#include "scanner/cli/ci_range.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_report.h"

namespace keyhound {
namespace {

struct CiOptions {
  ScanOptions scan;
  std::string platform;
  CiRevisions revisions;
  CiOutputOptions outputs;
  bool fail_on_old = false;
};

// What a run has to do, known before anything is scanned.
struct CiPlan {
  CiRange range;
  CiOutputs outputs;
  ConfigurationChanges changes;
};

Result<OpenRepository> open_repository(const std::string& target) {
  auto opened = Repository::discover(target);
  if (opened) return OpenRepository(std::move(*opened));
  if (opened.error().kind != ErrorKind::kNotFound) return fail(opened.error());
  return fail(ErrorKind::kUsage,
              fmt::format("{}: there is no git repository; check it out before this step, or scan "
                          "files with 'keyhound scan'",
                          target));
}

// Whether the range may change what the source says: it stands in the work tree, or in HEAD of a
// bare repository. Those of other commits are not of this change.
bool is_of_change(const ConfigSource& source, const Repository& repository) {
  return source.commit.empty() != repository.is_bare();
}

std::vector<std::string> files_of(const Configuration& configuration, const ConfiguredTexts& named,
                                  const Repository& repository) {
  std::vector<std::string> files;
  for (const ConfiguredText& one : named)
    if (is_of_change(configuration.source_of(one.origin), repository))
      files.push_back(resolved_path(configuration, one));
  return files;
}

// What decides on findings and stands in the repository: as the command line, the configuration and
// the usual names say.
ConfigurationPaths paths_of(const ScanOptions& options, const Configuration& configuration,
                            const Repository& repository) {
  ConfigurationPaths paths = ConfigurationPaths::usual();
  const auto add = [&](const std::vector<std::string>& named, std::vector<std::string>& to) {
    for (const std::string& one : named) {
      // Of a bare repository the configuration names paths in its commits.
      std::string path = repository.is_bare() ? one : path_in_work_tree(one, repository);
      if (!path.empty()) to.push_back(std::move(path));
    }
  };
  add(options.judge.registries, paths.judging);
  add(options.judge.policies, paths.judging);
  add(options.rules.files, paths.scanning);
  add(files_of(configuration, configuration.registries, repository), paths.judging);
  add(files_of(configuration, configuration.policies, repository), paths.judging);
  add(files_of(configuration, configuration.rule_files, repository), paths.scanning);
  add({options.configuration.file, options.baseline.file,
       baseline_of(configuration, options.target), options.gitleaks_config},
      paths.scanning);
  for (const ConfigSource& source : configuration.sources)
    if (is_of_change(source, repository))
      add({source.name.substr(source.commit.empty() ? 0 : source.name.find(':') + 1)},
          paths.scanning);
  return paths;
}

// What is about to be scanned, for the log.
void announce(const CiPlatform& platform, const CiRun& run, const CiRange& range) {
  const std::string what =
      range.is_everything()
          ? std::string("everything")
          : fmt::format("{} {}, {}..{}", range.commits, range.commits == 1 ? "commit" : "commits",
                        range.base.hex().substr(0, 12), range.head.hex().substr(0, 12));
  fmt::print(stderr, "keyhound: {}, {}: {}\n", platform.name, to_string(run.event), what);
}

// The configuration's format, and its report files beside those of the platform, which come first:
// a pull request could name one of them for something else.
Status plan_outputs(const CiOptions& options, const Configuration& configuration,
                    const CiPlatform& platform, const CiRun& run, CiOutputs& outputs) {
  ScanOptions configured = options.scan;
  KEYHOUND_TRY_STATUS(apply_outputs(configuration, configured));
  KEYHOUND_TRY(outputs,
               ci_outputs(platform, run, options.outputs, configured.format, options.scan.outputs));
  if (!options.scan.outputs.empty()) return {};
  KEYHOUND_TRY(const auto files, resolve_outputs(configured.format, configured.outputs));
  for (const ReportOutput& one : files)
    if (!one.path.empty()) add_report(one, outputs.reports);
  return {};
}

Result<CiPlan> plan_of(const CiOptions& options, const CiPlatform& platform, const CiRun& run,
                       OpenRepository& opened) {
  CiPlan plan;
  KEYHOUND_TRY(plan.range, derive_ci_range(opened, platform, run, options.revisions));
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.scan.configuration, {options.scan.target}));
  KEYHOUND_TRY_STATUS(plan_outputs(options, configuration, platform, run, plan.outputs));
  if (!plan.range.is_everything()) {
    plan.changes = changed_configuration(
        opened, plan.range, paths_of(options.scan, configuration, opened.repository()));
  }
  return plan;
}

void add_notes(const std::vector<Diagnostic>& notes, ScanResult& result) {
  result.diagnostics.insert(result.diagnostics.end(), notes.begin(), notes.end());
}

// The steps of a scan that know what it is compared with. Borrows the plan.
ScanSteps steps_of(const CiPlan& plan) {
  ScanSteps steps;
  steps.outputs = plan.outputs.reports;
  steps.on_judged = [&plan](const JudgedScan& scan) -> Status {
    if (!plan.range.is_everything()) {
      const BaseComparison comparison{plan.range.merge_base.hex(), scan.request,
                                      scan.least_confidence, plan.changes.changes_judging};
      scan.result.scan.head = plan.range.head.hex();
      KEYHOUND_TRY_STATUS(compare_with_base(scan.context, scan.judge, comparison, scan.result));
    }
    add_notes(plan.range.notes, scan.result);
    add_notes(plan.changes.notes, scan.result);
    return {};
  };
  steps.on_reported = [&plan](const ScanResult& result) {
    return publish_summary(result, plan.outputs);
  };
  return steps;
}

Result<int> run(CiOptions& options) {
  const CiEnvironment environment = CiEnvironment::of_process();
  KEYHOUND_TRY(const CiPlatform* const platform, find_ci_platform(environment, options.platform));
  KEYHOUND_TRY(const CiRun run, platform->read_run(environment));
  KEYHOUND_TRY(OpenRepository opened, open_repository(options.scan.target));
  KEYHOUND_TRY(const CiPlan plan, plan_of(options, *platform, run, opened));
  announce(*platform, run, plan.range);

  ScanOptions& scan = options.scan;
  if (scan.repository.empty()) scan.repository = run.repository;
  if (!plan.range.is_everything()) {
    scan.range = plan.range.base.hex() + ".." + plan.range.head.hex();
  } else if (!opened.repository().is_bare()) {
    scan.target = opened.repository().work_dir();  // not only the directory inside it
  }
  scan.ignores_old = !options.fail_on_old;
  KEYHOUND_TRY(ScanRequest request, request_of(scan));
  return scan_and_report(scan, {std::move(request)}, steps_of(plan));
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<CiOptions>();
  app.add_option("path", options->scan.target, "The repository, or a directory in it")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_option("--platform", options->platform,
                 "Where this runs, instead of what the environment tells: " + ci_platform_ids())
      ->type_name("NAME");
  app.add_option("--base", options->revisions.base,
                 "What the change is made against, instead of what the environment tells")
      ->type_name("REV");
  app.add_option("--head", options->revisions.head,
                 "The last commit of the change, instead of the one that is checked out")
      ->type_name("REV");
  app.add_flag("--fail-on-old", options->fail_on_old,
               "Findings that the base has already count for the exit code too");
  app.add_option("--output-dir", options->outputs.directory,
                 "Where the platform's report files go; --output names other files instead")
      ->capture_default_str()
      ->type_name("DIR");
  app.add_flag("--no-annotations", options->outputs.no_annotations,
               "No annotations of lines on standard output");
  app.add_flag("--no-summary", options->outputs.no_summary, "No summary of the step");
  add_change_options(app, options->scan);
  return [options] {
    const auto code = run(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kCiCommand;
const Command kCiCommand{
    "ci", "Scan what a pull request or push brings in, as a step of a CI platform",
    "  keyhound ci                                   what the environment says: pull request, "
    "push, "
    "...\n"
    "  keyhound ci --platform generic --base origin/main   on a platform that is not known\n"
    "  keyhound ci --fail-on high --fail-on-level error    fail for less\n"
    "  keyhound ci --fail-on-old                     also for what the base has already\n"
    "  keyhound ci --output-dir reports              files of the platform in a directory\n"
    "  keyhound ci --output sarif=keyhound.sarif     these files only\n",
    add_options};

}  // namespace keyhound
