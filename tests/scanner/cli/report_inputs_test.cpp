// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/report_inputs.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("No report is an empty result; a file that is none is an error that names it") {
  const auto empty = read_reports({});
  REQUIRE(empty);
  CHECK(empty->result.findings.empty());
  CHECK(empty->repositories == 1);
  const testing::TempDir dir;
  dir.write_file("r.json", "[]");
  const auto refused = read_reports({dir / "r.json"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("r.json") != std::string::npos);
  CHECK_FALSE(read_reports({dir / "none.json"}));
}

TEST_CASE(
    "Repositories that were scanned are counted, each once, and reports of references are not") {
  const testing::TempDir dir;
  const auto report = [&dir](const char* name, const std::string& scan) {
    dir.write_file(
        name, "{\"schema\": \"keyhound/findings/v1\", \"scan\": " + scan + ", \"findings\": []}");
    return dir / name;
  };
  const auto inputs = read_reports({report("a", R"({"kind": "history", "repository": "acme/pay"})"),
                                    report("b", R"({"kind": "tree", "repository": "acme/pay"})"),
                                    report("c", R"({"kind": "history"})"),
                                    report("d", R"({"kind": "pipelines"})")});
  REQUIRE(inputs);
  CHECK(inputs->repositories == 2);
  CHECK(inputs->inventoried.empty());
}

TEST_CASE("A repository whose pipelines were read is told, even if they name no secret") {
  const testing::TempDir dir;
  const auto report = [&dir](const char* name, const std::string& scan) {
    dir.write_file(name, "{\"schema\": \"keyhound/findings/v1\", \"scan\": " + scan +
                             ", \"findings\": [], \"references\": []}");
    return dir / name;
  };
  const auto inputs = read_reports({report("a", R"({"kind": "tree", "repository": "acme/pay"})"),
                                    report("b", R"({"kind": "pipelines"})")});
  REQUIRE(inputs);
  CHECK(inputs->inventoried == std::vector<std::string>{"acme/pay"});
}

}  // namespace keyhound
