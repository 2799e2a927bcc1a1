// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/job_input.h"

#include <unistd.h>

#include <cstdio>

namespace keyhound {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20U;

}  // namespace

Result<std::string> read_job_input() {
  if (::isatty(STDIN_FILENO) == 1) {
    return fail(ErrorKind::kUsage,
                "this is started by 'keyhound bulk run', which writes its job to standard input");
  }
  std::string text;
  char buffer[16384];
  for (std::size_t read = 0; (read = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) {
    text.append(buffer, read);
    if (text.size() > kMostBytes) return fail(ErrorKind::kLimit, "standard input: too large a job");
  }
  return text;
}

}  // namespace keyhound
