// SPDX-License-Identifier: Apache-2.0
// What the tests of mirrors share.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "scanner/bulk/mirrors/mirror.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

inline Target target_at(const std::string& location, const std::string& name = "host/acme/pay") {
  Target target;
  target.name = name;
  target.location = location;
  return target;
}

inline Target target_of(const GitRepoBuilder& remote) {
  return target_at("file://" + remote.path());
}

inline MirrorOptions options_in(const TempDir& cache) {
  MirrorOptions options;
  options.cache = cache.str();
  options.protocols = {"file"};
  options.timeout = std::chrono::seconds(120);
  return options;
}

inline Mirror mirror_of(const Target& target, const MirrorOptions& options) {
  auto mirror = update_mirror(target, options);
  REQUIRE_MESSAGE(mirror, mirror.error().reason, ": ", mirror.error().message);
  return *mirror;
}

inline TargetFailure failure_of(const Target& target, const MirrorOptions& options) {
  auto mirror = update_mirror(target, options);
  REQUIRE_FALSE(mirror);
  return mirror.error();
}

inline std::string git_in(const std::string& git_dir, const std::vector<std::string>& arguments) {
  RunOptions options;
  options.environment["GIT_DIR"] = git_dir;
  std::vector<std::string> command = {"git"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run(command, options).out;
}

inline std::string refs_of(const std::string& git_dir) { return git_in(git_dir, {"for-each-ref"}); }

// Its refs reach nothing that is missing or damaged.
inline bool is_sound(const std::string& git_dir) {
  RunOptions options;
  options.environment["GIT_DIR"] = git_dir;
  return run({"git", "fsck", "--full"}, options).exit_code == 0;
}

}  // namespace keyhound::testing
