// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/archive_complaints.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kNamed = 20;    // diagnostics about one archive
constexpr std::size_t kRemarks = 10;  // of them about what is only odd

bool leads_out(std::string_view path) {
  if (path.starts_with('/') || path.starts_with('\\')) return true;
  if (path.size() >= 2 && path[1] == ':') return true;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find_first_of("/\\"), path.size());
    if (path.substr(0, slash) == "..") return true;
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return false;
}

bool has_control(std::string_view path) {
  return std::any_of(path.begin(), path.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
}

}  // namespace

void ArchiveComplaints::add(const std::string& entry, const Error& error) {
  const bool is_limit = error.kind == ErrorKind::kLimit;
  add(is_limit ? "archive-limit" : "unreadable-archive", entry, error.message, true);
}

void ArchiveComplaints::remark(const std::string& entry, std::string reason) {
  add("odd-archive", entry, std::move(reason), false);
}

void ArchiveComplaints::look_at(const std::string& entry, const ArchiveEntry& found) {
  if (!found.warning.empty()) remark(entry, "its header is odd: " + found.warning);
  if (leads_out(found.path))
    remark(entry, "its path leads out of the archive; it was scanned, nothing was written");
  if (has_control(found.path)) remark(entry, "its name has control characters");
  if (!is_valid_utf8(found.path)) remark(entry, "its name is not valid UTF-8");
  if (found.kind == ArchiveEntryKind::kSpecial)
    remark(entry, "it is a device, pipe or socket and has no content");
}

void ArchiveComplaints::add(std::string_view kind, const std::string& entry, std::string reason,
                            bool incomplete) {
  if (diagnostics_.size() >= kNamed || (!incomplete && remarks_ >= kRemarks)) {
    ++unnamed_;
    is_unnamed_incomplete_ = is_unnamed_incomplete_ || incomplete;
    return;
  }
  remarks_ += incomplete ? 0U : 1U;
  std::string subject = entry.empty() ? subject_ : subject_ + "!" + entry;
  diagnostics_.push_back({std::string(kind), std::move(subject), reason + note_, incomplete});
}

std::vector<Diagnostic> ArchiveComplaints::take() {
  if (unnamed_ > 0) {
    diagnostics_.push_back(
        {is_unnamed_incomplete_ ? "unreadable-archive" : "odd-archive", subject_,
         fmt::format("{} more diagnostics about it are not named", unnamed_) + note_,
         is_unnamed_incomplete_});
  }
  return std::move(diagnostics_);
}

}  // namespace keyhound
