// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/output/dashboard_folder.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarker = "keyhound-dashboard.json";
constexpr std::string_view kMarkerText =
    "{\"kind\": \"keyhound-dashboard\", \"written_by\": \"keyhound dashboard\"}\n";
constexpr std::string_view kSealed = "files-";
constexpr std::string_view kFresh = ".files-new-";
constexpr std::size_t kDigestLength = 16;
constexpr std::uint64_t kMostMarkerBytes = 4096;

std::string below(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / fs::path(name)).string();
}

Error system_error(const std::error_code& code, const std::string& path) {
  return errno_error(code.value(), path);
}

bool is_dashboard(const std::string& path) {
  const auto marker = read_file(below(path, kMarker), kMostMarkerBytes);
  return marker && marker->find("keyhound-dashboard") != std::string::npos;
}

// Of an earlier dashboard, or of one that was not finished.
bool is_old(const std::string& name, const std::string& kept) {
  if (name == kept) return false;
  if (name.starts_with(kFresh)) return true;
  return name.starts_with(kSealed) && name.size() == kSealed.size() + kDigestLength &&
         name.find_first_not_of("0123456789abcdef", kSealed.size()) == std::string::npos;
}

Status check_target(const std::string& path, bool force) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) return {};
  if (!fs::is_directory(status))
    return fail(ErrorKind::kUsage, escape_for_terminal(path) +
                                       ": this is no folder; --output takes the folder that the "
                                       "dashboard is written to");
  const bool is_empty = fs::is_empty(path, code);
  if (code) return fail(system_error(code, path));
  if (is_empty || force || is_dashboard(path)) return {};
  return fail(ErrorKind::kUsage,
              escape_for_terminal(path) +
                  ": the folder has files and is no dashboard; name another one, or give --force "
                  "to write the dashboard into it (files of other names stay)");
}

}  // namespace

Result<DashboardFolder> DashboardFolder::open(const std::string& path, bool force) {
  KEYHOUND_TRY_STATUS(check_target(path, force));
  std::error_code code;
  fs::create_directories(path, code);
  if (code) return fail(system_error(code, path));
  // First of all: what breaks off is known as a dashboard the next time.
  KEYHOUND_TRY_STATUS(write_file(below(path, kMarker), kMarkerText));
  const std::string fresh = below(path, std::string(kFresh) + std::to_string(getpid()));
  fs::remove_all(fresh, code);
  fs::create_directory(fresh, code);
  if (code) return fail(system_error(code, fresh));
  return DashboardFolder(path, fresh);
}

DashboardFolder::DashboardFolder(DashboardFolder&& other) noexcept
    : path_(std::move(other.path_)),
      fresh_(std::exchange(other.fresh_, {})),
      sealed_(std::move(other.sealed_)),
      digests_(std::move(other.digests_)),
      files_(other.files_),
      bytes_(other.bytes_) {}

DashboardFolder::~DashboardFolder() {
  std::error_code ignored;
  if (!fresh_.empty()) fs::remove_all(fresh_, ignored);
}

Status DashboardFolder::add_file(std::string_view name, std::string_view content) {
  KEYHOUND_TRY_STATUS(write_file(below(fresh_, name), content));
  digests_.push_back(std::string(name) + ' ' + to_hex(sha256(content)));
  files_ += 1;
  bytes_ += content.size();
  return {};
}

Result<std::string> DashboardFolder::seal() {
  std::sort(digests_.begin(), digests_.end());
  std::string all;
  for (const std::string& one : digests_) all += one + '\n';
  sealed_ = std::string(kSealed) + to_hex(sha256(all)).substr(0, kDigestLength);
  const std::string target = below(path_, sealed_);
  std::error_code code;
  // The same content is there already; what somebody may have changed in it is made good.
  fs::remove_all(target, code);
  fs::rename(fresh_, target, code);
  if (code) return fail(system_error(code, target));
  fresh_.clear();
  return sealed_;
}

Status DashboardFolder::add_page(std::string_view name, std::string_view content) {
  KEYHOUND_TRY_STATUS(write_file(below(path_, name), content));
  files_ += 1;
  bytes_ += content.size();
  return {};
}

Status DashboardFolder::finish() {
  std::error_code code;
  std::vector<fs::path> old;
  for (fs::directory_iterator at(path_, code), end; !code && at != end; at.increment(code)) {
    std::error_code ignored;
    if (is_old(at->path().filename().string(), sealed_) && at->is_directory(ignored))
      old.push_back(at->path());
  }
  if (code) return fail(system_error(code, path_));
  for (const fs::path& path : old) {
    fs::remove_all(path, code);
    if (code) return fail(system_error(code, path.string()));
  }
  return {};
}

}  // namespace keyhound
