// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "scanner/bulk/mirrors/git_command.h"
#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

using testing::failure_of;
using testing::GitRepoBuilder;
using testing::mirror_of;
using testing::options_in;
using testing::target_of;
using testing::TempDir;

// Bytes that do not compress.
std::string noise(std::size_t count) {
  std::string bytes;
  std::uint32_t state = 12345;
  while (bytes.size() < count) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24U);
  }
  return bytes;
}

// A git that does what `script` says instead of one subcommand.
std::string other_git(const TempDir& folder, const std::string& subcommand,
                      const std::string& script) {
  folder.write_file("git", "#!/bin/sh\nfor word in \"$@\"; do if test \"$word\" = " + subcommand +
                               "; then " + script + "; fi; done\nexec git \"$@\"\n");
  ::chmod((folder / "git").c_str(), 0755);
  return folder / "git";
}

TEST_CASE("A repository over the size limit fails as that, and leaves nothing") {
  GitRepoBuilder remote;
  remote.commit_file("a", noise(3 << 20), "one");
  const TempDir cache;
  MirrorOptions options = options_in(cache);
  options.largest_bytes = 1U << 20U;
  const TargetFailure failure = failure_of(target_of(remote), options);
  CHECK_MESSAGE(failure.reason == "size-limit", failure.message);
  CHECK(failure.message.find("1 MiB") != std::string::npos);
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git"));
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git.new"));
}

TEST_CASE("A mirror that grows over the size limit is removed") {
  GitRepoBuilder remote;
  remote.commit_file("a", noise(1000), "one");
  const TempDir cache;
  MirrorOptions options = options_in(cache);
  options.largest_bytes = 1U << 20U;
  mirror_of(target_of(remote), options);
  remote.commit_file("b", noise(3 << 20), "two");
  CHECK(failure_of(target_of(remote), options).reason == "size-limit");
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git"));
}

TEST_CASE("What grows in many files is stopped while it grows") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const TempDir programs;
  MirrorOptions options = options_in(cache);
  options.largest_bytes = 10U << 20U;
  options.git = other_git(programs, "clone",
                          "for last in \"$@\"; do :; done; mkdir -p \"$last\"; i=0; while :; do "
                          "head -c 1000000 /dev/zero > \"$last/tmp_$i\"; i=$((i+1)); done");
  const auto start = std::chrono::steady_clock::now();
  CHECK(failure_of(target_of(remote), options).reason == "size-limit");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
  CHECK_FALSE(cache.exists("mirrors/host/acme/pay.git.new"));
}

TEST_CASE("A git that does not end fails as that, and the mirror is as it was") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  const TempDir programs;
  MirrorOptions options = options_in(cache);
  const std::string path = mirror_of(target_of(remote), options).path;
  const std::string digest = refs_digest_of(path).value();
  remote.commit_file("a", "2", "two");
  options.timeout = std::chrono::seconds(1);
  options.git =
      other_git(programs, "fetch",
                "touch \"$GIT_DIR/packed-refs.lock\" \"$GIT_DIR/objects/pack/tmp_pack_x\"; "
                "trap '' TERM; sleep 100 & sleep 100");
  const TargetFailure failure = failure_of(target_of(remote), options);
  CHECK(failure.reason == "time-limit");
  CHECK(failure.message.find("fetch") != std::string::npos);
  CHECK(refs_digest_of(path).value() == digest);
  CHECK_FALSE(fs::exists(path + "/packed-refs.lock"));
  CHECK_FALSE(fs::exists(path + "/objects/pack/tmp_pack_x"));
  options = options_in(cache);
  CHECK_FALSE(mirror_of(target_of(remote), options).is_new);
  CHECK(refs_digest_of(path).value() != digest);
}

TEST_CASE("A git that crashes is a failure with its signal") {
  GitRepoBuilder remote;
  const TempDir cache;
  const TempDir programs;
  MirrorOptions options = options_in(cache);
  options.git = other_git(programs, "clone", "kill -SEGV $$");
  const TargetFailure failure = failure_of(target_of(remote), options);
  CHECK(failure.reason == "crashed");
  CHECK(failure.message.find("SIGSEGV") != std::string::npos);
}

TEST_CASE("A full disk is told as that, and what was mirrored stays") {
  const TempDir folder;
  fs::create_directory(folder / "small");
  if (::geteuid() != 0 ||
      ::mount("none", (folder / "small").c_str(), "tmpfs", MS_NOSUID, "size=3m") != 0) {
    MESSAGE("skipped: only root mounts a small file system");
    return;
  }
  {
    GitRepoBuilder remote;
    remote.commit_file("a", "1", "one");
    MirrorOptions options;
    options.cache = folder / "small/cache";
    options.protocols = {"file"};
    const std::string path = mirror_of(target_of(remote), options).path;
    const std::string digest = refs_digest_of(path).value();
    remote.commit_file("b", noise(6 << 20), "two");
    const TargetFailure failure = failure_of(target_of(remote), options);
    CHECK_MESSAGE(failure.reason == "disk-full", failure.message);
    CHECK(refs_digest_of(path).value() == digest);
    CHECK(testing::is_sound(path));
    Target other = target_of(remote);
    other.name = "other";
    CHECK(failure_of(other, options).reason == "disk-full");
    CHECK_FALSE(fs::exists(folder / "small/cache/mirrors/other.git.new"));
    // Full to the last byte, also for our own files.
    testing::run({"dd", "if=/dev/zero", "of=" + (folder / "small/filler"), "bs=4096"});
    other.name = "another/one";
    CHECK(failure_of(other, options).reason == "disk-full");
  }
  CHECK(::umount2((folder / "small").c_str(), MNT_DETACH) == 0);
}

TEST_CASE("The failure of a size names the limit") {
  CHECK(over_size(5U << 20U).message.find("5 MiB") != std::string::npos);
}

}  // namespace
}  // namespace keyhound
