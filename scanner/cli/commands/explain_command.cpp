// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_run.h"
#include "scanner/report/explain_report.h"
#include "scanner/scan/explain.h"

namespace keyhound {
namespace {

struct ExplainOptions {
  std::string place;
  RuleOptions rules;
  std::string min_confidence = "medium";
  std::string format = "text";
};

Result<int> explain(const ExplainOptions& options) {
  KEYHOUND_TRY(const Confidence least, least_confidence(options.min_confidence));
  const bool is_json = options.format == "json";
  if (!is_json && options.format != "text") {
    return fail(ErrorKind::kUsage,
                fmt::format("--format: '{}' is none of text, json", options.format));
  }
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine));
  KEYHOUND_TRY(const Explanation explanation, explain_place(context, options.place, least));
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
  add_rule_options(app, options->rules);
  app.add_option("--min-confidence", options->min_confidence,
                 "What a scan would report: low, medium, high")
      ->capture_default_str()
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
