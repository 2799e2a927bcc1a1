// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/scan_basis.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string basis_with(const std::vector<std::string>& arguments,
                       const std::string& name = "acme/pay") {
  const auto options = read_scan_arguments(arguments);
  REQUIRE(options);
  const auto basis = basis_digest(*options, *options->scan.configuration.chosen, name);
  INFO((basis ? std::string() : basis.error().message));
  REQUIRE(basis);
  return *basis;
}

Timestamp at(const char* text) { return *parse_timestamp(text); }

}  // namespace

TEST_CASE("The basis changes with everything that decides what is found, and with nothing else") {
  const testing::TempDir dir;
  const std::string rules =
      "[[rules]]\nid = \"demo\"\ndescription = \"Demo\"\nregex = '''demo_([0-9a-f]{16})'''\n";
  dir.write_file("more.toml", rules);
  dir.write_file("accepted", "");
  const std::string plain = basis_with({});
  CHECK(plain == basis_with({}));
  CHECK(plain == basis_with({"--registry", "a.yaml", "--fail-on", "none", "--threads", "4"}));
  const std::string with_rules = basis_with({"--rules", dir / "more.toml"});
  const std::string with_baseline = basis_with({"--baseline", dir / "accepted"});
  for (const std::string& other :
       {with_rules, with_baseline, basis_with({"--archives"}), basis_with({"--strict"}),
        basis_with({"--no-pipelines"}), basis_with({"--no-inline-comments"}),
        basis_with({"--min-confidence", "high"}), basis_with({"--trust-configuration"}),
        basis_with({"--memory-limit", "64MB"}), basis_with({}, "acme/web")}) {
    CHECK(other != plain);
  }
  dir.write_file("own.yaml", "kind: PolicySettings\npolicies: {ROT1001: {level: note}}\n");
  CHECK(basis_with({"--policies", dir / "own.yaml"}) == plain);
  dir.write_file("own.yaml", "kind: PolicySettings\nchecks: {P25: {level: error}}\n");
  const std::string raised = basis_with({"--policies", dir / "own.yaml"});
  CHECK(raised != plain);
  dir.write_file("own.yaml", "kind: PolicySettings\nchecks: {P25: {level: warning}}\n");
  CHECK(basis_with({"--policies", dir / "own.yaml"}) != raised);
  dir.write_file("more.toml", rules + "# the same rules\n");
  CHECK(basis_with({"--rules", dir / "more.toml"}) == with_rules);
  dir.append_file("more.toml", "[allowlist]\nstopwords = ['demo']\n");
  CHECK(basis_with({"--rules", dir / "more.toml"}) != with_rules);
  dir.write_file("accepted", "# somebody looked\n");
  CHECK(basis_with({"--baseline", dir / "accepted"}) != with_baseline);
}

TEST_CASE("Another key of fingerprints is another basis, and the basis does not tell the key") {
  const std::string plain = basis_with({});
  ::setenv("KEYHOUND_FINGERPRINT_KEY", "k9:00112233445566778899aabbccddeeff", 1);
  const std::string keyed = basis_with({});
  ::unsetenv("KEYHOUND_FINGERPRINT_KEY");
  CHECK(keyed != plain);
  CHECK(keyed.find("0011") == std::string::npos);
}

TEST_CASE("A scan stands until the first thing ends that silences a finding") {
  const Timestamp now = at("2030-01-01");
  ScanResult result;
  result.suppressions.emplace();
  CHECK_FALSE(first_end(result, {}, now));
  result.suppressions->push_back({"inline", "", "", "", at("2030-06-01"), true, {}, ""});
  result.suppressions->push_back({"inline", "", "", "", at("2029-01-01"), true, {}, ""});
  Finding& finding = result.findings.emplace_back();
  finding.accepted = Acceptance{"", "", at("2030-03-01"), ""};
  CHECK(first_end(result, {}, now) == at("2030-03-01"));
  Configuration configuration;
  configuration.allowlists.emplace_back().until = Configured<Timestamp>{at("2030-02-01"), {}};
  CHECK(first_end(result, configuration, now) == at("2030-02-01"));
}

TEST_CASE("A basis that is kept holds for its digest, and until its end") {
  const std::string kept = write_basis("sha256:a", at("2030-03-01"));
  CHECK(kept == "sha256:a until 2030-03-01T00:00:00Z");
  CHECK(holds_basis(kept, "sha256:a", at("2030-03-01")));
  CHECK_FALSE(holds_basis(kept, "sha256:a", at("2030-03-02")));
  CHECK_FALSE(holds_basis(kept, "sha256:b", at("2030-01-01")));
  CHECK(holds_basis(write_basis("sha256:a", std::nullopt), "sha256:a", at("2040-01-01")));
  CHECK_FALSE(holds_basis("sha256:a until soon", "sha256:a", at("2030-01-01")));
  CHECK_FALSE(holds_basis("", "sha256:a", at("2030-01-01")));
}

}  // namespace keyhound
