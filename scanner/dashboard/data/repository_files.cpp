// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/data/board_files.h"
#include "scanner/dashboard/data/data_file.h"

namespace keyhound {
namespace {

BoardJson row_of(const BoardRepository& one) {
  BoardJson open = BoardJson::array();
  for (const std::uint64_t count : one.tally.open_by_severity) open.push_back(count);
  return BoardJson::array({board_text(one.organisation), one.is_archived ? 1 : 0,
                           one.is_fork ? 1 : 0, one.is_private ? 1 : 0, one.size_kib,
                           std::move(open), one.tally.fresh, one.tally.regressed, one.tally.waived,
                           one.tally.fixed, board_text(one.target.outcome),
                           board_text(one.target.reason), one.is_covered() ? 1 : 0,
                           board_time(one.scan ? one.scan->finished : BoardTime())});
}

BoardJson target_of(std::size_t index, const BoardRepository& one) {
  const bool is_incomplete = one.target.outcome == "scanned" && !one.is_covered();
  std::string message = one.target.message;
  if (is_incomplete && message.empty() && !one.diagnostics.empty())
    message = one.diagnostics.front().message;
  return BoardJson::array({index, board_text(one.target.outcome), board_text(one.target.reason),
                           board_text(message), is_incomplete ? 1 : 0, one.target.shard,
                           one.target.attempts, one.target.seconds, board_time(one.target.ended)});
}

BoardJson diagnostics_of(const BoardRepository& repository) {
  BoardJson list = BoardJson::array();
  for (const BoardDiagnostic& one : repository.diagnostics)
    list.push_back({board_text(one.kind), board_text(one.subject), board_text(one.message),
                    one.is_incomplete ? 1 : 0});
  return list;
}

BoardJson references_of(const BoardRepository& repository) {
  BoardJson list = BoardJson::array();
  for (const BoardReference& one : repository.references)
    list.push_back({board_text(one.name), board_text(one.store), board_text(one.path), one.line,
                    board_text(one.job), board_text(one.environment), board_text(one.resolution)});
  return list;
}

BoardJson suppressions_of(const BoardRepository& repository) {
  BoardJson list = BoardJson::array();
  for (const BoardSuppression& one : repository.suppressions)
    list.push_back({board_text(one.kind), board_text(one.rule), board_text(one.path), one.line,
                    board_text(one.reason), board_time(one.until)});
  return list;
}

BoardJson scan_of(const std::optional<BoardScan>& scan) {
  if (!scan) return {};
  return BoardJson::array({board_text(scan->head), scan->commits, scan->blobs, scan->files,
                           scan->bytes, scan->is_complete ? 1 : 0, board_text(scan->report),
                           board_time(scan->finished)});
}

BoardJson about(const BoardRepository& one) {
  return BoardJson::array({board_text(one.location), board_text(one.provider),
                           board_text(one.former_names), board_time(one.first_seen),
                           board_time(one.last_seen), scan_of(one.scan), diagnostics_of(one),
                           references_of(one), one.reference_count, suppressions_of(one),
                           one.suppression_count, one.diagnostic_count, one.unread_count});
}

}  // namespace

Status write_repository_files(const BoardModel& model, const FileSink& sink) {
  DataFile list("repositories", 0,
                {"organisation", "archived", "fork", "private", "size", "open", "fresh",
                 "regressed", "waived", "fixed", "outcome", "reason", "covered", "scanned"});
  DataFile targets("targets", 0,
                   {"repository", "outcome", "reason", "message", "incomplete", "shard", "attempts",
                    "seconds", "ended"});
  for (std::size_t i = 0; i < model.repositories.size(); ++i) {
    list.add(row_of(model.repositories[i]));
    if (!model.repositories[i].target.outcome.empty())
      targets.add(target_of(i, model.repositories[i]));
  }
  KEYHOUND_TRY_STATUS(sink(data_file_name("repositories", 0), list.text()));
  KEYHOUND_TRY_STATUS(sink(data_file_name("targets", 0), targets.text()));
  for (std::size_t part = 0; part * kAboutPerFile < model.repositories.size(); ++part) {
    DataFile file("about", part,
                  {"location", "provider", "former", "first_seen", "last_seen", "scan",
                   "diagnostics", "references", "reference_count", "suppressions",
                   "suppression_count", "diagnostic_count", "unread_count"});
    const std::size_t end = std::min(model.repositories.size(), (part + 1) * kAboutPerFile);
    for (std::size_t i = part * kAboutPerFile; i < end; ++i) file.add(about(model.repositories[i]));
    KEYHOUND_TRY_STATUS(sink(data_file_name("about", part), file.text()));
  }
  return {};
}

}  // namespace keyhound
