// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/worker_failure.h"

#include <doctest/doctest.h>

#include <cerrno>

#include "scanner/base/file.h"

namespace keyhound {

TEST_CASE("An error's reason is that of the system where it has one, else that of its kind") {
  CHECK(failure_of(errno_error(ENOSPC, "state")).reason == "disk-full");
  CHECK(failure_of(errno_error(EFBIG, "report")).reason == "file-limit");
  CHECK(failure_of(errno_error(EMFILE, "pack")).reason == "file-limit");
  CHECK(failure_of({ErrorKind::kUsage, "--rules"}).reason == "configuration");
  CHECK(failure_of({ErrorKind::kConfiguration, "rules"}).reason == "configuration");
  CHECK(failure_of({ErrorKind::kNotFound, "x"}).reason == "not-found");
  CHECK(failure_of({ErrorKind::kUnreadable, "x"}).reason == "access-denied");
  CHECK(failure_of({ErrorKind::kCorrupt, "x"}).reason == "corrupt");
  CHECK(failure_of({ErrorKind::kLimit, "x"}).reason == "size-limit");
  CHECK(failure_of({ErrorKind::kInternal, "x"}).reason == "internal");
  CHECK(failure_of({ErrorKind::kCorrupt, "what and where"}).message == "what and where");
}

}  // namespace keyhound
