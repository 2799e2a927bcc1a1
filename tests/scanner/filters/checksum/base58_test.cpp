// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/filters/checksum/drawer.h"

namespace keyhound {
namespace {

// Made by another implementation of the bytes 1 to 32; in pieces, so that none stands here.
const std::string kPlain = std::string("5HpjKrb7dH5kKQQzmbjB87Mxova") + "7mek5bXUTWfndcX6tBoqUwzm";
const std::string kCompressed =
    std::string("KwFfpDsaF7yxCELuyrH9gP5XL7") + "TAt5b9HPWC1xCQbmrxvhJgMQHb";
const std::string kTestNet =
    std::string("cMcfH8sRgBgDMfpBNG6H3haaxLka") + "YXgqMRef8Nev6tWyBSNr6c3n";
const std::string kExtended = std::string("xprv") +
                              "9s21ZrQH143K24wRdsX9TnFuNKBUZJDDM4DfJkKgF4HkNx" +
                              "zHqVaWQNr7mnpffA1Q6tHGs2QhJAfmJFL3zg3Rj45hjkA4qaPX6BFpzGf4WsL";

}  // namespace

TEST_CASE("Base58Check agrees with another implementation") {
  const auto family = base58_checksums();
  for (const std::string& key : {kPlain, kCompressed, kTestNet}) {
    CHECK(kind_of(family, "bitcoin-wif").is_right(key) == true);
    CHECK(kind_of(family, "bip32").is_right(key) == false);
    CHECK(unnoticed_changes(kind_of(family, "bitcoin-wif"), key, 0) == 0);
  }
  CHECK(kind_of(family, "bip32").is_right(kExtended) == true);
  CHECK(kind_of(family, "bitcoin-wif").is_right(kExtended) == false);
  CHECK(unnoticed_changes(kind_of(family, "bip32"), kExtended, 0) == 0);
}

TEST_CASE("A made body of Base58Check is right behind its prefix") {
  const auto family = base58_checksums();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const ChecksumKind& extended = kind_of(family, "bip32");
    CHECK(extended.is_right("xprv" + extended.make_body(drawer(seed))) == true);
    const ChecksumKind& wallet = kind_of(family, "bitcoin-wif");
    const std::string key = wallet.make_body(drawer(seed));
    CHECK(wallet.is_right(key) == true);
    CHECK(key.size() == 52);
    CHECK((key.front() == 'K' || key.front() == 'L'));
  }
}

}  // namespace keyhound
