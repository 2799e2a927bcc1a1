// SPDX-License-Identifier: Apache-2.0
// Annotations as GitHub Actions takes them from a step's output
// (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "scanner/report/annotations.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/report_format.h"
#include "scanner/report/workflow_commands.h"

namespace keyhound {

namespace {

// A step shows ten of each type. One note is kept for what is left out.
constexpr std::size_t kMostOfLevel = 10;

std::string_view command_of(Level level) {
  if (level == Level::kError) return "error";
  return level == Level::kWarning ? "warning" : "notice";
}

std::string command(const Annotation& one) {
  std::string properties;
  if (!one.place.path.empty()) {
    const SourcePosition& start = one.place.start;
    const SourcePosition& end = one.place.end;
    properties = fmt::format("file={},line={},endLine={},", github_command_property(one.place.path),
                             start.line, end.line);
    // Columns are understood within one line only.
    if (start.line == end.line)
      properties += fmt::format("col={},endColumn={},", start.column, end.column);
  }
  return fmt::format("::{} {}title={}::{}\n", command_of(one.level), properties,
                     github_command_property(one.title), github_command_message(one.message));
}

std::string left_out(const AnnotationList& list) {
  std::string text;
  for (const auto& [level, one, many] : {std::tuple(Level::kError, "error", "errors"),
                                         std::tuple(Level::kWarning, "warning", "warnings"),
                                         std::tuple(Level::kNote, "notice", "notices")}) {
    const std::size_t count = list.left_out_of(level);
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + count_of(count, one, many);
  }
  if (text.empty()) return text;
  return fmt::format(
      "::notice title=keyhound::{} more not shown here, since a step shows {} of each; the report "
      "has all\n",
      text, kMostOfLevel);
}

void render_github_annotations(const ScanResult& result, const ReportOptions& /*options*/,
                               const ReportSink& sink) {
  AnnotationList list = annotations_of(result, kMostOfLevel);
  const bool is_cut = !left_out(list).empty();
  const auto notes = std::count_if(list.shown.begin(), list.shown.end(),
                                   [](const Annotation& a) { return a.level == Level::kNote; });
  if (is_cut && static_cast<std::size_t>(notes) == kMostOfLevel) {
    list.shown.pop_back();  // notes stand last
    ++list.left_out[static_cast<std::size_t>(Level::kNote)];
  }
  for (const Annotation& one : list.shown)
    if (!sink(command(one))) return;
  sink(left_out(list));
}

}  // namespace

extern const ReportFormat kGithubAnnotationsFormat;
const ReportFormat kGithubAnnotationsFormat = {
    "github-annotations", "workflow commands that annotate a change on GitHub, the worst first",
    render_github_annotations};

}  // namespace keyhound
