// SPDX-License-Identifier: Apache-2.0
// GitCommand: runs the git program on one mirror and its remote, with settings under which nothing
// that the remote or the cache folder holds is run. One per update.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "scanner/bulk/mirrors/credential_setting.h"
#include "scanner/bulk/mirrors/mirror.h"
#include "scanner/process/child_process.h"

namespace keyhound {

class GitCommand {
 public:
  // "configuration" when the token is one that a helper cannot give.
  static tl::expected<GitCommand, TargetFailure> make(const Target& target, RemoteAddress address,
                                                      const MirrorOptions& options);

  [[nodiscard]] const RemoteAddress& address() const { return address_; }

  // Whether git gets credentials and may reach the remote.
  enum class Reach { kRemote, kLocal };

  // Runs it on the repository `git_dir` (empty: none) and answers its output. While it runs,
  // `watched` (empty: nothing) is kept below the size limit. What fails says which step did.
  [[nodiscard]] tl::expected<std::string, TargetFailure> run(
      Reach reach, const std::vector<std::string>& arguments, const std::string& git_dir,
      const std::string& watched, std::size_t kept_output) const;

  // Until then all of them must have ended.
  [[nodiscard]] std::chrono::steady_clock::time_point deadline() const { return deadline_; }

 private:
  GitCommand() = default;
  [[nodiscard]] ProcessSpec spec_of(Reach reach, const std::vector<std::string>& arguments,
                                    const std::string& git_dir) const;
  [[nodiscard]] TargetFailure failure_of(const std::string& what, const ProcessEnd& end) const;

  RemoteAddress address_;
  std::string program_;
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::seconds timeout_{0};
  std::uint64_t largest_bytes_ = 0;
  std::map<std::string, std::string> environment_;
  std::map<std::string, std::string> credentials_;  // variables
  std::vector<GitSetting> credential_settings_;
  std::vector<std::string> secrets_;  // that no message may hold
};

// The failure of a target whose mirror is larger than it may be.
TargetFailure over_size(std::uint64_t largest_bytes);

}  // namespace keyhound
