// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/filters/checksum/drawer.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

std::optional<bool> is_right(std::string_view name, const std::string& token) {
  return kind_of(key_structures(), name).is_right(token);
}

// The bytes 1 to 32 as a user's seed, and the bytes 100 to 195 in armor, by another implementation.
const std::string kSeed =
    std::string("SUAACAQDAQCQMBYIBEFAWDANBYHRA") + "EISCMKBKFQXDAMRUGY4DUPB6IC5CQ";
const std::string kArmorBody[] = {
    "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKi4yNjo+QkZKT",
    "lJWWl5iZmpucnZ6foKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr/AwcLD"};

std::string armor(std::string_view line_end, std::string_view check) {
  const std::string end(line_end);
  return "-----BEGIN PGP " + std::string("PRIVATE KEY BLOCK-----") + end + "Version: GnuPG v2" +
         end + end + kArmorBody[0] + end + kArmorBody[1] + end + std::string(check) + end +
         "-----END PGP " + "PRIVATE KEY BLOCK-----";
}

}  // namespace

TEST_CASE("A NATS seed ends with the CRC-16 of what is before") {
  CHECK(is_right("nkey", kSeed) == true);
  CHECK(unnoticed_changes(kind_of(key_structures(), "nkey"), kSeed, 0) == 0);
  std::string changed = kSeed;
  changed[20] = changed[20] == 'A' ? 'B' : 'A';
  CHECK(is_right("nkey", changed) == false);
  CHECK(is_right("nkey", kSeed.substr(0, 56)) == false);
}

TEST_CASE("OpenPGP armor may have a CRC-24, however its lines are joined") {
  CHECK(is_right("pgp-armor", armor("\n", "=4ehl")) == true);
  CHECK(is_right("pgp-armor", armor("\\n", "=4ehl")) == true);
  CHECK(is_right("pgp-armor", armor("\r\n    ", "=4ehl")) == true);
  CHECK(is_right("pgp-armor", armor("\n", "=4ehm")) == false);
  CHECK_FALSE(is_right("pgp-armor", armor("\n", "")).has_value());
}

TEST_CASE("A private key that does not parse is wrong, one that is cut says nothing") {
  const std::string key = testing::openssh_private_key();
  CHECK(is_right("private-key", key) == true);
  std::string broken = key;
  broken[broken.find('\n') + 3] = '0';
  CHECK(is_right("private-key", broken) == false);
  CHECK(is_right("private-key", key.substr(0, 60)) != true);
}

TEST_CASE("An Ethereum key is a number below the order of its curve, and not zero") {
  CHECK_FALSE(is_right("ethereum-range", "0x" + std::string(64, '1')).has_value());
  CHECK(is_right("ethereum-range", std::string(64, '0')) == false);
  CHECK(is_right("ethereum-range", std::string(64, 'f')) == false);
  CHECK(is_right("ethereum-range", std::string(32, 'F') + std::string(32, '0')) == false);
  const std::string order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd036414";
  CHECK(is_right("ethereum-range", order + "1") == false);
  CHECK_FALSE(is_right("ethereum-range", order + "0").has_value());
}

TEST_CASE("Cisco's type 7 begins with an offset, and Group Policy passwords are whole blocks") {
  CHECK(is_right("cisco-type7", "08224F47") == true);
  CHECK(is_right("cisco-type7", "52AB") == true);
  CHECK(is_right("cisco-type7", "53AB") == false);
  CHECK(is_right("cisco-type7", "0A224F47") == false);
  CHECK(is_right("cisco-type7", "08224F4") == false);
  CHECK(is_right("aes-blocks", base64_without_padding(std::string(16, 'x'), false)) == true);
  CHECK(is_right("aes-blocks", base64_without_padding(std::string(17, 'x'), false)) == false);
}

}  // namespace keyhound
