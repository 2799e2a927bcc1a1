// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/answer_query.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/base/glob.h"
#include "scanner/store/query/repository_names.h"
#include "scanner/store/query/since.h"
#include "scanner/store/query/sql_statement.h"
#include "scanner/store/query/subject.h"

namespace keyhound {
namespace {

constexpr std::string_view kStopped = "stopped";  // by the limit; never shown

Result<QueryScope> resolve_scope(Database& database, const QueryRequest& request) {
  QueryScope scope;
  if (request.question->subject != SubjectKind::kNone) {
    KEYHOUND_TRY(const Subject subject,
                 resolve_subject(database, *request.question, request.subject));
    scope.subject_id = subject.id;
    scope.subject = subject.text;
  }
  if (!request.since.empty()) {
    KEYHOUND_TRY(const Since since, resolve_since(database, request.since, request.now));
    scope.since_run = since.run_id;
    scope.since = since.text;
  }
  if (!request.repositories.empty()) {
    KEYHOUND_TRY(const RepositoryNames names, RepositoryNames::load(database));
    KEYHOUND_TRY(scope.repository_ids, names.matching(request.repositories));
  }
  return scope;
}

std::size_t index_of_column(const Question& question, std::string_view name) {
  for (std::size_t i = 0; i < question.columns.size(); ++i) {
    if (question.columns[i].name == name) return i;
  }
  KEYHOUND_CHECK(false);
}

// Hands on the rows that count, up to the limit.
class RowCounter {
 public:
  RowCounter(const QueryRequest& request, QueryWriter& writer)
      : request_(request), writer_(writer) {
    if (request.path.empty()) return;
    path_.emplace(request.path);
    path_column_ = index_of_column(*request.question, "path");
  }

  Status row(const SqlRow& row) {
    if (path_ && !path_->matches(text_of(row[path_column_]))) return {};
    if (request_.limit > 0 && rows_ == request_.limit) {
      has_more_ = true;
      return stop();
    }
    ++rows_;
    is_written_ = writer_.row(row);
    return is_written_ ? Status() : stop();
  }

  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] bool has_more() const { return has_more_; }
  [[nodiscard]] bool is_written() const { return is_written_; }
  [[nodiscard]] bool has_stopped() const { return has_stopped_; }

 private:
  Status stop() {
    has_stopped_ = true;
    return fail(ErrorKind::kLimit, std::string(kStopped));
  }

  const QueryRequest& request_;
  QueryWriter& writer_;
  std::optional<Glob> path_;
  std::size_t path_column_ = 0;
  std::uint64_t rows_ = 0;
  bool has_more_ = false;
  bool is_written_ = true;
  bool has_stopped_ = false;
};

tl::unexpected<Error> not_written() {
  return fail(ErrorKind::kUsage, "the answer cannot be written");
}

}  // namespace

Result<QueryAnswer> answer_query(Database& database, const QueryRequest& request,
                                 QueryWriter& writer) {
  KEYHOUND_TRY(const QueryScope scope, resolve_scope(database, request));
  KEYHOUND_TRY(const SqlStatement statement, make_statement(request, scope));
  if (!writer.begin(request, scope)) return not_written();
  RowCounter counter(request, writer);
  const Status asked = database.query(statement.text(), statement.parameters(),
                                      [&counter](const SqlRow& row) { return counter.row(row); });
  if (!counter.is_written()) return not_written();
  if (!asked && !counter.has_stopped())
    return fail(asked.error().within(fmt::format("query {}", request.question->name)));
  if (!writer.end(counter.rows(), counter.has_more())) return not_written();
  return QueryAnswer{counter.rows(), counter.has_more()};
}

}  // namespace keyhound
