// SPDX-License-Identifier: Apache-2.0
// ArchiveWalk: goes through one outermost archive, depth first, and scans the entries. Used once,
// by one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/archive_reader.h"
#include "scanner/scan/archive_budget.h"
#include "scanner/scan/archive_complaints.h"
#include "scanner/scan/archive_scan.h"

namespace keyhound {

class ArchiveWalk {
 public:
  // REQUIRES: all outlive the walk.
  ArchiveWalk(TextScanner& scanner, const ArchiveLimits& limits, const ArchiveInput& input);

  ArchiveContent run();

 private:
  // A text of an archive, as far as it was read.
  struct Text {
    ByteSource& source;  // of the rest
    std::string head;
    bool is_whole = false;
  };

  // `entry`: where the archive stands in the outermost one; empty: it is that.
  void walk(ByteSource& source, ArchiveFormat format, const std::string& entry, unsigned depth);
  void walk_zip(ByteSource& source, const std::string& entry, unsigned depth);
  bool walk_directory(ByteSource& source, const std::string& entry, unsigned depth);
  void walk_compressed(ByteSource& source, ArchiveFormat format, const std::string& entry,
                       unsigned depth);
  bool walk_entries(ByteSource& source, ArchiveFormat format, ZipOrder order,
                    const std::string& entry, unsigned depth, std::uint64_t& begun);
  void visit(ArchiveReader& reader, const ArchiveEntry& found, ArchiveFormat format,
             const std::string& entry, unsigned depth);
  void visit_rest(ArchiveReader& reader, ByteSource& source, const std::string& entry,
                  unsigned depth);

  void scan_content(Text& text, const std::string& entry, unsigned depth);
  bool open_inner(Text& text, ArchiveFormat format, const std::string& entry, unsigned depth);
  void walk_held(std::string_view bytes, ArchiveFormat format, const std::string& entry,
                 unsigned depth);
  void scan_rest(Text& text, const std::string& entry);
  void scan_name(std::string_view name, const std::string& entry);
  // Reads on until `count` bytes or the whole is at hand.
  void fill(Text& text, std::size_t count, const std::string& entry);
  void keep(std::vector<TextHit> hits, const std::string& entry, bool in_name);
  void complain(const std::string& entry, const Error& error);

  [[nodiscard]] TextOrigin origin_of(const std::string& entry) const;

  TextScanner& scanner_;
  const ArchiveLimits& limits_;
  const ArchiveInput& input_;
  BudgetedSource outermost_;
  ArchiveBudget budget_;
  ArchiveComplaints complaints_;
  bool has_told_limit_ = false;
  std::vector<TextHit> hits_;
};

}  // namespace keyhound
