// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/mirror_lock.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

using Clock = std::chrono::steady_clock;

TEST_CASE("A lock is one process's, then several's, and goes with its end") {
  const testing::TempDir folder;
  const std::string file = folder / "lock";
  std::optional<MirrorLock> first = MirrorLock::take(file, Clock::now()).value();
  const auto soon = [] { return Clock::now() + std::chrono::milliseconds(50); };
  CHECK(MirrorLock::take(file, soon()).error().reason == "time-limit");
  first->share();
  CHECK_FALSE(MirrorLock::take(file, soon()));
  first.reset();
  CHECK(MirrorLock::take(file, soon()));
}

TEST_CASE("A lock follows no link and waits for no pipe") {
  const testing::TempDir folder;
  folder.write_file("other", "");
  std::filesystem::create_symlink(folder / "other", folder / "lock");
  CHECK(MirrorLock::take(folder / "lock", Clock::now()).error().reason == "configuration");
  CHECK(MirrorLock::take(folder / "none/lock", Clock::now()).error().reason == "configuration");
}

}  // namespace
}  // namespace keyhound
