// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/write_text.h"

#include <cstdio>

#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {

int print_whole(std::string_view text) {
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (is_written) return kExitClean;
  return report_error(
      {ErrorKind::kUsage, "standard output: it cannot be written; is the disk full?"});
}

}  // namespace keyhound
