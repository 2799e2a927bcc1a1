// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/job_folders.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLockEnding = ".lock";

Status make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) fs::permissions(path, fs::perms::owner_all, error);
  if (error) return fail(errno_error(error.value(), path + ": the folder cannot be made"));
  return {};
}

// Opens and locks; -1 where somebody else holds it, or it cannot be opened.
int try_lock(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return -1;
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

// Removes the folders whose coordinator is gone. The lock file goes last, and while it is locked:
// two that clean up at once do not meet a third that begins.
void remove_abandoned(const std::string& jobs) {
  std::error_code error;
  for (fs::directory_iterator entry(jobs, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string path = entry->path().string();
    if (!path.ends_with(kLockEnding)) continue;
    const int lock = try_lock(path);
    if (lock < 0) continue;
    JobFolders::remove(path.substr(0, path.size() - kLockEnding.size()));
    ::unlink(path.c_str());
    ::close(lock);
  }
}

// A name that nobody has, locked: -1 where somebody who cleans up was quicker and removed it.
Result<std::pair<std::string, int>> try_own(const std::string& jobs) {
  std::string file = jobs + "/XXXXXX" + std::string(kLockEnding);
  const int lock = ::mkostemps(file.data(), static_cast<int>(kLockEnding.size()), O_CLOEXEC);
  if (lock < 0) return fail(errno_error(errno, jobs + ": no file can be made there"));
  struct stat state {};
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0 && ::fstat(lock, &state) == 0 && state.st_nlink > 0)
    return std::pair<std::string, int>(file, lock);
  ::close(lock);
  return std::pair<std::string, int>(file, -1);
}

Result<std::pair<std::string, int>> make_own(const std::string& jobs) {
  constexpr int kTries = 10;
  for (int i = 0; i < kTries; ++i) {
    KEYHOUND_TRY(auto own, try_own(jobs));
    if (own.second >= 0) return own;
  }
  return fail(ErrorKind::kUnreadable, jobs +
                                          ": files there cannot be locked; choose a folder on "
                                          "another file system with --cache");
}

}  // namespace

Result<JobFolders> JobFolders::create(const std::string& parent) {
  const std::string jobs = parent + "/jobs";
  KEYHOUND_TRY_STATUS(make_folder(jobs));
  remove_abandoned(jobs);
  KEYHOUND_TRY(auto own, make_own(jobs));
  auto& [lock_file, lock] = own;
  JobFolders folders(lock_file.substr(0, lock_file.size() - kLockEnding.size()), lock_file, lock);
  KEYHOUND_TRY_STATUS(make_folder(folders.folder_));
  return folders;
}

JobFolders::JobFolders(std::string folder, std::string lock_file, int lock)
    : folder_(std::move(folder)), lock_file_(std::move(lock_file)), lock_(lock) {}

JobFolders::JobFolders(JobFolders&& other) noexcept
    : folder_(std::exchange(other.folder_, {})),
      lock_file_(std::exchange(other.lock_file_, {})),
      lock_(std::exchange(other.lock_, -1)),
      next_(other.next_) {}

JobFolders& JobFolders::operator=(JobFolders&& other) noexcept {
  if (this == &other) return *this;
  close();
  folder_ = std::exchange(other.folder_, {});
  lock_file_ = std::exchange(other.lock_file_, {});
  lock_ = std::exchange(other.lock_, -1);
  next_ = other.next_;
  return *this;
}

JobFolders::~JobFolders() { close(); }

void JobFolders::close() {
  if (lock_ < 0) return;
  remove(folder_);
  ::unlink(lock_file_.c_str());
  ::close(std::exchange(lock_, -1));
}

Result<std::string> JobFolders::make() {
  std::string folder = fmt::format("{}/{}", folder_, next_++);
  KEYHOUND_TRY_STATUS(make_folder(folder));
  return folder;
}

void JobFolders::remove(const std::string& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
}

}  // namespace keyhound
