// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/fingerprint.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

std::vector<std::uint8_t> key_bytes(std::size_t count) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7));
  return bytes;
}

std::string key_block(const std::string& body) {
  const std::string dashes(5, '-');
  return dashes + "BEGIN RSA PRIVATE KEY" + dashes + body + dashes + "END RSA PRIVATE KEY" + dashes;
}

}  // namespace

TEST_CASE("A fingerprint is the keyed hash of family, a zero byte and the secret") {
  const auto key = FingerprintKey::create("team", key_bytes(32));
  REQUIRE(key);
  const Fingerprint print = fingerprint(*key, "github", "s3cret");
  const auto mac = hmac_sha256(key_bytes(32), std::string("github\0s3cret", 13));
  CHECK(print.mac == std::vector<std::uint8_t>(mac.begin(), mac.end()));
  CHECK(print.short_form() == "kh1:team:" + to_base32(mac).substr(0, 26));
  CHECK(print.long_form() == "hmac-sha256:team:" + to_hex(mac));
}

TEST_CASE("The public key's fingerprints stay the same for ever") {
  const Fingerprint print = fingerprint(FingerprintKey(), "family", "secret");
  CHECK(print.short_form() == "kh1:" + to_base32(print.mac).substr(0, 26));
  CHECK(print.long_form().starts_with("hmac-sha256:public:"));
  CHECK(to_hex(std::vector<std::uint8_t>(print.mac.begin(), print.mac.begin() + 4)) == "0d552789");
}

TEST_CASE("Secret, family and key each make another fingerprint") {
  const FingerprintKey key;
  const std::string one = fingerprint(key, "a", "secret").short_form();
  CHECK(fingerprint(key, "a", "secret").short_form() == one);
  CHECK(fingerprint(key, "a", " secret\r\n").short_form() == one);
  CHECK(fingerprint(key, "a", "Secret").short_form() != one);
  CHECK(fingerprint(key, "b", "secret").short_form() != one);
  CHECK(fingerprint(*FingerprintKey::create("k", key_bytes(16)), "a", "secret").mac !=
        fingerprint(key, "a", "secret").mac);
  // The zero byte keeps family and secret apart.
  CHECK(fingerprint(key, "ab", "c").short_form() != fingerprint(key, "a", "bc").short_form());
}

TEST_CASE("A fingerprint key has a short lower-case id and at least 16 bytes") {
  CHECK(FingerprintKey().is_default());
  const auto key = FingerprintKey::create("team-2026", key_bytes(16));
  REQUIRE(key);
  CHECK(key->id() == "team-2026");
  CHECK_FALSE(key->is_default());
  CHECK(FingerprintKey::create(std::string(32, 'a'), key_bytes(16)));
  for (const std::string& id : {std::string(), std::string("Team"), std::string("a b"),
                                std::string("a:b"), std::string("public"), std::string(33, 'a')}) {
    CAPTURE(id);
    CHECK(FingerprintKey::create(id, key_bytes(16)).error().kind == ErrorKind::kConfiguration);
  }
  CHECK_FALSE(FingerprintKey::create("team", key_bytes(15)));
}

TEST_CASE("A fingerprint key is read as id, colon and hex digits") {
  const std::string hex = to_hex(key_bytes(32));
  for (const std::string& text : {"team:" + hex, "team:" + hex + "\n", "team:" + hex + " \r\n"}) {
    const auto key = FingerprintKey::parse(text);
    REQUIRE(key);
    CHECK(key->id() == "team");
    CHECK(key->bytes() == key_bytes(32));
  }
  for (const std::string& text :
       {std::string(), std::string("short"), "team:" + hex + "0", "team:" + hex.substr(2) + "zz",
        std::string("team:"), ":" + hex, "Team:" + hex, "team: " + hex, "public:" + hex}) {
    CAPTURE(text.size());
    const auto key = FingerprintKey::parse(text);
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == ErrorKind::kConfiguration);
    CHECK(key.error().message.find(hex.substr(0, 16)) == std::string::npos);  // never shows the key
  }
}

TEST_CASE("A text without a colon is a fingerprint key of its own, under the id k1") {
  const auto key = FingerprintKey::parse("sixteen letters!\n");
  REQUIRE(key);
  CHECK(key->id() == "k1");
  CHECK(key->bytes().size() == 16);
}

TEST_CASE("canonical_fingerprint brings both written forms to the short one") {
  for (const auto& key : {FingerprintKey(), *FingerprintKey::create("team", key_bytes(32))}) {
    const Fingerprint print = fingerprint(key, "family", "secret");
    CHECK(*canonical_fingerprint(print.short_form()) == print.short_form());
    CHECK(*canonical_fingerprint(print.long_form()) == print.short_form());
  }
  const std::string upper(64, 'A');
  const std::string lower(64, 'a');
  CHECK(*canonical_fingerprint("hmac-sha256:k:" + upper) ==
        *canonical_fingerprint("hmac-sha256:k:" + lower));
}

TEST_CASE("parse_fingerprint reads both written forms back") {
  for (const auto& key : {FingerprintKey(), *FingerprintKey::create("team", key_bytes(32))}) {
    const Fingerprint print = fingerprint(key, "family", "secret");
    const auto from_long = parse_fingerprint(print.long_form());
    REQUIRE(from_long);
    CHECK(from_long->key_id == print.key_id);
    CHECK(from_long->mac == print.mac);
    const auto from_short = parse_fingerprint(print.short_form());
    REQUIRE(from_short);
    CHECK(from_short->key_id == print.key_id);
    CHECK(from_short->short_form() == print.short_form());
    CHECK(std::vector<std::uint8_t>(from_short->mac.begin(), from_short->mac.begin() + 16) ==
          std::vector<std::uint8_t>(print.mac.begin(), print.mac.begin() + 16));
  }
}

TEST_CASE("parse_fingerprint keeps the last digit of the short form, and a key id with dashes") {
  for (const char last : {'a', 'b', 'q', 'z', '2', '7'}) {
    const std::string text = "kh1:k-1:" + std::string(25, 'b') + last;
    CAPTURE(text);
    const auto print = parse_fingerprint(text);
    REQUIRE(print);
    CHECK(print->key_id == "k-1");
    CHECK(print->short_form() == text);
  }
}

TEST_CASE("Neither canonical_fingerprint nor parse_fingerprint takes what is neither form") {
  const std::string digits(26, 'a');
  const std::string hex(64, 'b');
  for (const std::string& text : {std::string(),
                                  std::string("kh1"),
                                  std::string("kh1:"),
                                  "kh1:" + digits + "a",
                                  "kh1:" + digits.substr(1),
                                  "kh1:" + digits.substr(1) + "1",
                                  "kh1:" + digits.substr(1) + "A",
                                  "kh1::" + digits,
                                  "kh1:K:" + digits,
                                  "kh1:public:" + digits,
                                  "kh1:a:b:" + digits,
                                  "kh2:" + digits,
                                  " kh1:" + digits,
                                  "kh1:" + digits + "\n",
                                  "hmac-sha256:" + hex,
                                  "hmac-sha256::" + hex,
                                  "hmac-sha256:k:" + hex.substr(1),
                                  "hmac-sha256:k:" + hex + "b",
                                  "hmac-sha256:k:" + hex.substr(1) + "g",
                                  "sha256:k:" + hex}) {
    CAPTURE(text);
    const auto canonical = canonical_fingerprint(text);
    REQUIRE_FALSE(canonical);
    CHECK(canonical.error().kind == ErrorKind::kConfiguration);
    REQUIRE_FALSE(parse_fingerprint(text));
    CHECK(parse_fingerprint(text).error().kind == ErrorKind::kConfiguration);
  }
  CHECK(canonical_fingerprint("\x1B[2J").error().message.find('\x1B') == std::string::npos);
}

TEST_CASE("normalise_secret drops white space at the ends and nothing within") {
  CHECK(normalise_secret("") == "");
  CHECK(normalise_secret(" \t\r\n") == "");
  CHECK(normalise_secret("\n a \"b\\n c\t\r\n") == "a \"b\\n c");
  CHECK(normalise_secret(std::string("\0a\0", 3)) == std::string("\0a\0", 3));
}

TEST_CASE("A key block is one secret however it is indented, escaped or quoted") {
  const std::string a = "MII/" + testing::alphanumerics(1, 56) + "+/z=";
  const std::string b = "+" + testing::alphanumerics(2, 59) + "/==";
  const std::string plain = key_block("\n" + a + "\n" + b + "\n");
  CHECK(normalise_secret(plain) == a + b);
  for (const std::string& written : {
           key_block("\r\n" + a + "\r\n" + b + "\r\n"),
           key_block("\n    " + a + "\n\t" + b + "\n    "),
           key_block("\\n" + a + "\\n" + b + "\\n"),
           key_block("\\r\\n" + a + "\\r\\n" + b + "\\r\\n"),
           key_block("\\\\n" + a + "\\\\n" + b + "\\\\n"),
           key_block("\\n\" +\n  \"" + a + "\\n\" +\n  \"" + b + "\\n\" +\n \""),
           key_block("\\n\"+\"" + a + "\\n\"+\"" + b + "\\n\"+\""),
           key_block("\n    " + a + "\n    " + b + "\n"),
           key_block("\",\n \"" + a + "\",\n \"" + b + "\",\n \""),
           key_block("\n# " + a + "\n# " + b + "\n# "),
           key_block(a + b),
           "  " + plain + "\n",
           plain.substr(0, plain.find("-----END")),
       }) {
    CAPTURE(written);
    CHECK(normalise_secret(written) == a + b);
  }
}

TEST_CASE("A key block without a body has nothing to normalise") {
  CHECK(normalise_secret(key_block("")) == "");
}

}  // namespace keyhound
