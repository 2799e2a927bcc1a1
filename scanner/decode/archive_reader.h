// SPDX-License-Identifier: Apache-2.0
// ArchiveReader: the entries of one archive as streams, through libarchive. Nothing is written
// anywhere and no other program is run. One layer at a time: of a.tar.gz first the gzip layer,
// whose text is then another source, so that nothing expands unseen. One per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/decode/archive_format.h"
#include "scanner/decode/byte_source.h"

namespace keyhound {

enum class ArchiveEntryKind { kFile, kDirectory, kLink, kHardLink, kSpecial };

struct ArchiveEntry {
  std::string path;  // raw bytes, untrusted; empty for the text of a compressor
  ArchiveEntryKind kind = ArchiveEntryKind::kFile;
  std::string target;   // of a link
  std::string warning;  // what is odd about the entry's header; empty: nothing
  bool is_encrypted = false;
};

// How the entries of a zip archive are found.
enum class ZipOrder {
  kDirectory,  // as its directory at the end says; needs a source that can seek
  kStored      // one after the other, as they stand
};

class ArchiveReader {
 public:
  // REQUIRES: `source` outlives the reader; it can seek for 7z and ZipOrder::kDirectory.
  static Result<std::unique_ptr<ArchiveReader>> open(ArchiveFormat format, ByteSource& source,
                                                     ZipOrder order = ZipOrder::kDirectory);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // The next entry; none behind the last.
  Result<std::optional<ArchiveEntry>> next();

  // The next bytes of the entry, valid until the next call; empty at its end. Holes of sparse
  // entries are shortened.
  Result<std::string_view> read();

  // False after an error behind which there is nothing more to read.
  [[nodiscard]] bool is_usable() const;

  // What follows the archive in the bytes that were taken from the source; more may follow there.
  // REQUIRES: next() has come to the end of a tar archive or compressor.
  [[nodiscard]] std::string_view behind_end() const;

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace keyhound
