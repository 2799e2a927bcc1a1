// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_run.h"
#include "scanner/report/explain_report.h"
#include "scanner/scan/explain.h"
#include "scanner/scan/path_exclusion.h"

namespace keyhound {
namespace {

struct ExplainOptions {
  std::string place;
  ConfigurationOptions configuration;
  RuleOptions rules;
  std::string min_confidence;  // empty: the configuration's, or medium
  std::string format = "text";
};

// The file that a place names; of a place in a commit, the repository here.
std::string target_of(const std::string& place) {
  std::error_code error;
  for (const std::string& file : {place, place.substr(0, place.rfind(':'))})
    if (std::filesystem::exists(file, error)) return file;
  return ".";
}

// A scan would not look at the file at all.
void note_exclusion(const Configuration& configuration, Explanation& explanation) {
  for (const ConfiguredText& glob : configuration.excluded_paths) {
    if (!PathExclusion({&glob.value, 1}, "").covers(explanation.path)) continue;
    for (Candidate& candidate : explanation.candidates.items) {
      if (candidate.dropped || !candidate.is_confirmed) continue;
      candidate.dropped = DropReason::kPath;
      candidate.checks.push_back(
          {"path", CheckOutcome::kDropped,
           fmt::format("{} excludes \"{}\"", to_string(configuration, glob.origin), glob.value)});
    }
  }
}

Result<int> explain(ExplainOptions& options) {
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.configuration, {target_of(options.place)}));
  KEYHOUND_TRY_STATUS(apply_rules(configuration, options.rules));
  if (options.min_confidence.empty())
    options.min_confidence =
        configuration.min_confidence ? configuration.min_confidence->value : "medium";
  KEYHOUND_TRY(const Confidence least, least_confidence(options.min_confidence));
  const bool is_json = options.format == "json";
  if (!is_json && options.format != "text") {
    return fail(ErrorKind::kUsage,
                fmt::format("--format: '{}' is none of text, json", options.format));
  }
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  KEYHOUND_TRY_STATUS(check_configuration(configuration, engine.rules()));
  KEYHOUND_TRY(const ScanContext context,
               make_scan_context(engine, settings_of(configuration, now())));
  KEYHOUND_TRY(Explanation explanation, explain_place(context, options.place, least));
  note_exclusion(configuration, explanation);
  bool is_written = true;
  const ReportSink sink = [&is_written](std::string_view text) {
    is_written = is_written && std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return is_written;
  };
  if (is_json) {
    render_explanation_json(explanation, sink);
  } else {
    render_explanation_text(explanation, terminal_options(ColorChoice::kAuto), sink);
  }
  if (!is_written || std::fflush(stdout) != 0)
    return fail(ErrorKind::kUsage, "standard output: the answer cannot be written");
  return kExitClean;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<ExplainOptions>();
  app.add_option("place", options->place,
                 "FILE:LINE, FILE for all of it, or COMMIT:PATH:LINE in the repository here")
      ->required()
      ->type_name("PLACE");
  add_configuration_options(app, options->configuration);
  add_rule_options(app, options->rules);
  app.add_option("--min-confidence", options->min_confidence,
                 "What a scan would report: low, medium, high (default: as a scan)")
      ->type_name("LEVEL");
  app.add_option("--format", options->format, "text, json")
      ->capture_default_str()
      ->type_name("FORMAT");
  return [options] {
    const auto code = explain(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kExplainCommand;
const Command kExplainCommand{
    "explain", "Show why something is, or is not, a finding",
    "  keyhound explain deploy.sh:1           every candidate on that line, and what became of it\n"
    "  keyhound explain deploy.sh --format json   all of the file\n"
    "  keyhound explain HEAD:config.env:1     the file as a commit has it\n",
    add_options};

}  // namespace keyhound
