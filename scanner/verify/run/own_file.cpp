// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/own_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_RDWR | O_CREAT;

tl::unexpected<Error> refuse(const std::string& path, std::string_view what) {
  return fail(ErrorKind::kConfiguration, fmt::format("{}: {}", path, what));
}

Status make_directories_of(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
      return fail(errno_error(errno, folder + ": cannot make this directory for the cache"));
  }
  return {};
}

Status check(const struct stat& file, const std::string& path) {
  if (!S_ISREG(file.st_mode)) return refuse(path, "it is not a regular file");
  if (file.st_uid != ::geteuid()) {
    return refuse(path,
                  "it is another user's, who could have written anything into it; name another "
                  "cache");
  }
  if ((file.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return refuse(path,
                  "others may write it; delete it, or 'chmod 600' it if its content is yours");
  }
  if (static_cast<std::uint64_t>(file.st_size) > kLargestOwnFile) {
    return refuse(path, fmt::format("it is larger than {} MiB, which no cache becomes; delete it",
                                    kLargestOwnFile >> 20U));
  }
  return {};
}

}  // namespace

Result<int> open_own_file(const std::string& path, int flags) {
  KEYHOUND_TRY_STATUS(make_directories_of(path));
  const int descriptor = ::open(path.c_str(), kFlags | flags, 0600);
  if (descriptor < 0 && errno == ELOOP) return refuse(path, "it is a link, which is not followed");
  if (descriptor < 0 && errno == EISDIR) return refuse(path, "it is a directory");
  if (descriptor < 0) return fail(errno_error(errno, path + ": cannot open the cache"));
  struct stat file {};
  Status status;
  if (::fstat(descriptor, &file) != 0)
    status = fail(errno_error(errno, path));
  else
    status = check(file, path);
  if (status) return descriptor;
  ::close(descriptor);
  return fail(status.error());
}

}  // namespace keyhound
