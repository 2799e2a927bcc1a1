// SPDX-License-Identifier: Apache-2.0
// Issues as Azure Pipelines takes them from a step's output
// (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands). There is no type
// for notes: they are counted.
#include <fmt/format.h>

#include "scanner/report/annotations.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/report_format.h"
#include "scanner/report/workflow_commands.h"

namespace keyhound {

namespace {

constexpr std::size_t kMostOfLevel = 10;  // an agent keeps ten of each type of a step

std::string command(const Annotation& one) {
  std::string properties;
  if (!one.place.path.empty()) {
    properties = fmt::format("sourcepath={};linenumber={};columnnumber={};",
                             azure_command_property(one.place.path), one.place.start.line,
                             one.place.start.column);
  }
  return fmt::format("##vso[task.logissue type={};{}code={};]{}: {}\n",
                     one.level == Level::kError ? "error" : "warning", properties,
                     azure_command_property(one.rule_id), azure_command_message(one.title),
                     azure_command_message(one.message));
}

std::string note(const Annotation& one) {
  std::string place;
  if (!one.place.path.empty())
    place = fmt::format("{}:{}: ", azure_command_message(one.place.path), one.place.start.line);
  return fmt::format("keyhound: note: {}{}: {}\n", place, azure_command_message(one.title),
                     azure_command_message(one.message));
}

void render_azure_annotations(const ScanResult& result, const ReportOptions& /*options*/,
                              const ReportSink& sink) {
  const AnnotationList list = annotations_of(result, kMostOfLevel);
  for (const Annotation& one : list.shown)
    if (!sink(one.level == Level::kNote ? note(one) : command(one))) return;
  const std::size_t left_out = list.left_out[0] + list.left_out[1] + list.left_out[2];
  if (left_out == 0) return;
  sink(fmt::format("keyhound: {} not shown as issues; the report has all\n",
                   count_of(left_out, "more result is", "more results are")));
}

}  // namespace

extern const ReportFormat kAzureAnnotationsFormat;
const ReportFormat kAzureAnnotationsFormat = {
    "azure-annotations", "logging commands that make issues of a run on Azure Pipelines",
    render_azure_annotations};

}  // namespace keyhound
