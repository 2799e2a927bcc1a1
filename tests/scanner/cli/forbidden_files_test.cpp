// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/forbidden_files.h"

#include <doctest/doctest.h>

#include "scanner/config/config_reader.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

// The paths that are found below `dir`.
std::vector<std::string> found(const testing::TempDir& dir, const std::string& toml) {
  const ScanFixture fixture;
  const auto file = parse_configuration(toml, "test", 0);
  REQUIRE(file);
  ScanRequest request;
  request.target = dir.str();
  request.mode = ScanMode::kTreeOnly;
  for (const ConfiguredText& glob : file->configuration.excluded_paths)
    request.excluded_paths.push_back(glob.value);
  ScanResult result;
  REQUIRE(add_forbidden_files(file->configuration, fixture.context(), {&request, 1}, result));
  std::vector<std::string> paths;
  for (const Finding& finding : result.findings) {
    CHECK(finding.rule_id == kForbiddenFileRule);
    paths.push_back(finding.first().location.path);
  }
  return paths;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("A file at a forbidden path is a finding, whatever it holds") {
  const testing::TempDir dir;
  dir.write_file("a.p12", "").write_file("b/c.P12", "x").write_file("d.txt", "a.p12");
  CHECK(found(dir, "[paths]\nforbidden = ['(?i)\\.p12$']\n") == Paths{"a.p12", "b/c.P12"});
  CHECK(found(dir, "[paths]\nforbidden = []\n").empty());
}

TEST_CASE("Forbidden files can be switched off, left out and allowed like other findings") {
  const testing::TempDir dir;
  dir.write_file("a.p12", "").write_file("test/b.p12", "");
  const std::string forbidden = "[paths]\nforbidden = ['\\.p12$']\n";
  CHECK(found(dir, forbidden + "[rules]\ndisable = ['forbidden-file']\n").empty());
  CHECK(found(dir, forbidden + "exclude = ['test/']\n") == Paths{"a.p12"});
  const std::string allow = "[[allowlists]]\npaths = ['^test/']\n";
  CHECK(found(dir, forbidden + allow + "rules = ['forbidden-file']\n") == Paths{"a.p12"});
  CHECK(found(dir, forbidden + allow + "rules = ['acme']\n").size() == 2);
  CHECK(found(dir, forbidden + allow + "until = 1960-01-01\n").size() == 2);
}

}  // namespace keyhound
