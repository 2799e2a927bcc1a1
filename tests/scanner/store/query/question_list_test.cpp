// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/question_list.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "scanner/store/query/question.h"

namespace keyhound::testing {

TEST_CASE("The list has every question, with what stands behind it") {
  const std::string text = question_list_text();
  for (const Question* question : questions()) {
    CHECK(text.find("  " + std::string(question->name)) != std::string::npos);
    CHECK(text.find(question->description) != std::string::npos);
  }
  CHECK(text.find("credential FINGERPRINT") != std::string::npos);
  CHECK(text.find("coverage [RUN]") != std::string::npos);
}

TEST_CASE("Programs are told the columns and filters") {
  const auto json = nlohmann::json::parse(question_list_json());
  CHECK(json["schema"] == "keyhound/questions/v1");
  REQUIRE(json["questions"].size() == questions().size());
  for (const auto& question : json["questions"]) {
    CHECK_FALSE(question["columns"].empty());
    if (question["name"] == "new") CHECK(question["filters"][0] == "since");
  }
}

}  // namespace keyhound::testing
