// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/help/write_text.h"
#include "scanner/cli/report_outputs.h"

namespace keyhound {
namespace {

struct DoctorOptions {
  std::string target = ".";
  std::string format = "text";
};

Result<int> examine(const DoctorOptions& options) {
  const bool is_json = options.format == "json";
  if (!is_json && options.format != "text") {
    return fail(ErrorKind::kUsage,
                fmt::format("--format: '{}' is none of text, json", options.format));
  }
  KEYHOUND_TRY(const DoctorReport report, run_doctor(options.target));
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  if (is_json) {
    render_doctor_json(report, sink);
  } else {
    render_doctor_text(report, terminal_options(ColorChoice::kAuto), sink);
  }
  const int written = print_whole(text);
  if (written != kExitClean) return written;
  return report.count(DoctorState::kFail) == 0 ? kExitClean : kExitUsage;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<DoctorOptions>();
  app.add_option("path", options->target, "Repository or directory to look at")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_option("--format", options->format, "text, json")
      ->capture_default_str()
      ->type_name("FORMAT");
  return [options] {
    const auto code = examine(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kDoctorCommand;
const Command kDoctorCommand{
    "doctor", "Check the installation: repository, hooks, configuration, keys, registry",
    "  keyhound doctor                    one line a check, with the next step where one is due\n"
    "  keyhound doctor . --format json    for programs; exit code 2 when a check fails\n",
    add_options};

}  // namespace keyhound
