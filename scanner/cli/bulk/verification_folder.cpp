// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "scanner/base/field_codec.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameLength = 32;

fs::path folder_of_all(const std::string& cache) { return fs::path(cache) / "verification"; }

bool is_name_of_ours(const std::string& name) {
  return name.size() == kNameLength &&
         name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Of the folder, or of what is in it: each request is counted there. What is gone meanwhile is
// somebody else's to remove.
fs::file_time_type last_written(const fs::path& folder) {
  std::error_code error;
  auto last = fs::last_write_time(folder, error);
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const auto written = at->last_write_time(ignored);
    if (!ignored) last = std::max(last, written);
  }
  return error ? fs::file_time_type::clock::now() : last;
}

}  // namespace

std::string verification_folder(const std::string& cache, const std::string& store,
                                const RunSummary& run) {
  FieldWriter name("keyhound bulk verification folder 1\n");
  name.field(store);
  name.number(static_cast<std::uint64_t>(run.id));
  name.field(run.run_key);
  return (folder_of_all(cache) / to_hex(sha256(name.bytes())).substr(0, kNameLength)).string();
}

void remove_old_verification_folders(const std::string& cache, std::chrono::hours age) {
  std::error_code error;
  const auto oldest = fs::file_time_type::clock::now() - age;
  for (fs::directory_iterator at(folder_of_all(cache), error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (!at->is_directory(ignored) || at->is_symlink(ignored)) continue;
    if (!is_name_of_ours(at->path().filename().string())) continue;
    if (last_written(at->path()) < oldest) fs::remove_all(at->path(), ignored);
  }
}

}  // namespace keyhound
