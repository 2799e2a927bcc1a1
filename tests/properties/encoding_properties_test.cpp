// SPDX-License-Identifier: Apache-2.0
// Decoding takes back what encoding made, and escapes are safe whatever they are made of.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "scanner/base/source_position.h"
#include "scanner/base/text_encode.h"
#include "scanner/base/time.h"
#include "scanner/base/utf8.h"
#include "scanner/decode/text_encoding.h"
#include "scanner/model/fingerprint.h"
#include "scanner/model/redaction.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

using testing::to_utf;
using testing::Utf;

std::string random_bytes(std::mt19937& random, std::size_t most) {
  std::string bytes(random() % (most + 1), '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// Valid UTF-8 with code points of every length, the last ones included.
std::string random_utf8(std::mt19937& random) {
  std::string text;
  for (std::size_t count = random() % 60; count > 0; --count) {
    const char32_t limits[] = {0x80, 0x800, 0x10000, 0x110000};
    append_utf8(text, static_cast<char32_t>(random() % limits[random() % 4]));
  }
  return text;
}

std::vector<std::uint8_t> as_bytes(const std::string& text) { return {text.begin(), text.end()}; }

}  // namespace

TEST_CASE("Transcoding takes back what UTF-16 and UTF-32 made of a text") {
  struct Form {
    Utf utf;
    TextEncoding encoding;
  };
  std::mt19937 random(21);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random_utf8(random);
    CAPTURE(text);
    for (const Form& form :
         {Form{Utf::k16Le, TextEncoding::kUtf16Le}, Form{Utf::k16Be, TextEncoding::kUtf16Be},
          Form{Utf::k32Le, TextEncoding::kUtf32Le}, Form{Utf::k32Be, TextEncoding::kUtf32Be}}) {
      const std::string wide = to_utf(form.utf, text, true);
      CHECK(transcode_to_utf8(wide, form.encoding) == text);
      CHECK(detect_encoding(wide) ==
            (form.encoding == TextEncoding::kUtf16Le && text.starts_with('\0')
                 ? TextEncoding::kUtf32Le
                 : form.encoding));
    }
  }
}

TEST_CASE("Whatever the bytes, transcoding and repairing answer with valid UTF-8") {
  std::mt19937 random(22);
  for (int round = 0; round < 2000; ++round) {
    const std::string bytes = random_bytes(random, 80);
    for (const TextEncoding encoding : {TextEncoding::kUtf16Le, TextEncoding::kUtf16Be,
                                        TextEncoding::kUtf32Le, TextEncoding::kUtf32Be}) {
      CHECK(testing::is_valid_utf8(transcode_to_utf8(bytes, encoding)));
    }
    const std::string valid = to_valid_utf8(bytes);
    CHECK(testing::is_valid_utf8(valid));
    CHECK(to_valid_utf8(valid) == valid);
    CHECK(is_valid_utf8(bytes) == testing::is_valid_utf8(bytes));
    CHECK(testing::obeyed_by_terminals(escape_for_terminal(bytes)).empty());
    CHECK(advance({}, bytes).line ==
          1U + static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')));
  }
}

TEST_CASE("A text is escaped once: what is safe stays as it is") {
  std::mt19937 random(23);
  for (int round = 0; round < 1000; ++round) {
    const std::string escaped = escape_for_terminal(random_bytes(random, 60));
    CHECK(escape_for_terminal(escaped) == escaped);
  }
}

TEST_CASE("Hex and base64 agree with another implementation") {
  std::mt19937 random(24);
  for (int round = 0; round < 500; ++round) {
    const std::string bytes = random_bytes(random, 50);
    CHECK(to_hex(as_bytes(bytes)) == testing::hex(bytes));
    CHECK(to_base64(bytes) == testing::base64(bytes));
    CHECK(testing::from_base64(to_base64(bytes)) == bytes);
  }
}

TEST_CASE("Times that are written are read back") {
  std::mt19937_64 random(25);
  for (int round = 0; round < 2000; ++round) {
    const auto seconds = static_cast<std::int64_t>(random() % 315569520000U) - 62167219200;
    const auto back = parse_timestamp(format_timestamp({seconds}));
    REQUIRE(back);
    CHECK(back->seconds == seconds);
  }
}

TEST_CASE("Fingerprints of random bytes have both forms, and redaction shows little of them") {
  std::mt19937 random(26);
  const FingerprintKey key;
  for (int round = 0; round < 500; ++round) {
    const std::string secret = random_bytes(random, 100);
    const Fingerprint print = fingerprint(key, "family", secret);
    CHECK(*canonical_fingerprint(print.long_form()) == print.short_form());
    CHECK(normalise_secret(normalise_secret(secret)) == normalise_secret(secret));
    const std::string redacted = redact(secret);
    CHECK(redacted.find("\xE2\x80\xA6") * 4 <= secret.size());
    CHECK(testing::obeyed_by_terminals(redacted).empty());
  }
}

}  // namespace keyhound
