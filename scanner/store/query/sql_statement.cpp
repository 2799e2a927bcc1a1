// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/sql_statement.h"

#include <fmt/format.h>

#include "scanner/store/query/path_glob.h"
#include "scanner/store/query/sort_order.h"

namespace keyhound {
namespace {

constexpr std::string_view kAnyRow = "1 = 1";

// `text` up to the next placeholder; the placeholder, with its braces, stays in front of `text`.
std::string_view take_plain(std::string_view& text) {
  const std::string_view plain = text.substr(0, text.find('{'));
  text.remove_prefix(plain.size());
  return plain;
}

std::string_view take_placeholder(std::string_view& text) {
  const std::string_view name = text.substr(0, text.find('}') + 1);
  text.remove_prefix(name.size());
  return name;
}

std::vector<SqlValue> texts_of(const std::vector<std::string>& texts) {
  std::vector<SqlValue> values;
  for (const std::string& text : texts) values.push_back(storable(text));
  return values;
}

std::vector<SqlValue> ids_of(const QueryScope& scope) {
  std::vector<SqlValue> values(scope.repository_ids.begin(), scope.repository_ids.end());
  return values;
}

// The values of a filter; none: it is not given.
std::vector<SqlValue> values_of(FilterKind kind, const QueryRequest& request,
                                const QueryScope& scope) {
  switch (kind) {
    case FilterKind::kSeverity:
      if (request.severity) return {static_cast<std::int64_t>(*request.severity)};
      return {};
    case FilterKind::kRepository:
      return ids_of(scope);
    case FilterKind::kOwner:
      return texts_of(request.owners);
    case FilterKind::kPolicy:
      return texts_of(request.policies);
    case FilterKind::kRule:
      return texts_of(request.rules);
    case FilterKind::kSinceTime:
      if (!scope.since.empty() && !scope.since_run) return {scope.since};
      return {};
    case FilterKind::kSinceRun:
      if (scope.since_run) return {*scope.since_run};
      return {};
    case FilterKind::kSinceNone:
      if (scope.since.empty()) return {std::int64_t{1}};  // its condition has no place for a value
      return {};
    case FilterKind::kPath:
      break;
  }
  return {};
}

void append_filters(SqlStatement& statement, const QueryRequest& request, const QueryScope& scope) {
  for (const QuestionFilter& filter : request.question->filters) {
    if (filter.kind == FilterKind::kPath) {
      if (!request.path.empty()) append_path_condition(statement, filter.condition, request.path);
      continue;
    }
    const std::vector<SqlValue> values = values_of(filter.kind, request, scope);
    if (values.empty()) continue;
    statement.append(" AND ");
    statement.append_condition(filter.condition, values);
  }
}

void append_columns(SqlStatement& statement, const QueryRequest& request, const QueryScope& scope) {
  std::string_view gap;
  for (const QuestionColumn& column : request.question->columns) {
    statement.append(gap);
    statement.append_part(column.sql, request, scope);
    statement.append(fmt::format(" AS {}", column.name));
    gap = ", ";
  }
}

void append_rows(SqlStatement& statement, const QueryRequest& request, const QueryScope& scope) {
  const Question& question = *request.question;
  statement.append_part(question.from, request, scope);
  statement.append(" WHERE ");
  statement.append_part(question.where.empty() ? kAnyRow : question.where, request, scope);
  append_filters(statement, request, scope);
  if (question.group_by.empty()) return;
  statement.append(" GROUP BY ");
  statement.append(question.group_by);
}

}  // namespace

std::string SqlStatement::bind(SqlValue value) {
  parameters_.push_back(std::move(value));
  return fmt::format("${}", parameters_.size());
}

void SqlStatement::append_condition(std::string_view condition,
                                    const std::vector<SqlValue>& values) {
  while (!condition.empty()) {
    append(take_plain(condition));
    const std::string_view name = take_placeholder(condition);
    const std::size_t count = name == "{values}" ? values.size() : name == "{value}" ? 1 : 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) append(", ");
      append(bind(values[i]));
    }
  }
}

void SqlStatement::append_part(std::string_view text, const QueryRequest& request,
                               const QueryScope& scope) {
  while (!text.empty()) {
    append(take_plain(text));
    const std::string_view name = take_placeholder(text);
    if (name.empty()) continue;
    auto known = names_.find(name);
    if (known == names_.end()) {
      SqlValue value = name == "{now}" ? SqlValue(format_timestamp(request.now))
                                       : SqlValue(scope.subject_id.value_or(0));
      known = names_.emplace(name, bind(std::move(value))).first;
    }
    append(known->second);
  }
}

Result<SqlStatement> make_statement(const QueryRequest& request, const QueryScope& scope) {
  const Question& question = *request.question;
  KEYHOUND_TRY(const std::string order, order_of(question, request.sort));
  const bool is_limited = request.limit > 0 && request.path.empty();
  const bool reads_chosen = is_limited && !question.key.empty();
  SqlStatement statement;
  statement.append("SELECT ");
  append_columns(statement, request, scope);
  statement.append(" FROM ");
  if (reads_chosen) {
    statement.append(
        fmt::format("{} WHERE {} IN (SELECT {} FROM ", question.from, question.key, question.key));
  }
  append_rows(statement, request, scope);
  statement.append(" ORDER BY ");
  statement.append_part(order, request, scope);
  if (is_limited) {
    statement.append(" LIMIT ");
    statement.append(statement.bind(static_cast<std::int64_t>(request.limit + 1)));
  }
  if (reads_chosen) {
    statement.append(") ORDER BY ");
    statement.append_part(order, request, scope);
  }
  return statement;
}

}  // namespace keyhound
