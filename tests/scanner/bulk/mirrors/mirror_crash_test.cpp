// SPDX-License-Identifier: Apache-2.0
// kill -9 of git and of the process that runs it, at random moments, and two at once.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "scanner/process/process_tree.h"
#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

using testing::GitRepoBuilder;
using testing::is_sound;
using testing::mirror_of;
using testing::options_in;
using testing::refs_of;
using testing::target_of;
using testing::TempDir;

// Updates the mirror in another process, which ends with 0 when that worked.
pid_t start_update(const Target& target, const MirrorOptions& options) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(update_mirror(target, options) ? 0 : 1);
  return child;
}

int end_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST_CASE("Updates that are killed at random moments leave a mirror that is whole or none") {
  GitRepoBuilder remote;
  remote.commit_file("a", std::string(200'000, 'a'), "one");
  const TempDir cache;
  const std::string path = cache / "mirrors/host/acme/pay.git";
  // The moments are spread over what an update takes on this machine now.
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(end_of(start_update(target_of(remote), options_in(cache))) == 0);
  const auto longest =
      static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                     std::chrono::steady_clock::now() - start)
                                     .count());
  std::uint32_t random = 99;
  int killed = 0;
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    if (round % 3 == 0) std::filesystem::remove_all(path);
    remote.commit_file("a", std::string(200'000, 'a') + std::to_string(round), "next");
    remote.branch("b" + std::to_string(round));
    const pid_t child = start_update(target_of(remote), options_in(cache));
    random = random * 1664525 + 1013904223;
    ::usleep((random >> 8U) % longest);
    // Now the process itself, now one of those that it started.
    const std::vector<pid_t> tree = process_tree(child);
    if (round % 2 == 0) {
      ::kill(child, SIGKILL);
    } else if (tree.size() > 1) {
      ::kill(tree[1 + random % (tree.size() - 1)], SIGKILL);
    }
    if (end_of(child) != 0) ++killed;
    if (std::filesystem::exists(path)) CHECK(is_sound(path));
  }
  MESSAGE(killed << " of 20 updates were cut off");
  const Mirror mirror = mirror_of(target_of(remote), options_in(cache));
  CHECK(refs_of(mirror.path) == refs_of(remote.path() + "/.git"));
  CHECK(is_sound(mirror.path));
  CHECK_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_CASE("Two at once wait for each other, and for one who reads") {
  GitRepoBuilder remote;
  remote.commit_file("a", "1", "one");
  const TempDir cache;
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    children.push_back(start_update(target_of(remote), options_in(cache)));
  }
  for (const pid_t child : children) CHECK(end_of(child) == 0);
  {
    const Mirror held = mirror_of(target_of(remote), options_in(cache));
    CHECK(is_sound(held.path));
    MirrorOptions impatient = options_in(cache);
    impatient.timeout = std::chrono::seconds(0);
    CHECK(testing::failure_of(target_of(remote), impatient).reason == "time-limit");
  }
  mirror_of(target_of(remote), options_in(cache));
}

}  // namespace
}  // namespace keyhound
