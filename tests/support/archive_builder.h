// SPDX-License-Identifier: Apache-2.0
// Archives in memory: sound ones of every format, and zip and tar archives that no program writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound::testing {

struct ArchiveItem {
  std::string path;
  std::string bytes;
};

// A sound archive of "zip", "7zip", "pax" (tar), or "raw" (one item, its path is not written), with
// the filter "none", "gzip", "bzip2", "xz" or "zstd" around it. Throws std::runtime_error.
std::string archive_of(const std::string& format, const std::string& filter,
                       const std::vector<ArchiveItem>& items);
inline std::string zip_of(const std::vector<ArchiveItem>& items) {
  return archive_of("zip", "none", items);
}
std::string packed(const std::string& filter, std::string_view bytes);

// An entry of a zip archive as it is to be written, right or wrong.
struct ZipEntry {
  std::string path;
  std::string data;   // as it stands in the archive
  uint32_t size = 0;  // unpacked
  uint16_t method = 0;
  uint16_t flags = 0;
  std::string listed_path = {};  // in the directory; empty: `path`
  bool is_listed = true;
  int64_t listed_offset = -1;  // where the directory says that it stands; -1: where it does
};
ZipEntry stored(const std::string& path, const std::string& bytes);
// `prefix` and `count` zero bytes in about a thousandth of that.
ZipEntry deflated_zeros(const std::string& path, std::string_view prefix, uint32_t count);
std::string zip_of_entries(const std::vector<ZipEntry>& entries);
// Entries that all unpack the same `data`: each one's data are the headers of those behind it, as
// stored blocks, and then `data`, which is a deflate stream.
std::string overlapping_zip(unsigned entries, const std::string& data, uint32_t size);

// A gzip file of a deflate stream that is no compressor's.
std::string gzip_zeros(std::string_view prefix, uint32_t count);

// A tar header of 512 bytes, as old as tar. `type`: '0' file, '1' hard link, '2' link, '3' device.
std::string tar_header(const std::string& path, uint64_t size, char type = '0',
                       const std::string& target = "");
std::string tar_entry(const std::string& path, const std::string& bytes);
std::string tar_end();  // two blocks of zeros

}  // namespace keyhound::testing
