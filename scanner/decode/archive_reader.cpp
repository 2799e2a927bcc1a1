// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <type_traits>
#include <utility>

#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"

// Defined where the program loads libarchive late (cmake/LazyLibrary.cmake); its address is null
// else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_archive;

namespace keyhound {
namespace {

using ReadArchive = CHandle<struct archive, archive_read_free>;
using Locale = CHandle<std::remove_pointer_t<locale_t>, freelocale>;

// What libarchive may take from the source to read the header of one entry: it holds the sparse map
// of a tar entry, and the directory of a zip archive, at several times their size.
constexpr std::uint64_t kMostTarHeader = std::uint64_t{4} << 20;
constexpr std::uint64_t kMostDirectory = std::uint64_t{16} << 20;
constexpr std::int64_t kMostHole = 4096;  // bytes that stand for a hole

// libarchive turns names into the charset of the thread's locale, and what that lacks into '?'.
class Utf8Scope {
 public:
  Utf8Scope() {
    static const Locale utf8(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr));
    if (utf8) before_ = uselocale(utf8.get());
  }
  ~Utf8Scope() {
    if (before_ != nullptr) uselocale(before_);
  }
  Utf8Scope(const Utf8Scope&) = delete;
  Utf8Scope& operator=(const Utf8Scope&) = delete;

 private:
  locale_t before_ = nullptr;
};

std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : text; }

ArchiveEntryKind kind_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return ArchiveEntryKind::kHardLink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFDIR:
      return ArchiveEntryKind::kDirectory;
    case AE_IFLNK:
      return ArchiveEntryKind::kLink;
    case AE_IFCHR:
    case AE_IFBLK:
    case AE_IFIFO:
    case AE_IFSOCK:
      return ArchiveEntryKind::kSpecial;
    default:
      return ArchiveEntryKind::kFile;
  }
}

int filter_code(ArchiveFormat format) {
  switch (format) {
    case ArchiveFormat::kGzip:
      return ARCHIVE_FILTER_GZIP;
    case ArchiveFormat::kBzip2:
      return ARCHIVE_FILTER_BZIP2;
    case ArchiveFormat::kXz:
      return ARCHIVE_FILTER_XZ;
    case ArchiveFormat::kZstd:
      return ARCHIVE_FILTER_ZSTD;
    default:
      return ARCHIVE_FILTER_NONE;
  }
}

int support(struct archive* reader, ArchiveFormat format, ZipOrder order) {
  switch (format) {
    case ArchiveFormat::kZip:
      return order == ZipOrder::kDirectory ? archive_read_support_format_zip_seekable(reader)
                                           : archive_read_support_format_zip_streamable(reader);
    case ArchiveFormat::kTar:
      return archive_read_support_format_tar(reader);
    case ArchiveFormat::kSevenZip:
      return archive_read_support_format_7zip(reader);
    default:
      break;
  }
  archive_read_support_format_raw(reader);
  archive_read_support_format_empty(reader);
  // Exactly one layer; what is left to libarchive it unpacks layer by layer on its own.
  return archive_read_append_filter(reader, filter_code(format));
}

}  // namespace

struct ArchiveReader::State {
  State(ArchiveFormat its_format, ByteSource& its_source)
      : format(its_format),
        source(&its_source),
        most_header(its_format == ArchiveFormat::kTar ? kMostTarHeader : kMostDirectory) {}

  ArchiveFormat format;
  ByteSource* source;
  std::uint64_t most_header;
  bool is_in_header = true;
  bool is_usable = true;
  std::uint64_t header_bytes = 0;  // taken for the header at hand
  std::uint64_t taken = 0;         // from the source
  std::uint64_t position = 0;      // in it
  bool keeps_last = false;
  std::string last;  // piece that was not empty
  std::optional<Error> source_error;
  std::string hole;              // zero bytes that are handed out before `block`
  std::string_view block;        // that follows the hole
  std::int64_t data_offset = 0;  // in the entry
  ReadArchive reader;            // first to go: it calls back

  static la_ssize_t on_read(struct archive* reader, void* data, const void** buffer);
  static la_int64_t on_seek(struct archive* reader, void* data, la_int64_t offset, int whence);
  Error error_of(std::string_view otherwise) const;
  bool is_cut_empty() const;
};

la_ssize_t ArchiveReader::State::on_read(struct archive* reader, void* data, const void** buffer) {
  auto& self = *static_cast<State*>(data);
  if (self.is_in_header && self.header_bytes > self.most_header) {
    self.source_error = Error{ErrorKind::kLimit, "its list of entries is too large"};
  } else if (auto piece = self.source->next(); !piece) {
    self.source_error = piece.error();
  } else {
    if (self.is_in_header) self.header_bytes += piece->size();
    self.taken += piece->size();
    self.position += piece->size();
    if (self.keeps_last && !piece->empty()) self.last = *piece;
    *buffer = piece->data();
    return static_cast<la_ssize_t>(piece->size());
  }
  archive_set_error(reader, EIO, "%s", "the source failed");
  return -1;
}

la_int64_t ArchiveReader::State::on_seek(struct archive* /*reader*/, void* data, la_int64_t offset,
                                         int whence) {
  auto& self = *static_cast<State*>(data);
  const auto size = static_cast<la_int64_t>(self.source->size());
  la_int64_t base = 0;
  if (whence == SEEK_CUR) base = static_cast<la_int64_t>(self.position);
  if (whence == SEEK_END) base = size;
  la_int64_t target = 0;
  if (__builtin_add_overflow(base, offset, &target) || target < 0) return ARCHIVE_FATAL;
  self.position = static_cast<std::uint64_t>(std::min(target, size));
  self.source->seek(self.position);
  return static_cast<la_int64_t>(self.position);
}

// What the source said goes before what libarchive makes of it.
Error ArchiveReader::State::error_of(std::string_view otherwise) const {
  if (source_error) return *source_error;
  const char* text = archive_error_string(reader.get());
  return {ErrorKind::kCorrupt, text == nullptr ? std::string(otherwise) : std::string(text)};
}

// Whether it passes for a compressed text that is empty and is none. libarchive says nothing of a
// gzip file that ends in its trailer (checksum and length of the text, zeros when that is empty),
// nor of a bzip2 file that is shorter than an empty one.
bool ArchiveReader::State::is_cut_empty() const {
  constexpr std::size_t kGzipTrailer = 8;
  constexpr std::uint64_t kLeastBzip2 = 14;
  if (::archive_format(reader.get()) != ARCHIVE_FORMAT_EMPTY) return false;
  if (format == ArchiveFormat::kBzip2) return taken < kLeastBzip2;
  return format == ArchiveFormat::kGzip && !last.ends_with(std::string(kGzipTrailer, '\0'));
}

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(ArchiveFormat format, ByteSource& source,
                                                           ZipOrder order) {
  const Utf8Scope utf8;
  KEYHOUND_TRY_STATUS(load_lazily(&keyhound_lazy_archive));
  auto state = std::make_unique<State>(format, source);
  state->reader.reset(archive_read_new());
  struct archive* const reader = state->reader.get();
  if (reader == nullptr) return fail(ErrorKind::kInternal, "no memory for an archive reader");
  // ARCHIVE_WARN would mean that a compressor is run as a program of its own.
  if (support(reader, format, order) != ARCHIVE_OK) {
    return fail(ErrorKind::kInternal, "this build of libarchive cannot read " +
                                          std::string(to_string(format)) + " archives");
  }
  archive_read_set_read_callback(reader, State::on_read);
  archive_read_set_callback_data(reader, state.get());
  if (source.can_seek()) source.seek(0);
  const bool is_sequential = is_compressor(format) || format == ArchiveFormat::kTar ||
                             (format == ArchiveFormat::kZip && order == ZipOrder::kStored);
  if (!is_sequential) archive_read_set_seek_callback(reader, State::on_seek);
  state->keeps_last = is_sequential;
  // What cannot be read passes for empty, with an error that is set, or none.
  if (archive_read_open1(reader) < ARCHIVE_WARN || archive_error_string(reader) != nullptr)
    return fail(state->error_of("it cannot be opened"));
  return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(state)));
}

Result<std::optional<ArchiveEntry>> ArchiveReader::next() {
  const Utf8Scope utf8;
  State& state = *state_;
  state.is_in_header = true;
  state.header_bytes = 0;
  state.hole.clear();
  state.block = {};
  state.data_offset = 0;
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(state.reader.get(), &entry);
  state.is_in_header = false;
  if (status == ARCHIVE_EOF && state.is_cut_empty()) {
    state.is_usable = false;
    return fail(ErrorKind::kCorrupt, "it is cut off");
  }
  if (status == ARCHIVE_EOF) return std::optional<ArchiveEntry>();
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
    state.is_usable = status > ARCHIVE_FATAL && !state.source_error;
    return fail(state.error_of("it is damaged"));
  }
  ArchiveEntry out;
  if (!is_compressor(state.format)) {
    const char* const path = archive_entry_pathname(entry);
    out.path = text_or_empty(path != nullptr ? path : archive_entry_pathname_utf8(entry));
    out.kind = kind_of(entry);
    const char* const target = out.kind == ArchiveEntryKind::kHardLink
                                   ? archive_entry_hardlink(entry)
                                   : archive_entry_symlink(entry);
    out.target = text_or_empty(target);
    out.is_encrypted = archive_entry_is_data_encrypted(entry) > 0;
    if (status == ARCHIVE_WARN) out.warning = state.error_of("its header is damaged").message;
  }
  return std::optional<ArchiveEntry>(std::move(out));
}

Result<std::string_view> ArchiveReader::read() {
  State& state = *state_;
  if (!state.block.empty()) return std::exchange(state.block, {});
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  int status = ARCHIVE_OK;
  // An empty block is not the end.
  do {
    status = archive_read_data_block(state.reader.get(), &data, &size, &offset);
  } while (status == ARCHIVE_OK && size == 0);
  if (status == ARCHIVE_EOF) return std::string_view();
  if (status != ARCHIVE_OK) {
    state.is_usable = status > ARCHIVE_FATAL && !state.source_error;
    return fail(state.error_of("its data is damaged"));
  }
  const std::string_view block(static_cast<const char*>(data), size);
  const std::int64_t hole =
      std::exchange(state.data_offset, offset + static_cast<std::int64_t>(size));
  if (offset <= hole) return block;
  state.hole.assign(static_cast<std::size_t>(std::min(kMostHole, offset - hole)), '\0');
  state.block = block;
  return std::string_view(state.hole);
}

bool ArchiveReader::is_usable() const { return state_->is_usable; }

std::string_view ArchiveReader::behind_end() const {
  const auto used = static_cast<std::uint64_t>(archive_filter_bytes(state_->reader.get(), -1));
  const std::uint64_t unused = state_->taken - std::min(state_->taken, used);
  const std::size_t count = std::min<std::uint64_t>(unused, state_->last.size());
  return std::string_view(state_->last).substr(state_->last.size() - count);
}

}  // namespace keyhound
