// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/report_outputs.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "scanner/model/rule.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

// "format>path" of each output.
std::vector<std::string> resolved(const std::string& format,
                                  const std::vector<std::string>& outputs) {
  const auto result = resolve_outputs(format, outputs);
  REQUIRE(result);
  std::vector<std::string> all;
  for (const ReportOutput& output : *result)
    all.push_back(std::string(output.format->name) + ">" + output.path);
  return all;
}

using Outputs = std::vector<std::string>;

ScanResult empty_result(const RuleSet& rules) {
  ScanResult result;
  result.rules = &rules;
  static const std::vector<PolicyInfo> kNoPolicies;
  result.policies = &kNoPolicies;
  return result;
}

}  // namespace

TEST_CASE("Standard output gets --format unless that goes to a file") {
  const testing::TempDir dir;
  const std::string a = dir / "a";
  const std::string b = dir / "b=c";
  CHECK(resolved("", {}) == Outputs{"text>"});
  CHECK(resolved("json", {}) == Outputs{"json>"});
  CHECK(resolved("json", {a}) == Outputs{"json>" + a});
  CHECK(resolved("", {a}) == Outputs{"text>" + a});
  CHECK(resolved("", {"sarif=" + a}) == Outputs{"sarif>" + a, "text>"});
  CHECK(resolved("sarif", {"sarif=" + a}) == Outputs{"sarif>" + a});
  CHECK(resolved("json", {"sarif=" + a, "text=" + b}) ==
        Outputs{"sarif>" + a, "text>" + b, "json>"});
  CHECK(resolved("json", {b}) == Outputs{"json>" + b});
}

TEST_CASE("Wrong formats and places are refused before anything is scanned") {
  const testing::TempDir dir;
  struct Row {
    std::string format;
    std::vector<std::string> outputs;
    std::string told;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"xml", {}, "choose from"},
           {"JSON", {}, "'JSON'"},
           {"", {""}, "path is missing"},
           {"", {"json="}, "path is missing"},
           {"", {dir / "a", dir / "a"}, "two reports"},
           {"", {"json=" + (dir / "a"), "sarif=" + (dir / "a")}, "two reports"},
           {"", {dir / "none/a"}, "does not exist"},
       }) {
    CAPTURE(row.told);
    const auto result = resolve_outputs(row.format, row.outputs);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::kUsage);
    CHECK(result.error().message.find(row.told) != std::string::npos);
  }
}

TEST_CASE("Each report is written whole to its file, without colour") {
  const testing::TempDir dir;
  const RuleSet rules;
  const auto outputs = resolve_outputs("text", {dir / "t", "json=" + (dir / "j")});
  REQUIRE(outputs);
  REQUIRE(write_reports(empty_result(rules), *outputs, {ColorChoice::kAlways, 0, {}}));
  CHECK(dir.read_file("j").starts_with("{"));
  CHECK_FALSE(dir.read_file("t").empty());
  CHECK(dir.read_file("t").find('\x1B') == std::string::npos);
}

TEST_CASE("A report that cannot be written is a usage error with its path") {
  const testing::TempDir dir;
  const RuleSet rules;
  const auto outputs = resolve_outputs("json", {dir / "sub"});
  REQUIRE(outputs);
  dir.make_directory("sub");
  for (const ReportOutput& output :
       {outputs->front(), ReportOutput{(*outputs)[0].format, "/dev/full"}}) {
    const auto status = write_reports(empty_result(rules), {output}, {ColorChoice::kNever, 0, {}});
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::kUsage);
    CHECK(status.error().message.find(output.path) != std::string::npos);
  }
  CHECK(std::filesystem::is_empty(dir / "sub"));
}

TEST_CASE("A misspelt format in front of a path is an error, and two spellings of a path are one") {
  const auto misspelt = resolve_outputs("", {"sarfi=x.json"});
  REQUIRE_FALSE(misspelt);
  CHECK(misspelt.error().message.find("'sarfi' is unknown") != std::string::npos);
  CHECK_FALSE(resolve_outputs("", {"json=a.json", "sarif=./a.json"}));
  const auto piped = resolve_outputs("json", {"-"});
  REQUIRE(piped);
  REQUIRE(piped->size() == 1);
  CHECK((*piped)[0].path.empty());
}

}  // namespace keyhound
