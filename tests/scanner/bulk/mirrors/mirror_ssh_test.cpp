// SPDX-License-Identifier: Apache-2.0
// ssh by a program in its place, which notes how it was called.
#include <sys/stat.h>

#include <cstdlib>

#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

using testing::GitRepoBuilder;
using testing::TempDir;

MirrorOptions ssh_options(const TempDir& cache) {
  MirrorOptions options = testing::options_in(cache);
  options.protocols = {"ssh"};
  return options;
}

void put_in_place_of_ssh(const TempDir& folder, const std::string& script) {
  folder.write_file("ssh", "#!/bin/sh\n" + script + "\n");
  ::chmod((folder / "ssh").c_str(), 0755);
  ::setenv("GIT_SSH_COMMAND", (folder / "ssh").c_str(), 1);
}

TEST_CASE("ssh asks nobody, and has the user's agent") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir folder;
  put_in_place_of_ssh(folder,
                      "echo \"$@ $SSH_AUTH_SOCK\" >> \"$(dirname \"$0\")/calls\"\n"
                      "for last in \"$@\"; do :; done; eval \"$last\"");
  ::setenv("SSH_AUTH_SOCK", "/the/agent", 1);
  const TempDir cache;
  const Target target = testing::target_at("git@host:" + remote.path());
  const Mirror mirror = testing::mirror_of(target, ssh_options(cache));
  CHECK(testing::refs_of(mirror.path) == testing::refs_of(remote.path() + "/.git"));
  const std::string calls = folder.read_file("calls");
  CHECK(calls.find("-o BatchMode=yes") != std::string::npos);
  CHECK(calls.find("git@host git-upload-pack") != std::string::npos);
  CHECK(calls.find("/the/agent") != std::string::npos);
  ::unsetenv("SSH_AUTH_SOCK");
  ::unsetenv("GIT_SSH_COMMAND");
}

TEST_CASE("What ssh says has its reason") {
  const TempDir folder;
  const TempDir cache;
  struct Row {
    std::string words;
    std::string reason;
  };
  const Row rows[] = {
      {"git@host: Permission denied (publickey).", "access-denied"},
      {"Host key verification failed.", "access-denied"},
      {"ssh: Could not resolve hostname host: Name or service not known", "network"},
      {"ERROR: Repository not found.", "not-found"}};
  for (const Row& row : rows) {
    CAPTURE(row.words);
    put_in_place_of_ssh(folder, "echo '" + row.words + "' >&2; exit 255");
    const TargetFailure failure =
        testing::failure_of(testing::target_at("ssh://git@host/x"), ssh_options(cache));
    CHECK(failure.reason == row.reason);
  }
  ::unsetenv("GIT_SSH_COMMAND");
}

}  // namespace
}  // namespace keyhound
