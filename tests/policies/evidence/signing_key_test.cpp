// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/signing_key.h"

#include <sys/stat.h>

#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {

TEST_CASE("A key is read again from the file it was saved to, which its owner alone may read") {
  const TempDir dir;
  const SigningKey key = SigningKey::generate();
  const mode_t before = ::umask(0);
  REQUIRE(save_signing_key(dir / "key", key));
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat((dir / "key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  const auto loaded = load_signing_key(dir / "key");
  REQUIRE(loaded);
  CHECK(loaded->public_key() == key.public_key());
  CHECK(loaded->seed() == key.seed());
}

TEST_CASE("A key is never replaced") {
  const TempDir dir;
  REQUIRE(save_signing_key(dir / "key", SigningKey::generate()));
  const std::string was = dir.read_file("key");
  const Status again = save_signing_key(dir / "key", SigningKey::generate());
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::kUsage);
  CHECK(dir.read_file("key") == was);
}

TEST_CASE("A key that others may read or write is refused") {
  const TempDir dir;
  REQUIRE(save_signing_key(dir / "key", SigningKey::generate()));
  for (const mode_t mode : {0640U, 0604U, 0620U, 0601U}) {
    CAPTURE(mode);
    ::chmod((dir / "key").c_str(), mode);
    const auto loaded = load_signing_key(dir / "key");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().message.find("chmod 600") != std::string::npos);
  }
}

TEST_CASE("What holds no key is refused, and its content not quoted") {
  const TempDir dir;
  for (const char* content : {"", "placeholder", "keyhound-signing-key:ed25519:", "ed25519:AAAA",
                              "keyhound-signing-key:ed25519:placeholder"}) {
    dir.write_file("key", content);
    ::chmod((dir / "key").c_str(), 0600);
    const auto loaded = load_signing_key(dir / "key");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().message.find("placeholder") == std::string::npos);
  }
  CHECK(load_signing_key(dir / "missing").error().kind == ErrorKind::kNotFound);
}

TEST_CASE("A public key is read from its text, and from a file that holds it") {
  const TempDir dir;
  const PublicKey key = counting_key().public_key();
  CHECK(*parse_public_key(to_text(key)) == key);
  CHECK(*parse_public_key("  " + to_text(key) + "\r\n") == key);
  dir.write_file("key.pub", to_text(key) + "\n");
  CHECK(*load_public_key(dir / "key.pub") == key);
  CHECK(*load_public_key(to_text(key)) == key);
  CHECK(key_id_of(key).size() == 16);
  for (const char* text : {"", "ed25519:", "ed25519:AAAA", "rsa:AAAA"}) {
    CHECK_FALSE(parse_public_key(text));
  }
  dir.write_file("other.pub", "nothing");
  CHECK(load_public_key(dir / "other.pub").error().message.find("other.pub") != std::string::npos);
}

}  // namespace keyhound::testing
