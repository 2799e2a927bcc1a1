// SPDX-License-Identifier: Apache-2.0
#include "scanner/sources/text_source.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "scanner/base/check.h"

namespace keyhound {

namespace {

constexpr std::size_t kStreamBufferBytes = std::size_t{64} << 10;  // a stream's first buffer

}  // namespace

TextReader::TextReader(std::optional<File> file, int descriptor, std::string name,
                       std::string& buffer, WindowSizes sizes)
    : file_(std::move(file)),
      descriptor_(descriptor),
      name_(std::move(name)),
      buffer_(&buffer),
      sizes_(sizes) {
  KEYHOUND_CHECK(sizes.overlap > 0 && sizes.overlap < sizes.size);
  // One byte more than the file has: a short read then says that this was its end.
  const std::uint64_t wanted = file_ ? file_->size() + 1 : kStreamBufferBytes;
  const std::size_t size =
      static_cast<std::size_t>(std::min<std::uint64_t>(wanted, sizes_.size + 1));
  if (buffer_->size() < size) buffer_->resize(size);
}

Result<TextReader> TextReader::open(const std::string& path, std::string& buffer,
                                    WindowSizes sizes) {
  Result<File> file = File::open(path, Links::kRefuse);
  if (!file) return fail(file.error());
  return TextReader(std::move(*file), -1, path, buffer, sizes);
}

TextReader TextReader::stream(int descriptor, std::string name, std::string& buffer,
                              WindowSizes sizes) {
  return {std::nullopt, descriptor, std::move(name), buffer, sizes};
}

Result<std::optional<TextWindow>> TextReader::next() {
  if (done_) return std::optional<TextWindow>();
  std::size_t seen = 0;
  if (given_ > 0) {
    // The last window's end becomes the start of this one, with the byte that was read ahead.
    const std::size_t keep_from = given_ - sizes_.overlap;
    std::memmove(buffer_->data(), buffer_->data() + keep_from, filled_ - keep_from);
    filled_ -= keep_from;
    offset_ += keep_from;
    seen = sizes_.overlap;
  }
  if (const Status status = fill(); !status) {
    done_ = true;
    return fail(status.error());
  }
  given_ = std::min(filled_, sizes_.size);
  done_ = at_end_ && filled_ <= sizes_.size;
  return std::optional<TextWindow>(
      TextWindow{std::string_view(*buffer_).substr(0, given_), offset_, seen, done_});
}

// Reads until the buffer holds a window and one byte, which tells whether another one follows.
Status TextReader::fill() {
  const std::size_t wanted = sizes_.size + 1;
  while (!at_end_ && filled_ < wanted) {
    if (filled_ == buffer_->size()) buffer_->resize(std::min(2 * filled_, wanted));
    const std::size_t room = std::min(buffer_->size(), wanted) - filled_;
    KEYHOUND_TRY(const std::size_t got, read_some(buffer_->data() + filled_, room));
    filled_ += got;
    at_end_ = file_ ? got < room : got == 0;
  }
  return {};
}

Result<std::size_t> TextReader::read_some(char* to, std::size_t count) {
  if (file_) {
    Result<std::size_t> got = file_->read_at(offset_ + filled_, to, count);
    if (!got) return fail(got.error().within(name_));
    return got;
  }
  while (true) {
    const ssize_t got = ::read(descriptor_, to, count);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd waiting{descriptor_, POLLIN, 0};
      ::poll(&waiting, 1, -1);
      continue;
    }
    return fail(
        errno_error(errno, name_ + ": cannot read at byte " + std::to_string(offset_ + filled_)));
  }
}

}  // namespace keyhound
