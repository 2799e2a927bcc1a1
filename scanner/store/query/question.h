// SPDX-License-Identifier: Apache-2.0
// Question: something a security team asks the store, as SQL. One file a question in
// store/questions/; the build collects them by file name (questions/by_owner.cpp defines
// kByOwnerQuestion, asked for as "by-owner"). Immutable, thread-safe.
#pragma once

#include <span>
#include <string_view>

namespace keyhound {

enum class CellType {
  kText,
  kNumber,
  kSeconds,  // with a fraction
  kTime,     // RFC 3339 in UTC; NULL: not known, or not yet
  kFlag,     // 0 or 1
};

std::string_view to_string(CellType type);  // "text", "number", "seconds", "time", "flag"

struct QuestionColumn {
  std::string_view name;  // snake_case
  std::string_view sql;   // its expression
  CellType type = CellType::kText;
  std::string_view description;
  bool is_in_table = true;        // of the text format; the others have all columns
  std::string_view ordered_by{};  // what it is sorted by, greatest first; empty: `sql`
};

// What restricts a question, from the command line.
enum class FilterKind {
  kSeverity,    // at least
  kRepository,  // globs over names
  kOwner,
  kPolicy,  // that fails
  kRule,
  kPath,       // a glob; its column is that of the name "path"
  kSinceTime,  // --since DATE
  kSinceRun,   // --since RUN: the number of a row of `runs`
  kSinceNone,  // without --since
};

// SQL that holds where the filter is given: {value} is its value, {values} are its values, parted
// by commas. Of kPath: the column alone.
struct QuestionFilter {
  FilterKind kind;
  std::string_view condition;
};

// What stands behind the question's name on the command line.
enum class SubjectKind {
  kNone,
  kCredential,  // by fingerprint or the beginning of one
  kRepository,  // by name or its last segments
  kRun,         // by key; the last one where none is given
};

// The SQL is the same for SQLite and PostgreSQL. In each part {subject} is the number of the
// subject's row and {now} the time; both become parameters.
struct Question {
  std::string_view name;         // "by-owner"
  std::string_view description;  // one line
  SubjectKind subject = SubjectKind::kNone;
  std::span<const QuestionColumn> columns;
  std::string_view from;
  std::string_view where{};  // conditions that always hold
  std::string_view group_by{};
  std::string_view order_by;  // decides between any two rows, so that every answer is the same
  // What tells one row from another, where there are many and wide ones: the first are chosen by
  // what an index holds, and only they are read whole.
  std::string_view key{};
  std::span<const QuestionFilter> filters{};
};

// Every question, by name.
std::span<const Question* const> questions();
// nullptr for an unknown name.
const Question* find_question(std::string_view name);

bool takes(const Question& question, FilterKind filter);

}  // namespace keyhound
