// SPDX-License-Identifier: Apache-2.0
// An answer for programs: keyhound/query/v1, one row a line.
#include <nlohmann/json.hpp>

#include "scanner/store/query/query_writer.h"

namespace keyhound {
namespace {

using Json = nlohmann::ordered_json;

// On one line, in ASCII: nothing in it moves a cursor or commands a CI system ("##[").
std::string line_of(const Json& value) {
  constexpr std::string_view kHash = "\\u0023";
  std::string line = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  for (std::size_t at = line.find("##"); at != std::string::npos; at = line.find("##", at))
    line.replace(at + 1, 1, kHash);
  return line;
}

Json value_of(const SqlValue& value, CellType type) {
  if (std::holds_alternative<std::monostate>(value)) return nullptr;
  switch (type) {
    case CellType::kNumber:
      return whole_number(value);
    case CellType::kSeconds:
      return real_number(value);
    case CellType::kFlag:
      return whole_number(value) != 0;
    case CellType::kText:
    case CellType::kTime:
      break;
  }
  return std::string(text_of(value));
}

void add_list(Json& filters, const char* name, const std::vector<std::string>& texts) {
  if (!texts.empty()) filters[name] = texts;
}

Json filters_of(const QueryRequest& request) {
  Json filters = Json::object();
  if (request.severity) filters["severity"] = to_string(*request.severity);
  add_list(filters, "repository", request.repositories);
  add_list(filters, "owner", request.owners);
  add_list(filters, "policy", request.policies);
  add_list(filters, "rule", request.rules);
  if (!request.path.empty()) filters["path"] = request.path;
  return filters;
}

Json columns_of(const Question& question) {
  Json columns = Json::array();
  for (const QuestionColumn& column : question.columns) {
    columns.push_back({{"name", column.name},
                       {"type", to_string(column.type)},
                       {"description", column.description}});
  }
  return columns;
}

class QueryJson final : public QueryWriter {
 public:
  explicit QueryJson(const QuerySink& sink) : sink_(sink) {}

  bool begin(const QueryRequest& request, const QueryScope& scope) override {
    question_ = request.question;
    std::string head = "{\n";
    member(head, "schema", "keyhound/query/v1");
    member(head, "question", question_->name);
    member(head, "asked", format_timestamp(request.now));
    if (!scope.subject.empty()) member(head, "subject", scope.subject);
    if (!scope.since.empty())
      member(head, "since", {{scope.since_run ? "run" : "time", scope.since}});
    member(head, "filters", filters_of(request));
    member(head, "columns", columns_of(*question_));
    return sink_(head + "  \"rows\": [");
  }

  bool row(const SqlRow& row) override {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const QuestionColumn& column = question_->columns[i];
      object[std::string(column.name)] = value_of(row[i], column.type);
    }
    const bool is_first = std::exchange(is_first_, false);
    return sink_((is_first ? "\n    " : ",\n    ") + line_of(object));
  }

  bool end(std::uint64_t rows, bool has_more) override {
    std::string tail = is_first_ ? "],\n" : "\n  ],\n";
    member(tail, "count", rows);
    tail += "  \"has_more\": ";
    return sink_(tail + (has_more ? "true" : "false") + "\n}\n");
  }

 private:
  static void member(std::string& text, const std::string& name, const Json& value) {
    text += "  \"" + name + "\": " + line_of(value) + ",\n";
  }

  const QuerySink& sink_;
  const Question* question_ = nullptr;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<QueryWriter> make_query_json(const QuerySink& sink) {
  return std::make_unique<QueryJson>(sink);
}

}  // namespace keyhound
