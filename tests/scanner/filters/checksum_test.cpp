// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "tests/support/tokens.h"

namespace keyhound {
namespace {

// The bodies of the public test vectors, which are no tokens. They are put together at run time so
// that no line of this file looks like one.
const std::string kBody = std::string("ScannerTestBody") + "0123456789" + "abcd";
const std::string kBody30 = kBody + "E";
const std::string kBody40 = kBody30 + "FGHIJKLMNO";
const std::string kBody50 = kBody40 + "pqrstuvwxy";

struct Vector {
  std::string name;
  std::string front;
  std::string checksum;
};

std::vector<Vector> vectors() {
  const std::string atlassian = std::string("ATATT3x") + "FfGF0" + kBody40;
  return {
      {"github", "ghp_" + kBody30, "0Pbtgj"},
      {"github", "gho_" + kBody30, "0Pbtgj"},
      {"github", "npm_" + kBody30, "0Pbtgj"},
      {"cloudflare", "cfut_" + kBody40, "d325bcb4"},
      {"cloudflare", "cfk_" + kBody40, "d325bcb4"},
      {"vercel", "vcp_" + kBody50, "3HZINc"},
      {"atlassian", atlassian + "=", "7AE00EE4"},
      {"atlassian", atlassian + "%3D", "7AE00EE4"},
      {"atlassian", atlassian + "%3d", "7AE00EE4"},
      {"atlassian", atlassian + "\\=", "7AE00EE4"},
      {"atlassian-access", atlassian + "=", "7AE00EE4"},
      {"confluent", "cflt" + kBody50 + "z012", "RBg+0g"},
      {"grafana", "glsa_" + kBody30 + "Zz" + "_", "b4346351"},
      {"gitlab-routable",
       std::string("glpat-") + "AAECAwQFBgcICQoL" + "DA0OD286MQp1OjIH" + ".01.0w", "0v26tqw"},
      {"zuplo", std::string("zpka_") + "scannertestbody" + "0123456789abcdefg" + "_", "3a346262"},
  };
}

// What the rules write in front of {<name>-checksum}.
const std::map<std::string, std::vector<std::string>>& prefixes() {
  static const std::map<std::string, std::vector<std::string>> table = {
      {"atlassian", {"ATATT3xFfGF0"}},
      {"atlassian-access", {"ATCTT3xFfG"}},
      {"bitbucket", {"ATBB"}},
      {"cloudflare", {"cfut_", "cfat_", "cfk_"}},
      {"confluent", {"cflt"}},
      {"github", {"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_"}},
      {"gitlab-routable", {"glpat-"}},
      {"gitlab-runner-routable", {"glrt-t1_"}},
      {"grafana", {"glsa_"}},
      {"vercel", {"vcp_", "vci_", "vca_", "vcr_", "vck_"}},
      {"zuplo", {"zpka_"}}};
  return table;
}

std::function<std::uint32_t(std::uint32_t)> drawer(std::uint64_t seed) {
  return [state = seed](std::uint32_t limit) mutable {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>((state >> 33U) % limit);
  };
}

}  // namespace

TEST_CASE("Each checksum agrees with its public vector") {
  for (const Vector& row : vectors()) {
    CAPTURE(row.name);
    CAPTURE(row.front);
    CHECK(is_checksum_right(row.name, row.front + row.checksum) == true);
  }
}

TEST_CASE("A change of any character makes a checksum wrong") {
  for (const Vector& row : vectors()) {
    const std::string token = row.front + row.checksum;
    CAPTURE(row.name);
    for (std::size_t i = row.front.find_first_of("_-") + 1; i < token.size(); ++i) {
      if (row.front.find_first_of("%\\", i) != std::string::npos && i > row.front.size() - 4)
        continue;  // an escape may be written in several ways
      if (token[i] == '_' && i + 1 == row.front.size()) continue;  // a separator, not covered
      CAPTURE(i);
      std::string changed = token;
      changed[i] = changed[i] == 'q' ? 'r' : 'q';
      if (row.name == "confluent" && i < 4) continue;  // its prefix is not covered
      CHECK(is_checksum_right(row.name, changed) == false);
    }
  }
}

TEST_CASE("Texts that are too short have no right checksum") {
  for (const std::string_view name : checksum_names()) {
    CAPTURE(name);
    for (std::size_t length = 0; length < 12; ++length)
      CHECK(is_checksum_right(name, std::string(length, '0')) == false);
    CHECK(is_checksum_right(name, "_") == false);
    CHECK(is_checksum_right(name, std::string(3, '\0') + "_\xFF\xFE%3D\\=") == false);
  }
}

TEST_CASE("A made body gives a right checksum behind each prefix of the rules") {
  for (const std::string_view name : checksum_names()) {
    CAPTURE(name);
    REQUIRE(prefixes().contains(std::string(name)));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto body = make_checksum_body(name, drawer(seed));
      REQUIRE(body);
      for (const std::string& prefix : prefixes().at(std::string(name)))
        CHECK(is_checksum_right(name, prefix + *body) == true);
      CHECK(*make_checksum_body(name, drawer(seed)) == *body);
      CHECK(*make_checksum_body(name, drawer(seed + 100)) != *body);
    }
  }
}

TEST_CASE("Tokens of the test support, made by another implementation, are right") {
  for (unsigned n = 0; n < 20; ++n) {
    std::string token = testing::github_pat(n);
    CHECK(is_checksum_right("github", token) == true);
    token.back() = token.back() == '0' ? '1' : '0';
    CHECK(is_checksum_right("github", token) == false);
  }
}

TEST_CASE("An unknown name is neither right nor wrong, and cannot be made") {
  CHECK_FALSE(is_checksum_right("", "x").has_value());
  CHECK_FALSE(is_checksum_right("gitHub", testing::github_pat(1)).has_value());
  const auto body = make_checksum_body("luhn", drawer(1));
  REQUIRE_FALSE(body);
  CHECK(body.error().kind == ErrorKind::kConfiguration);
  CHECK(body.error().message.find("luhn") != std::string::npos);
}

TEST_CASE("The names are sorted and distinct") {
  const auto names = checksum_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(names.size() == prefixes().size());
}

}  // namespace keyhound
