// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/program_path.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyhound {
namespace {

bool is_program(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

Result<std::string> program_path(const std::string& program, std::string_view search_path) {
  if (program.find('/') != std::string::npos) return program;
  for (std::string_view rest = search_path; !program.empty() && !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (!folder.starts_with('/')) continue;
    std::string path = fmt::format("{}/{}", folder, program);
    if (is_program(path)) return path;
  }
  return fail(ErrorKind::kNotFound,
              fmt::format("{}: there is no such program in PATH ({})", program, search_path));
}

}  // namespace keyhound
