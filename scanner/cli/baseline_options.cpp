// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_options.h"

#include <filesystem>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// The target's directory and the root of the repository around it, as near as it can be named.
std::vector<fs::path> places_of(const std::string& target) {
  std::error_code error;
  fs::path directory = target.empty() || target == "-" ? fs::path(".") : fs::path(target);
  if (!fs::is_directory(directory, error)) directory = directory.parent_path();
  if (directory.empty()) directory = ".";
  std::vector<fs::path> places = {directory};
  const fs::path whole = fs::canonical(directory, error);
  if (error) return places;
  for (fs::path one = whole;; one = one.parent_path()) {
    if (fs::exists(one / ".git", error)) {
      if (one != whole) places.push_back(one);
      return places;
    }
    if (one == one.parent_path()) return places;
  }
}

std::string name_in(const fs::path& directory) {
  return (directory / kBaselineName).lexically_normal().string();
}

}  // namespace

void add_baseline_options(CLI::App& app, BaselineOptions& options) {
  CLI::Option* file =
      app.add_option(
             "--baseline", options.file,
             "Findings that are accepted (default: the configuration's, or .keyhound-baseline in "
             "PATH or at the root of its repository, if it is there)")
          ->type_name("FILE");
  app.add_flag("--no-baseline", options.is_off, "Report what a baseline accepts like anything else")
      ->excludes(file);
}

std::string find_baseline(const std::string& target) {
  for (const fs::path& place : places_of(target)) {
    std::error_code error;
    // Also a link that leads nowhere: it is there, and reading it will say what is wrong.
    if (fs::exists(fs::symlink_status(place / kBaselineName, error))) return name_in(place);
  }
  return {};
}

Status put_baseline(const std::string& path, const Baseline& baseline) {
  Status written = write_file(path, write_baseline(baseline));
  if (!written) written.error().kind = ErrorKind::kUsage;  // nothing that was scanned is unread
  return written;
}

std::string baseline_place(const std::string& target) {
  const std::string found = find_baseline(target);
  if (!found.empty()) return found;
  return name_in(places_of(target).back());
}

}  // namespace keyhound
