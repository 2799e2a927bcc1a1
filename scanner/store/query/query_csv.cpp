// SPDX-License-Identifier: Apache-2.0
// An answer as a table for spreadsheets (RFC 4180), with the columns' names in the first line.
#include "scanner/base/csv_cell.h"
#include "scanner/store/query/query_cell.h"
#include "scanner/store/query/query_writer.h"

namespace keyhound {
namespace {

class QueryCsv final : public QueryWriter {
 public:
  explicit QueryCsv(const QuerySink& sink) : sink_(sink) {}

  bool begin(const QueryRequest& request, const QueryScope&) override {
    question_ = request.question;
    std::string line;
    for (const QuestionColumn& column : question_->columns) add(line, column.name);
    return sink_(line + "\r\n");
  }

  bool row(const SqlRow& row) override {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      add(line, shown_cell(query_cell(row[i], question_->columns[i].type)));
    return sink_(line + "\r\n");
  }

  // That rows were left out is told on standard error: a line here would be taken for one.
  bool end(std::uint64_t, bool) override { return true; }

 private:
  static void add(std::string& line, std::string_view cell) {
    if (!line.empty()) line += ',';
    line += csv_cell(cell);
  }

  const QuerySink& sink_;
  const Question* question_ = nullptr;
};

}  // namespace

std::unique_ptr<QueryWriter> make_query_csv(const QuerySink& sink) {
  return std::make_unique<QueryCsv>(sink);
}

}  // namespace keyhound
