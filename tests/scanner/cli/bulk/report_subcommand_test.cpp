// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/cli/command.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"

namespace keyhound::testing {
namespace {

int report(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"keyhound", "bulk", "report"});
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  return run_program(static_cast<int>(pointers.size()), pointers.data());
}

}  // namespace

TEST_CASE("The report of a run goes to a file, and ends as the run did where that is asked for") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  BulkFixture bulk;
  bulk.scan("first", {repo.path()});
  bulk.scan("second", {repo.path(), bulk.dir / "missing"});
  const std::string file = bulk.dir / "report.json";
  const std::vector<std::string> plain = {"--store", bulk.store_path(), "--format",
                                          "json",    "--output",        file};
  const auto with = [&plain](std::vector<std::string> more) {
    more.insert(more.end(), plain.begin(), plain.end());
    return more;
  };
  CHECK(report(plain) == 0);
  CHECK(nlohmann::json::parse(read_whole_file(file))["run"]["key"] == "second");
  CHECK(report(with({"first"})) == 0);
  CHECK(nlohmann::json::parse(read_whole_file(file))["run"]["key"] == "first");
  CHECK(report(with({"--fail-on", "low"})) == 1);
  CHECK(report(with({"--fail-on", "none"})) == 3);
  CHECK(report(with({"first", "--fail-on", "none"})) == 0);
  CHECK(report(with({"another"})) == 2);
  CHECK(report(with({"--fail-on", "sometimes"})) == 2);
  CHECK(report({"--store", bulk.store_path(), "--format", "xml"}) == 2);
  CHECK(report({"--store", bulk.dir / "none.db"}) == 2);
}

}  // namespace keyhound::testing
