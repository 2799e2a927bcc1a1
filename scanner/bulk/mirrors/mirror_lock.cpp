// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/mirror_lock.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>

#include <cerrno>

#include "scanner/bulk/mirrors/cache_failure.h"

namespace keyhound {
namespace {

constexpr int kPause = 20;  // milliseconds

}  // namespace

tl::expected<MirrorLock, TargetFailure> MirrorLock::take(
    const std::string& path, std::chrono::steady_clock::time_point deadline) {
  Descriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
  if (!file.is_open()) return tl::unexpected(cache_failure(path, errno));
  while (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return tl::unexpected(cache_failure(path, errno));
    if (std::chrono::steady_clock::now() >= deadline) {
      return tl::unexpected(TargetFailure{
          "time-limit", "another process worked on the mirror all the time; run again later"});
    }
    ::poll(nullptr, 0, kPause);
  }
  return MirrorLock(std::move(file));
}

// The one lock goes before the other comes, so it may have to wait for who came between.
void MirrorLock::share() const {
  while (::flock(file_.number(), LOCK_SH) != 0 && errno == EINTR) {
  }
}

}  // namespace keyhound
