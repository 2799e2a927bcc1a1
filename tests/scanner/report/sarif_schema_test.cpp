// SPDX-License-Identifier: Apache-2.0
// Validates SARIF reports against the published schemas. Both the schemas (../shared/schemas) and
// the validator (libvalijson-dev, which pulls in Qt) are optional: without one, the test says so.
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/sample_result.h"

#if __has_include(<valijson/validator.hpp>)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

using namespace keyhound;
using namespace keyhound::testing;

namespace {

std::string errors_of(const valijson::Schema& schema, const nlohmann::json& report) {
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(report);
  if (validator.validate(schema, target, &results)) return "";
  std::string text;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) text += step;
    text += ": " + error.description + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("SARIF reports are valid against the published schemas") {
  const std::filesystem::path folder =
      std::filesystem::path(KEYHOUND_SOURCE_DIR) / ".." / "shared" / "schemas";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: schemas not present in " << folder.string());
    return;
  }
  for (const char* name : {"sarif-schema-2.1.0.json", "sarif-schema-2.1.0.codeql-action.json",
                           "sarif-2.1.0.multitool.json"}) {
    CAPTURE(name);
    std::ifstream file(folder / name);
    auto document = nlohmann::json::parse(file);
    // Two copies hold an "anyOf" as if it were a property of that name.
    document["definitions"]["region"]["properties"].erase("anyOf");
    valijson::Schema schema;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft4);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);

    CHECK(errors_of(schema, nlohmann::json::parse(R"({"version": "9"})")) != "");
    for (const ScanResult& result :
         {full_result(), hostile_result(), clean_result(), incomplete_result()}) {
      CHECK(errors_of(schema, nlohmann::json::parse(render("sarif", result))) == "");
    }
  }
}

#else

TEST_CASE("SARIF reports are valid against the published schemas") {
  MESSAGE("skipped: libvalijson-dev is not installed");
}

#endif
