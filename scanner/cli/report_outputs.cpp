// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/report_outputs.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

Result<const ReportFormat*> require_format(std::string_view name) {
  const ReportFormat* format = find_report_format(name);
  if (format == nullptr) {
    return fail(ErrorKind::kUsage, fmt::format("report format '{}' is unknown; choose from {}",
                                               name, report_format_names()));
  }
  return format;
}

// Whether `text` in front of "=" names a format and not a part of a path.
bool is_format_like(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

Status check_folder(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("--output {}: the folder {} does not exist", path, folder.string()));
}

bool wants_color(ColorChoice choice) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return ::isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') && !is_dumb;
}

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

Status write_to_stdout(const ScanResult& result, const ReportFormat& format,
                       const ReportOptions& options) {
  bool is_written = true;
  format.render(result, options, [&is_written](std::string_view text) {
    is_written = is_written && std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return is_written;
  });
  if (!is_written || std::fflush(stdout) != 0) {
    return fail(ErrorKind::kUsage,
                errno_error(errno, "standard output: the report cannot be written").message);
  }
  return {};
}

Status write_to_file(const ScanResult& result, const ReportOutput& output,
                     const ReportOptions& options) {
  std::string text;
  output.format->render(result, options, [&text](std::string_view piece) {
    text += piece;
    return true;
  });
  if (auto status = write_file(output.path, text); !status) {
    return fail(ErrorKind::kUsage, "--output " + status.error().message);
  }
  return {};
}

}  // namespace

std::string report_format_names() {
  std::string names;
  for (const ReportFormat* format : report_formats()) {
    names += names.empty() ? "" : ", ";
    names += format->name;
  }
  return names;
}

Result<std::vector<ReportOutput>> resolve_outputs(const std::string& format,
                                                  const std::vector<std::string>& outputs) {
  std::vector<ReportOutput> resolved;
  std::set<std::string> paths;
  KEYHOUND_TRY(const ReportFormat* const chosen, require_format(format.empty() ? "text" : format));
  bool is_chosen_in_file = false;
  for (const std::string& output : outputs) {
    const std::size_t equals = output.find('=');
    const std::string name = output.substr(0, equals);
    const bool is_named = equals != std::string::npos && is_format_like(name);
    const std::string wanted = is_named ? name : std::string(chosen->name);
    KEYHOUND_TRY(const ReportFormat* const named, require_format(wanted));
    const std::string path = is_named ? output.substr(equals + 1) : output;
    if (path.empty()) {
      return fail(ErrorKind::kUsage, fmt::format("--output {}: the path is missing", output));
    }
    if (!paths.insert(std::filesystem::path(path).lexically_normal().string()).second) {
      return fail(ErrorKind::kUsage,
                  fmt::format("--output {}: two reports cannot go to one file", output));
    }
    KEYHOUND_TRY_STATUS(check_folder(path));
    is_chosen_in_file = is_chosen_in_file || named == chosen;
    resolved.push_back({named, path == "-" ? "" : path});
  }
  if (!is_chosen_in_file) resolved.push_back({chosen, ""});
  return resolved;
}

ReportOptions terminal_options(ColorChoice color) {
  ReportOptions options;
  options.color = wants_color(color);
  options.width = terminal_width();
  return options;
}

Status write_reports(const ScanResult& result, const std::vector<ReportOutput>& outputs,
                     const ReportStyle& style) {
  for (const ReportOutput& output : outputs) {
    ReportOptions options;
    options.max_occurrences = style.max_occurrences;
    options.shows_accepted = style.shows_accepted;
    options.seal = style.seal;
    options.crew = style.crew;
    if (output.path.empty()) {
      options.color = wants_color(style.color);
      options.width = terminal_width();
      KEYHOUND_TRY_STATUS(write_to_stdout(result, *output.format, options));
    } else {
      KEYHOUND_TRY_STATUS(write_to_file(result, output, options));
    }
  }
  return {};
}

}  // namespace keyhound
