// SPDX-License-Identifier: Apache-2.0
// Mirrors of repositories in the cache folder, made and kept up to date by the git program under
// safe settings: no hooks, no prompts, no local configuration that is trusted, an allow-list of
// protocols, limits of time and size. Credentials come from a helper alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "scanner/bulk/target.h"
#include "scanner/bulk/target_failure.h"

namespace keyhound {

struct MirrorOptions {
  std::string cache;  // folder of the cache; mirrors stand in <cache>/mirrors/<name>.git
  std::chrono::seconds timeout{1800};
  std::uint64_t largest_bytes = std::uint64_t{20} << 30U;  // of a mirror on disk
  std::vector<std::string> protocols = {"https", "ssh"};   // "file", "http" and "git" are asked for
  // A credential helper as git has it (gitcredentials(7)); empty: the token of the environment
  // variable `token_variable`, where that is set, for the target's host alone.
  std::string credential_helper;
  std::string token_variable;
  std::string git = "git";
};

struct Mirror {
  std::string path;  // of the bare repository
  bool is_new = false;
};

// Makes or updates the mirror of a kUrl target. An update that fails leaves the mirror as it was; a
// mirror that is damaged is made anew, once. One process at a time works on a mirror: others wait.
tl::expected<Mirror, TargetFailure> update_mirror(const Target& target,
                                                  const MirrorOptions& options);

// Where the mirror of that target stands or would; no part of a hostile name leaves the cache.
std::string mirror_path(const std::string& cache, const std::string& name);

// Digest of HEAD and of all refs with what they name, of a repository on this machine: equal where
// a scan of history would read the same. Reads no object.
tl::expected<std::string, TargetFailure> refs_digest_of(const std::string& path);

}  // namespace keyhound
