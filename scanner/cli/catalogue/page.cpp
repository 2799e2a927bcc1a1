// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/page.h"

#include <fmt/format.h>

#include <filesystem>

#include "scanner/base/file.h"

namespace keyhound {

Status write_pages(const std::string& folder, const std::vector<Page>& pages) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder, error)) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: it is no folder and cannot be made; name another", folder));
  }
  for (const Page& page : pages) {
    const auto written =
        write_file((std::filesystem::path(folder) / page.file).string(), page.text);
    if (!written) return fail(ErrorKind::kUsage, written.error().message);
  }
  return {};
}

}  // namespace keyhound
