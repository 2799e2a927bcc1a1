// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/filters/checksum/drawer.h"

namespace keyhound {
namespace {

// Keys of one text over and over, with the checks of another implementation of the published form.
std::string repeated(std::size_t length) {
  std::string text;
  while (text.size() < length) text += std::string("ScannerTestBody") + "0123456789";
  return text.substr(0, length);
}

}  // namespace

TEST_CASE("Identifiable keys are right by the seed of any of their purposes") {
  const auto family = identifiable_key_checksums();
  const auto check = [&](std::string_view name, const std::string& key) {
    CAPTURE(name);
    CHECK(kind_of(family, name).is_right(key) == true);
    std::string other = key;
    other[3] = other[3] == 'q' ? 'r' : 'q';
    CHECK(kind_of(family, name).is_right(other) == false);
  };
  // The key's last character may not follow the text: the signature takes its place.
  check("azure-storage", repeated(75) + "S" + "+AStEFgT0g==");
  check("azure-messaging", repeated(33) + "+ASb" + "GR/YFg=");
  check("azure-container-registry", repeated(42) + "+ACR" + "A2twGH");
  check("azure-functions", repeated(44) + "AzFu" + "0av9fQ==");
  check("azure-annotated-devops", repeated(52) + "JQQJ99" + "BC000000000000AAAAAZDO" + "LyFm");
}

TEST_CASE("Keys from before there were signatures are neither right nor wrong") {
  const auto family = identifiable_key_checksums();
  CHECK_FALSE(kind_of(family, "azure-storage").is_right(repeated(86) + "==").has_value());
  CHECK_FALSE(kind_of(family, "azure-iot").is_right(repeated(43) + "=").has_value());
  CHECK_FALSE(kind_of(family, "azure-annotated").is_right(repeated(52)).has_value());
  CHECK_FALSE(kind_of(family, "azure-annotated").is_right(repeated(84)).has_value());
}

TEST_CASE("A Redis key that is not right says nothing, since its characters may be replaced") {
  const auto family = identifiable_key_checksums();
  const ChecksumKind& redis = kind_of(family, "azure-redis");
  std::string key = redis.make_body(drawer(1));
  CHECK(redis.is_right(key) == true);
  key[0] = key[0] == 'q' ? 'r' : 'q';
  CHECK_FALSE(redis.is_right(key).has_value());
}

TEST_CASE("A made key is right and has its form") {
  for (const ChecksumKind& kind : identifiable_key_checksums()) {
    CAPTURE(kind.name);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const std::string key = kind.make_body(drawer(seed));
      CAPTURE(key.size());
      CHECK(kind.is_right(key) == true);
      if (kind.name == "azure-search" || kind.name.starts_with("azure-annotated"))
        CHECK(key.find_first_of("+/-_=") == std::string::npos);
    }
  }
}

}  // namespace keyhound
