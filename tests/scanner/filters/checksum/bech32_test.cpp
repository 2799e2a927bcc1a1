// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/filters/checksum/drawer.h"

namespace keyhound {

TEST_CASE("Bech32 agrees with the vectors of BIP 173 and with another implementation") {
  const auto family = bech32_checksums();
  const ChecksumKind& kind = kind_of(family, "bech32-nsec");
  CHECK(kind.is_right("A12UEL5L") == true);
  CHECK(kind.is_right("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw") == true);
  CHECK(kind.is_right("A1G7SGD8") == false);  // made without the prefix's case folded
  CHECK(kind.is_right("A12uEL5L") == false);  // mixed case
  CHECK(kind.is_right("10a06t8") == false);   // no prefix
  CHECK(kind.is_right("pzry9x0s0muk") == false);
  const std::string key =
      std::string("nsec1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5z5t") + "pwxqergd3c8g7rusqpqcc2y";
  CHECK(kind.is_right(key) == true);
  const ChecksumKind& age = kind_of(family, "bech32-age");
  const std::string age_key = std::string("AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQ") +
                              "G3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE";
  CHECK(age.is_right(age_key) == true);
  CHECK(unnoticed_changes(age, age_key, 0) == 0);
}

TEST_CASE("A made body of Bech32 is right behind its prefix, in its case") {
  const auto family = bech32_checksums();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::string nsec = kind_of(family, "bech32-nsec").make_body(drawer(seed));
    CHECK(nsec.size() == 58);
    CHECK(kind_of(family, "bech32-nsec").is_right("nsec1" + nsec) == true);
    const std::string age = kind_of(family, "bech32-age").make_body(drawer(seed));
    CHECK(kind_of(family, "bech32-age").is_right("AGE-SECRET-KEY-1" + age) == true);
  }
}

}  // namespace keyhound
