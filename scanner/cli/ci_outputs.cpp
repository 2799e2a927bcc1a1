// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/report/workflow_commands.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSummaryFormat = "markdown";

Status make_folder_of(const fs::path& file) {
  const fs::path folder = file.parent_path();
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return {};
  fs::create_directories(folder, error);
  if (!error) return {};
  return fail(ErrorKind::kUsage, fmt::format("--output-dir: the folder {} cannot be made: {}",
                                             folder.string(), error.message()));
}

std::string path_below(const std::string& directory, std::string_view file) {
  const fs::path path = directory == "." ? fs::path(file) : fs::path(directory) / file;
  return path.lexically_normal().string();
}

// Commands follow the text report only: they would break any other.
bool prints_text(const std::vector<ReportOutput>& reports) {
  return std::any_of(reports.begin(), reports.end(), [](const ReportOutput& one) {
    return one.path.empty() && one.format->name == "text";
  });
}

std::string file_at(const std::string& path) {
  std::error_code error;
  const fs::path file = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : file.string();
}

}  // namespace

Result<CiOutputs> ci_outputs(const CiPlatform& platform, const CiRun& run,
                             const CiOutputOptions& options, const std::string& format,
                             const std::vector<std::string>& outputs) {
  CiOutputs result;
  KEYHOUND_TRY(result.reports, resolve_outputs(format, outputs));
  const bool has_log = prints_text(result.reports);
  if (outputs.empty()) {
    for (const CiOutput& one : platform.outputs) {
      const ReportFormat* const known = find_report_format(one.format);
      const bool is_summary = one.format == kSummaryFormat;
      if (known == nullptr || (is_summary && options.no_summary)) continue;
      const std::string path = path_below(options.directory, one.file);
      KEYHOUND_TRY_STATUS(make_folder_of(path));
      result.reports.push_back({known, path});
      const bool is_uploaded = is_summary && platform.summary == CiSummary::kUpload;
      if (is_uploaded && has_log) result.uploaded_file = path;
    }
  }
  const ReportFormat* const annotations = find_report_format(platform.annotations);
  if (annotations != nullptr && !options.no_annotations && has_log)
    result.reports.push_back({annotations, ""});
  if (platform.summary == CiSummary::kAppend && !options.no_summary)
    result.summary_file = run.summary_file;
  return result;
}

void add_report(const ReportOutput& report, std::vector<ReportOutput>& reports) {
  const std::string file = file_at(report.path);
  const bool is_taken = std::any_of(
      reports.begin(), reports.end(),
      [&file](const ReportOutput& one) { return !one.path.empty() && file_at(one.path) == file; });
  if (!is_taken) reports.push_back(report);
}

Status append_summary(const std::string& path, std::string_view markdown) {
  // What an earlier command of the step wrote stays. A file that is not there yet is new.
  std::string text;
  if (auto old = read_file(path, kMostSummaryBytes); old) {
    text = std::move(*old);
  } else if (old.error().kind != ErrorKind::kNotFound) {
    return fail(ErrorKind::kUsage, "the summary: " + old.error().message);
  }
  if (!text.empty() && text.back() != '\n') text += '\n';
  constexpr std::string_view kCut =
      "\n\n**The rest does not fit: see the log or the report files.**\n";
  const std::size_t room = kMostSummaryBytes - std::min(kMostSummaryBytes, text.size());
  if (markdown.size() > room) {
    markdown = markdown.substr(0, room - std::min(room, kCut.size()));
    const std::size_t last_line = markdown.rfind('\n');
    markdown = markdown.substr(0, last_line == std::string_view::npos ? 0 : last_line);
    text.append(markdown).append(kCut);
  } else {
    text.append(markdown);
  }
  if (auto status = write_file(path, text); !status)
    return fail(ErrorKind::kUsage, "the summary: " + status.error().message);
  return {};
}

Status publish_summary(const ScanResult& result, const CiOutputs& outputs) {
  const ReportFormat* const format = find_report_format(kSummaryFormat);
  if (format != nullptr && !outputs.summary_file.empty()) {
    std::string text;
    format->render(result, ReportOptions(), [&text](std::string_view piece) {
      text += piece;
      return text.size() <= kMostSummaryBytes;
    });
    KEYHOUND_TRY_STATUS(append_summary(outputs.summary_file, text));
  }
  if (!outputs.uploaded_file.empty()) {
    std::error_code error;
    const std::string path = fs::absolute(outputs.uploaded_file, error).string();
    fmt::print("##vso[task.uploadsummary]{}\n", azure_command_message(path));
    std::fflush(stdout);
  }
  return {};
}

}  // namespace keyhound
