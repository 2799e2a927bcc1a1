// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/store/query/answer_query.h"
#include "scanner/store/query/query_cell.h"
#include "scanner/store/store.h"
#include "tests/support/question_rows.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {

using QueryRows = std::vector<std::string>;  // cells parted by '|'

// The rows with what attacks a terminal in place of its names.
inline std::string question_rows() {
  std::string sql(kQuestionRows);
  for (const auto& [name, text] :
       {std::pair<std::string_view, std::string_view>{"{escape}", "\x1b[31m"},
        {"{bidi}", "\u202e"}}) {
    for (std::size_t at = sql.find(name); at != std::string::npos; at = sql.find(name, at))
      sql.replace(at, name.size(), text);
  }
  return sql;
}

// Makes a store there with these rows.
inline void fill_question_store(const std::string& location) {
  auto store = Store::open(location, StoreAccess::kWrite);
  REQUIRE_MESSAGE(store.has_value(), store.error().message);
  const Status filled = store->database().script(question_rows());
  REQUIRE_MESSAGE(filled.has_value(), filled.error().message);
}

// Keeps the columns that are asked for.
class ChosenColumns final : public QueryWriter {
 public:
  explicit ChosenColumns(std::vector<std::string_view> names) : names_(std::move(names)) {}

  bool begin(const QueryRequest& request, const QueryScope&) override {
    question_ = request.question;
    return true;
  }
  bool row(const SqlRow& row) override {
    REQUIRE(row.size() == question_->columns.size());
    std::vector<std::string> cells;
    for (const std::string_view name : names_) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const QuestionColumn& column = question_->columns[i];
        if (column.name == name) cells.push_back(query_cell(row[i], column.type));
      }
    }
    REQUIRE(cells.size() == names_.size());
    rows_.push_back(fmt::format("{}", fmt::join(cells, "|")));
    return true;
  }
  bool end(std::uint64_t, bool) override { return true; }

  [[nodiscard]] const QueryRows& rows() const { return rows_; }

 private:
  std::vector<std::string_view> names_;
  const Question* question_ = nullptr;
  QueryRows rows_;
};

inline QueryRequest query_of(std::string_view name) {
  QueryRequest request;
  request.question = find_question(name);
  REQUIRE(request.question != nullptr);
  request.now = {1'796'040'000};  // 2026-11-30T12:00:00Z
  return request;
}

class QuestionStore {
 public:
  explicit QuestionStore(const std::string& location)
      : store_(std::move(Store::open(location, StoreAccess::kRead).value())) {}

  // The rows, or "error: ..." alone.
  QueryRows ask(const QueryRequest& request, std::vector<std::string_view> columns) {
    ChosenColumns chosen(std::move(columns));
    const auto answer = answer_query(store_.database(), request, chosen);
    if (!answer) return {"error: " + answer.error().message};
    CHECK(answer->rows == chosen.rows().size());
    return chosen.rows();
  }
  QueryRows ask(std::string_view name, std::vector<std::string_view> columns) {
    return ask(query_of(name), std::move(columns));
  }
  Database& database() { return store_.database(); }

 private:
  Store store_;
};

// The same rows in the same order are expected of SQLite and PostgreSQL.
inline void on_question_stores(const std::function<void(QuestionStore& store)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    fill_question_store(location);
    QuestionStore store(location);
    test(store);
  }
}

}  // namespace keyhound::testing
