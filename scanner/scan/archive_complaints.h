// SPDX-License-Identifier: Apache-2.0
// ArchiveComplaints: the diagnostics about one outermost archive. A hostile one can give rise to
// any number of them: some are named, the others are counted. Used by one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/archive_reader.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

class ArchiveComplaints {
 public:
  // `subject` names the archive; `note` stands behind each reason.
  ArchiveComplaints(std::string subject, std::string note)
      : subject_(std::move(subject)), note_(std::move(note)) {}

  // Something was not scanned: it could not be read, or (kLimit) went beyond a limit.
  void add(const std::string& entry, const Error& error);
  // All was scanned, but there is something odd about it.
  void remark(const std::string& entry, std::string reason);
  // What is odd about the name and kind of an entry.
  void look_at(const std::string& entry, const ArchiveEntry& found);

  std::vector<Diagnostic> take();

 private:
  void add(std::string_view kind, const std::string& entry, std::string reason, bool incomplete);

  std::string subject_;
  std::string note_;
  std::vector<Diagnostic> diagnostics_;
  std::size_t unnamed_ = 0;
  bool is_unnamed_incomplete_ = false;
  std::size_t remarks_ = 0;
};

}  // namespace keyhound
