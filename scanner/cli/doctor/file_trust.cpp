// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/file_trust.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyhound {

std::optional<FileTrust> trust_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  FileTrust trust;
  trust.is_regular = S_ISREG(status.st_mode);
  trust.owner = status.st_uid;
  trust.is_of_another = status.st_uid != ::geteuid() && status.st_uid != 0;
  // A folder with the sticky bit, such as /tmp, lets nobody replace the files of others.
  const bool is_sticky = S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
  trust.is_writable_by_all = (status.st_mode & S_IWOTH) != 0 && !is_sticky;
  return trust;
}

std::string distrust(const FileTrust& trust) {
  if (trust.is_of_another)
    return fmt::format("it belongs to user {}, not to you ({})", trust.owner, ::geteuid());
  if (trust.is_writable_by_all) return "every user may write it";
  return {};
}

}  // namespace keyhound
