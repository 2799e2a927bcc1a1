// SPDX-License-Identifier: Apache-2.0
// SqlStatement: the text of a statement and its parameters, numbered as they come. What is appended
// is text of keyhound's own; everything from outside becomes a parameter.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/store/query/query_request.h"
#include "scanner/store/sql_value.h"

namespace keyhound {

class SqlStatement {
 public:
  // Answers how the text names it: "$3".
  std::string bind(SqlValue value);
  void append(std::string_view text) { text_ += text; }
  // `condition` with each "{value}" and "{values}" replaced by parameters.
  void append_condition(std::string_view condition, const std::vector<SqlValue>& values);
  // `text` with "{now}" and "{subject}" replaced by parameters, each of which is bound once.
  void append_part(std::string_view text, const QueryRequest& request, const QueryScope& scope);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<SqlValue>& parameters() const { return parameters_; }

 private:
  std::string text_;
  std::vector<SqlValue> parameters_;
  std::map<std::string, std::string, std::less<>> names_;  // "{now}" to "$1"
};

// The statement that answers `request`. It may answer one row more than the limit, which tells that
// there are more. kUsage for a column to sort by that the question does not have.
Result<SqlStatement> make_statement(const QueryRequest& request, const QueryScope& scope);

}  // namespace keyhound
