// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_outputs.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

constexpr CiOutput kFiles[] = {{"sarif", "one/a.sarif"}, {"of-a-later-build", "b"}};
constexpr CiPlatform kPlatform = {
    "made-up",          "Made-up CI", nullptr, nullptr, "x", "github-annotations",
    CiSummary::kAppend, kFiles,       {}};

std::string described(const CiOutputs& outputs, const std::string& directory) {
  std::string text;
  for (const ReportOutput& one : outputs.reports) {
    std::string path = one.path;
    if (path.starts_with(directory)) path.erase(0, directory.size());
    text += std::string(one.format->name) + "=" + path + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("A platform's files are made where they are wanted, unless others are named") {
  const testing::TempDir dir;
  CiOutputOptions options;
  options.directory = dir / "out";
  CiRun run;
  run.summary_file = "summary";
  const auto all = ci_outputs(kPlatform, run, options, "", {});
  REQUIRE(all);
  CHECK(described(*all, dir.str()) == "text= sarif=/out/one/a.sarif github-annotations= ");
  CHECK(all->summary_file == "summary");
  CHECK(dir.exists("out/one"));
  const auto own = ci_outputs(kPlatform, run, options, "", {"json=" + dir / "x.json"});
  CHECK(described(*own, dir.str()) == "json=/x.json text= github-annotations= ");
  const auto json = ci_outputs(kPlatform, run, options, "json", {});
  CHECK(described(*json, dir.str()) == "json= sarif=/out/one/a.sarif ");
  options.no_annotations = options.no_summary = true;
  const auto bare = ci_outputs(kPlatform, run, options, "", {});
  CHECK(described(*bare, dir.str()) == "text= sarif=/out/one/a.sarif ");
  CHECK(bare->summary_file.empty());
}

TEST_CASE("A summary is added to what an earlier command wrote") {
  const testing::TempDir dir;
  const std::string file = dir / "summary.md";
  REQUIRE(append_summary(file, "# one\n"));
  CHECK(dir.read_file("summary.md") == "# one\n");
  dir.write_file("summary.md", "# zero");
  REQUIRE(append_summary(file, "# one\n"));
  CHECK(dir.read_file("summary.md") == "# zero\n# one\n");
  CHECK_FALSE(append_summary(dir / "none/summary.md", "x"));
}

TEST_CASE("A summary that is too long for the platform is cut at a line, and says so") {
  const testing::TempDir dir;
  std::string text;
  while (text.size() <= kMostSummaryBytes) text += "| a row | of a table |\n";
  REQUIRE(append_summary(dir / "summary.md", text));
  const std::string written = dir.read_file("summary.md");
  CHECK(written.size() <= kMostSummaryBytes);
  CHECK(written.size() > kMostSummaryBytes - 200);
  CHECK(written.ends_with(
      "| a row | of a table |\n\n**The rest does not fit: see the log or the report files.**\n"));
}

}  // namespace keyhound
