// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/filters/checksum/drawer.h"
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
      {"github", "nbp_" + kBody30, "0Pbtgj"},
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

}  // namespace

TEST_CASE("Each CRC agrees with its public vector") {
  const auto family = crc_checksums();
  for (const Vector& row : vectors()) {
    CAPTURE(row.name);
    CAPTURE(row.front);
    CHECK(kind_of(family, row.name).is_right(row.front + row.checksum) == true);
  }
}

TEST_CASE("A change of any character makes a CRC wrong") {
  const auto family = crc_checksums();
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
      CHECK(kind_of(family, row.name).is_right(changed) == false);
    }
  }
}

TEST_CASE("Tokens of the test support, made by another implementation, are right") {
  const auto family = crc_checksums();
  for (unsigned n = 0; n < 20; ++n) {
    std::string token = testing::github_pat(n);
    CHECK(kind_of(family, "github").is_right(token) == true);
    token.back() = token.back() == '0' ? '1' : '0';
    CHECK(kind_of(family, "github").is_right(token) == false);
  }
}

}  // namespace keyhound
