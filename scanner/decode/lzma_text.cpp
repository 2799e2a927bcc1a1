// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/lzma_text.h"

#include <archive.h>
#include <archive_entry.h>

#include "scanner/base/c_handle.h"
#include "scanner/base/lazy_library.h"

// As in archive_reader.cpp.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_archive;

namespace keyhound {
namespace {

using ReadArchive = CHandle<struct archive, archive_read_free>;

}  // namespace

Result<std::string> unpack_lzma(std::string_view properties, std::uint64_t size,
                                std::string_view data) {
  KEYHOUND_TRY_STATUS(load_lazily(&keyhound_lazy_archive));
  // The form of a file: properties, size, data.
  std::string file(properties);
  for (unsigned shift = 0; shift < 64; shift += 8) file += static_cast<char>(size >> shift & 0xFFU);
  file += data;
  const ReadArchive reader(archive_read_new());
  archive_entry* entry = nullptr;
  const auto broken = [] { return fail(ErrorKind::kCorrupt, "its header cannot be unpacked"); };
  if (!reader || archive_read_support_format_raw(reader.get()) != ARCHIVE_OK ||
      archive_read_append_filter(reader.get(), ARCHIVE_FILTER_LZMA) != ARCHIVE_OK ||
      archive_read_open_memory(reader.get(), file.data(), file.size()) != ARCHIVE_OK ||
      archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) {
    return broken();
  }
  std::string text;
  while (text.size() < size) {
    const void* block = nullptr;
    std::size_t length = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(reader.get(), &block, &length, &offset);
    if (status != ARCHIVE_OK) break;
    text.append(static_cast<const char*>(block), length);
  }
  if (text.size() != size) return broken();
  return text;
}

}  // namespace keyhound
