// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

// A descriptor that is open for as long as this lives. A mapping outlives it.
struct Descriptor {
  explicit Descriptor(int value) : number(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
  int number;
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path) {
  // O_NONBLOCK: opening a FIFO would wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (file.number < 0 && errno == ENXIO)
    return fail(ErrorKind::kUnreadable, path + ": it is not a regular file");
  if (file.number < 0) return fail(errno_error(errno, path + ": cannot open"));
  struct stat status {};
  if (::fstat(file.number, &status) != 0) return fail(errno_error(errno, path + ": cannot stat"));
  if (!S_ISREG(status.st_mode))
    return fail(ErrorKind::kUnreadable, path + ": it is not a regular file");
  MappedFile mapped;
  if (status.st_size <= 0) return mapped;  // mmap refuses to map nothing
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number, 0);
  if (data == MAP_FAILED) return fail(errno_error(errno, path + ": cannot map"));
  mapped.data_ = static_cast<const char*>(data);
  mapped.size_ = size;
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace keyhound
