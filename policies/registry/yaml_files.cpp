// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/yaml_files.h"

#include <algorithm>
#include <filesystem>

#include "scanner/base/file.h"

namespace keyhound {

Result<std::vector<std::string>> yaml_files_at(const std::string& path, std::size_t most) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    const std::string extension = it->path().extension().string();
    if (extension != ".yaml" && extension != ".yml") continue;
    files.push_back(it->path().string());
    if (files.size() > most) {
      return fail(ErrorKind::kLimit, path + ": more than " + std::to_string(most) +
                                         " YAML files in this directory; join some of them");
    }
  }
  if (error) return fail(errno_error(error.value(), path));
  if (files.empty()) {
    return fail(ErrorKind::kConfiguration, path + ": no *.yaml or *.yml file in this directory");
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace keyhound
