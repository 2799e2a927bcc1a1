// SPDX-License-Identifier: Apache-2.0
// GitLibrary: starts libgit2 with the settings a scanner of untrusted repositories needs and ends
// it. One object must live while anything of libgit2 is used. Create it before starting threads.
#pragma once

#include "scanner/base/result.h"

namespace keyhound {

// No system, global or XDG configuration is read, so that no user's setting changes what is seen.
class GitLibrary {
 public:
  // Costs nothing yet: libgit2 starts when it is first needed, and ends with the last object.
  GitLibrary();
  ~GitLibrary();
  GitLibrary(const GitLibrary&) = delete;
  GitLibrary& operator=(const GitLibrary&) = delete;

  // Starts libgit2 unless it has started; fails where it is not installed. Thread-safe. REQUIRES: a
  // living GitLibrary.
  static Status start();
};

}  // namespace keyhound
