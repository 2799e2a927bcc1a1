// SPDX-License-Identifier: Apache-2.0
// GitLibrary: starts libgit2 with the settings a scanner of untrusted repositories needs and ends
// it. One object must live while any Repository does. Create it before starting threads.
#pragma once

namespace keyhound {

// No system, global or XDG configuration is read, so that no user's setting changes what is seen.
// The owner of a repository is not checked, since nothing of it is ever executed.
class GitLibrary {
 public:
  GitLibrary();
  ~GitLibrary();
  GitLibrary(const GitLibrary&) = delete;
  GitLibrary& operator=(const GitLibrary&) = delete;
};

}  // namespace keyhound
