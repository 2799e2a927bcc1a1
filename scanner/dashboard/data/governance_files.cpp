// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/data/board_files.h"
#include "scanner/dashboard/data/data_file.h"
#include "scanner/dashboard/model/exception_state.h"

namespace keyhound {
namespace {

Status write_owners(const BoardModel& model, const FileSink& sink) {
  DataFile file("owners", 0,
                {"name", "open", "fresh", "regressed", "waived", "fixed", "repositories",
                 "credentials", "reused", "registered", "overdue", "failing"});
  for (const BoardOwner& one : model.owners) {
    BoardJson open = BoardJson::array();
    for (const std::uint64_t count : one.tally.open_by_severity) open.push_back(count);
    file.add(
        BoardJson::array({board_text(one.name), std::move(open), one.tally.fresh,
                          one.tally.regressed, one.tally.waived, one.tally.fixed, one.repositories,
                          one.credentials, one.reused, one.registered, one.overdue, one.failing}));
  }
  return sink(data_file_name("owners", 0), file.text());
}

Status write_subjects(const BoardModel& model, const FileSink& sink) {
  DataFile file("subjects", 0,
                {"subject", "policy", "outcome", "message", "exception", "owner", "path", "line"});
  for (const BoardSubject& one : model.subjects)
    file.add(
        BoardJson::array({board_text(one.subject), board_text(one.policy), board_text(one.outcome),
                          board_text(one.message), board_text(one.exception), board_text(one.owner),
                          board_text(one.path), one.line}));
  return sink(data_file_name("subjects", 0), file.text());
}

BoardJson exception_row(const BoardModel& model, const BoardException& one) {
  const std::string_view kind = one.is_registered      ? "Registry exception"
                                : one.id == "baseline" ? "Baseline"
                                                       : "Not in the registry";
  return BoardJson::array({kind, board_text(one.id), board_text(exception_state(one, model.now)),
                           board_text(one.registry_id), board_text(one.owner),
                           board_text(one.policies), board_text(one.reason),
                           board_text(one.approver), board_text(one.requested_by),
                           board_text(one.ticket), board_text(one.control), board_time(one.granted),
                           board_time(one.expires), one.findings, BoardJson(), BoardJson(), 0});
}

BoardJson suppression_row(const BoardModel& model, std::size_t repository,
                          const BoardSuppression& one) {
  return BoardJson::array({"Suppression", board_text(one.kind),
                           board_text(end_state(one.until, model.now)), BoardJson(), BoardJson(),
                           board_text(one.rule), board_text(one.reason), BoardJson(), BoardJson(),
                           BoardJson(), BoardJson(), BoardJson(), board_time(one.until),
                           BoardJson(), repository, board_text(one.path), one.line});
}

Status write_exceptions(const BoardModel& model, const FileSink& sink) {
  DataFile file(
      "exceptions", 0,
      {"kind", "id", "state", "registry", "owner", "policies", "reason", "approver", "requested_by",
       "ticket", "control", "granted", "expires", "findings", "repository", "path", "line"});
  for (const BoardException& one : model.exceptions) file.add(exception_row(model, one));
  for (std::size_t i = 0; i < model.repositories.size(); ++i)
    for (const BoardSuppression& one : model.repositories[i].suppressions)
      file.add(suppression_row(model, i, one));
  return sink(data_file_name("exceptions", 0), file.text());
}

}  // namespace

Status write_governance_files(const BoardModel& model, const FileSink& sink) {
  KEYHOUND_TRY_STATUS(write_owners(model, sink));
  KEYHOUND_TRY_STATUS(write_subjects(model, sink));
  return write_exceptions(model, sink);
}

}  // namespace keyhound
