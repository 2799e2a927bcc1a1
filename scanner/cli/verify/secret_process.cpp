// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/secret_process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstdlib>

#include "scanner/base/file.h"

namespace keyhound {

Status keep_process_private() {
  // libcurl would write the keys of its sessions there.
  ::unsetenv("SSLKEYLOGFILE");
  const rlimit none{0, 0};
  // The limit alone does not hold where the system pipes dumps to a program: the second does.
  if (setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0) return {};
  return fail(ErrorKind::kConfiguration,
              errno_error(errno,
                          "this process cannot be kept from dumping its memory, so no "
                          "secret is read")
                  .message);
}

}  // namespace keyhound
