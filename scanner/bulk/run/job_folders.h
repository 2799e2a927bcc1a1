// SPDX-License-Identifier: Apache-2.0
// JobFolders: the folders that a coordinator's workers write into. They go when their job is done,
// and all of them with the coordinator; what coordinators that were killed left behind is removed
// when the next one starts. One a coordinator; used by one thread.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/base/result.h"

namespace keyhound {

class JobFolders {
 public:
  // Below <parent>/jobs, which is made, for its owner alone. A folder belongs to a living
  // coordinator as long as a lock is held on the file beside it, which ends with the process.
  static Result<JobFolders> create(const std::string& parent);

  JobFolders(JobFolders&& other) noexcept;
  JobFolders& operator=(JobFolders&& other) noexcept;
  JobFolders(const JobFolders&) = delete;
  JobFolders& operator=(const JobFolders&) = delete;
  ~JobFolders();

  // An empty folder for a job.
  Result<std::string> make();
  // With everything in it. What cannot be removed stays for the next coordinator.
  static void remove(const std::string& folder);

 private:
  JobFolders(std::string folder, std::string lock_file, int lock);
  void close();

  std::string folder_;  // empty: moved from
  std::string lock_file_;
  int lock_ = -1;
  std::uint64_t next_ = 0;
};

}  // namespace keyhound
