// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_folder.h"

#include <filesystem>
#include <system_error>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

fs::path folder_of_all(const std::string& cache) { return fs::path(cache) / "verification"; }

}  // namespace

std::string verification_folder(const std::string& cache, const std::string& run_key) {
  return (folder_of_all(cache) / to_hex(sha256(run_key)).substr(0, 32)).string();
}

void remove_old_verification_folders(const std::string& cache, std::chrono::hours age) {
  std::error_code error;
  const auto oldest = fs::file_time_type::clock::now() - age;
  for (fs::directory_iterator at(folder_of_all(cache), error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (!at->is_directory(ignored) || at->is_symlink(ignored)) continue;
    // Each request is counted there.
    const auto written = fs::last_write_time(at->path() / "budget", ignored);
    if (!ignored && written < oldest) fs::remove_all(at->path(), ignored);
  }
}

}  // namespace keyhound
