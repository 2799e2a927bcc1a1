// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/report_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

tl::unexpected<Error> refused(int error_number, const std::string& path) {
  const std::string name = path.empty() ? "standard output" : "--output " + path;
  return fail(ErrorKind::kUsage, errno_error(error_number, name + ": cannot write it").message);
}

// The error of the system, where it is one, says more than that of the report.
Status write_to(std::FILE* file, Database& database, std::int64_t run_id, OrganisationFormat format,
                const std::string& path) {
  int error_number = 0;
  const Status written =
      write_organisation_report(database, run_id, format, [&](std::string_view text) {
        if (std::fwrite(text.data(), 1, text.size(), file) == text.size()) return true;
        error_number = errno;
        return false;
      });
  if (error_number == 0 && written && std::fflush(file) != 0) error_number = errno;
  if (error_number != 0) return refused(error_number, path);
  return written;
}

bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

// As a file has it that is made anew.
mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

Status write_beside(Database& database, std::int64_t run_id, OrganisationFormat format,
                    const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return refused(errno, path);
  ::fchmod(descriptor, usual_mode());
  OpenFile file(::fdopen(descriptor, "w"));
  Status written = write_to(file.get(), database, run_id, format, path);
  if (written && std::fclose(file.release()) != 0) written = refused(errno, path);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = refused(errno, path);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

}  // namespace

Status write_report_file(Database& database, std::int64_t run_id, OrganisationFormat format,
                         const std::string& path) {
  if (path.empty() || path == "-") return write_to(stdout, database, run_id, format, "");
  if (!is_special(path)) return write_beside(database, run_id, format, path);
  const OpenFile file(std::fopen(path.c_str(), "we"));
  if (!file) return refused(errno, path);
  return write_to(file.get(), database, run_id, format, path);
}

}  // namespace keyhound
