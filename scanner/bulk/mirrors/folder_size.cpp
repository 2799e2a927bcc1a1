// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/folder_size.h"

#include <sys/stat.h>

#include <filesystem>

namespace keyhound {

namespace fs = std::filesystem;

std::uint64_t folder_size(const std::string& folder) {
  constexpr std::uint64_t kBlock = 512;  // the unit of st_blocks
  std::uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    struct stat info {};
    if (::lstat(entry->path().c_str(), &info) == 0)
      bytes += static_cast<std::uint64_t>(info.st_blocks) * kBlock;
  }
  return bytes;
}

}  // namespace keyhound
