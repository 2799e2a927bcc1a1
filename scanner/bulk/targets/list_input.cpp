// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/list_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

Result<std::string> read_standard_input(std::uint64_t limit) {
  if (::isatty(STDIN_FILENO) == 1) {
    return fail(ErrorKind::kUsage,
                "standard input is a terminal; pipe a list into it, or name a file");
  }
  std::string text;
  char buffer[65536];
  while (true) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(errno_error(errno, "standard input"));
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > limit) {
      return fail(ErrorKind::kLimit, fmt::format("standard input: more than {} MiB", limit >> 20U));
    }
  }
}

}  // namespace

Result<std::string> read_list_input(const std::string& file, std::uint64_t limit) {
  return file == "-" ? read_standard_input(limit) : read_file(file, limit);
}

std::string list_input_name(const std::string& file) {
  return file == "-" ? "standard input" : file;
}

}  // namespace keyhound
