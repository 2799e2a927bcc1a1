// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "tests/scanner/filters/checksum/drawer.h"
#include "tests/support/build_places.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

// What the rules write in front of {<name>-checksum}; nothing where it is the whole token.
const std::map<std::string, std::vector<std::string>>& prefixes() {
  static const std::map<std::string, std::vector<std::string>> table = {
      {"artifactory-reference", {"cmVmdGtuOj"}},
      {"atlassian", {"ATATT3xFfGF0"}},
      {"atlassian-access", {"ATCTT3xFfG"}},
      {"aws-bedrock", {"ABSKQmVkcm9ja0FQSUtleS"}},
      {"bech32-age", {"AGE-SECRET-KEY-1"}},
      {"bech32-nsec", {"nsec1"}},
      {"bip32", {"xprv"}},
      {"bitbucket", {"ATBB"}},
      {"bitbucket-data-center", {"BBDC-"}},
      {"cloudflare", {"cfut_", "cfat_", "cfk_"}},
      {"confluent", {"cflt"}},
      {"github", {"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_", "nbp_"}},
      {"gitlab-routable", {"glpat-"}},
      {"gitlab-runner-routable", {"glrt-t1_"}},
      {"grafana", {"glsa_"}},
      {"grafana-cloud-json", {"glc_eyJ"}},
      {"jwt-json", {"eyJ", "ghs_1234567_eyJ"}},
      {"nkey", {"SU"}},
      {"onepassword-json", {"ops_eyJ"}},
      {"openai-marker", {"sk-proj-", "sk-svcacct-"}},
      {"pypi-macaroon", {"pypi-AgEIcHlwaS5vcmc"}},
      {"sentry-org-json", {"sntrys_eyJ"}},
      {"vercel", {"vcp_", "vci_", "vca_", "vcr_", "vck_"}},
      {"zuplo", {"zpka_"}}};
  return table;
}

std::vector<std::string> prefixes_of(std::string_view name) {
  const auto row = prefixes().find(std::string(name));
  return row == prefixes().end() ? std::vector<std::string>{""} : row->second;
}

}  // namespace

TEST_CASE("Texts that are too short have no right checksum") {
  for (const std::string_view name : checksum_names()) {
    CAPTURE(name);
    for (std::size_t length = 0; length < 12; ++length) {
      if (name == "cisco-type7" && length >= 4) continue;
      CHECK(is_checksum_right(name, std::string(length, '0')) != true);
    }
    CHECK(is_checksum_right(name, "_") != true);
    CHECK(is_checksum_right(name, std::string(3, '\0') + "_\xFF\xFE%3D\\=") != true);
    CHECK(is_checksum_right(name, std::string(70'000, '.')) != true);
    CHECK(is_checksum_right(name, std::string(70'000, 'A')) != true);
  }
}

TEST_CASE("A made body gives a right checksum behind each prefix of the rules") {
  for (const std::string_view name : checksum_names()) {
    CAPTURE(name);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto body = make_checksum_body(name, drawer(seed));
      REQUIRE(body);
      for (const std::string& prefix : prefixes_of(name))
        CHECK(is_checksum_right(name, prefix + *body).value_or(name == "ethereum-range"));
      CHECK(*make_checksum_body(name, drawer(seed)) == *body);
      CHECK(*make_checksum_body(name, drawer(seed + 100)) != *body);
    }
  }
}

TEST_CASE("An unknown name is neither right nor wrong, and cannot be made") {
  CHECK_FALSE(is_checksum_right("", "x").has_value());
  CHECK_FALSE(is_checksum_right("gitHub", testing::github_pat(1)).has_value());
  CHECK_FALSE(is_checksum_name("luhn"));
  CHECK(is_checksum_name("github"));
  const auto body = make_checksum_body("luhn", drawer(1));
  REQUIRE_FALSE(body);
  CHECK(body.error().kind == ErrorKind::kConfiguration);
  CHECK(body.error().message.find("luhn") != std::string::npos);
}

TEST_CASE("The names are sorted and distinct, and every prefix above is one's") {
  const auto names = checksum_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  for (const auto& [name, prefix] : prefixes())
    CHECK(std::binary_search(names.begin(), names.end(), std::string_view(name)));
}

TEST_CASE("Every name stands in the documentation of rules") {
  std::ifstream file(std::string(testing::kSourceDir) + "/docs/rules.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const std::string_view name : checksum_names()) {
    CAPTURE(name);
    CHECK(text.find("`" + std::string(name) + "`") != std::string::npos);
  }
}

}  // namespace keyhound
