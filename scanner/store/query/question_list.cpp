// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/question_list.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "scanner/store/query/question.h"

namespace keyhound {
namespace {

using Json = nlohmann::ordered_json;

struct FilterName {
  FilterKind kind;
  std::string_view name;
};
constexpr auto kFilterNames = std::to_array<FilterName>({{FilterKind::kSinceTime, "since"},
                                                         {FilterKind::kSeverity, "severity"},
                                                         {FilterKind::kRepository, "repository"},
                                                         {FilterKind::kOwner, "owner"},
                                                         {FilterKind::kPolicy, "policy"},
                                                         {FilterKind::kRule, "rule"},
                                                         {FilterKind::kPath, "path"}});

std::string_view subject_word(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kCredential:
      return " FINGERPRINT";
    case SubjectKind::kRepository:
      return " NAME";
    case SubjectKind::kRun:
      return " [RUN]";
    case SubjectKind::kNone:
      break;
  }
  return "";
}

Json json_of(const Question& question) {
  Json columns = Json::array();
  for (const QuestionColumn& column : question.columns) {
    columns.push_back({{"name", column.name},
                       {"type", to_string(column.type)},
                       {"description", column.description}});
  }
  Json filters = Json::array();
  for (const FilterName& filter : kFilterNames) {
    if (takes(question, filter.kind)) filters.push_back(filter.name);
  }
  return {{"name", question.name},
          {"description", question.description},
          {"columns", columns},
          {"filters", filters}};
}

}  // namespace

std::string question_list_text() {
  std::string text;
  for (const Question* question : questions()) {
    text += fmt::format("  {:<24}{}\n",
                        std::string(question->name) + std::string(subject_word(question->subject)),
                        question->description);
  }
  return text + "\n'keyhound query --help' tells what restricts and sorts them.\n";
}

std::string question_list_json() {
  Json list = Json::array();
  for (const Question* question : questions()) list.push_back(json_of(*question));
  return Json{{"schema", "keyhound/questions/v1"}, {"questions", list}}.dump(2) + "\n";
}

}  // namespace keyhound
