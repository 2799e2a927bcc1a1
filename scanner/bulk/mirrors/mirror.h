// SPDX-License-Identifier: Apache-2.0
// Mirrors of repositories in the cache folder, made and kept up to date by the git program under
// safe settings: no hooks, no prompts, no local configuration that is trusted, an allow-list of
// protocols, limits of time and size. Credentials come from a helper alone. A mirror holds what the
// remote's refs reach: what they reach no more may stay, or go with a later repack.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "scanner/bulk/target.h"
#include "scanner/bulk/target_failure.h"

namespace keyhound {

struct MirrorOptions {
  std::string cache;  // folder of the cache; mirrors stand in <cache>/mirrors
  // For all of an update, with waiting for another that works on the mirror.
  std::chrono::seconds timeout{1800};
  std::uint64_t largest_bytes = std::uint64_t{20} << 30U;  // of a mirror on disk; 0: any
  std::vector<std::string> protocols = {"https", "ssh"};   // "file", "http" and "git" are asked for
  // A credential helper as git has it (gitcredentials(7)); empty: the token of the environment
  // variable `token_variable`, where that is set, for the target's host alone and by https alone.
  // A helper runs with this process's HOME and environment, which git itself does not get.
  std::string credential_helper;
  std::string token_variable;
  std::string git = "git";  // 2.29 or later
  bool renew = false;       // make the mirror anew, also where it stands
};

struct Mirror {
  std::string path;  // of the bare repository
  bool is_new = false;
  // While it lives nobody else changes the mirror, so keep it until all is read.
  std::shared_ptr<const void> lock = {};
};

// Makes or updates the mirror of a kUrl target. An update that fails leaves the mirror as it was,
// but removes one that is over its size; a mirror that is damaged is made anew, once. One process
// at a time works on a mirror: others wait. Its HEAD is that of the remote.
tl::expected<Mirror, TargetFailure> update_mirror(const Target& target,
                                                  const MirrorOptions& options);

// Where the mirror of that target stands or would: <cache>/mirrors/<name>.git for plain names, else
// a folder named by the name's hash. No part of a hostile name leaves the cache, no two names share
// a folder or stand in each other's, and file systems without case or with short names are fine.
std::string mirror_path(const std::string& cache, const std::string& name);

// Digest of what decides which history a scan of the repository reads: HEAD and all refs (of all
// worktrees, and pseudo refs such as MERGE_HEAD) with what they name, stashes, the shallow
// boundary, alternates, and the repository's configuration, which is scanned as text. Equal for
// equal refs, however they are stored. Grafts and replacements are not part of it but as refs: a
// scan reads objects as they are stored. Reads no object, so a scan of unreachable objects must not
// rely on it. Empty: never take the repository as unchanged. So it is where a ref cannot be read,
// and with a work tree, whose files and index are scanned too and change without any ref.
// "not-found" and "no-repository" where there is none.
tl::expected<std::string, TargetFailure> refs_digest_of(const std::string& path);

}  // namespace keyhound
