// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/text_decode.h"

#include <doctest/doctest.h>

#include "scanner/base/text_encode.h"

namespace keyhound {

TEST_CASE("Base64 reads both alphabets, with padding and without") {
  CHECK(from_base64("") == "");
  CHECK(from_base64("Zm9vYg==") == "foob");
  CHECK(from_base64("Zm9vYg") == "foob");
  CHECK(from_base64("Zm9vYmE=") == "fooba");
  CHECK(from_base64("++///g") == "\xFB\xEF\xFF\xFE");
  CHECK(from_base64("--___g") == "\xFB\xEF\xFF\xFE");
}

TEST_CASE(
    "Base64 refuses other characters, lengths that no bytes have and padding that does not fit") {
  CHECK_FALSE(from_base64("Zm9v YmFy").has_value());
  CHECK_FALSE(from_base64("Zm9vY").has_value());
  CHECK_FALSE(from_base64("Zm9vYg=").has_value());
  CHECK_FALSE(from_base64("Zm9vY===").has_value());
  CHECK_FALSE(from_base64("====").has_value());
  CHECK_FALSE(from_base64("Zm=9").has_value());
}

TEST_CASE("Base32 and base58 read what is written") {
  CHECK(from_base32("MZXW6YTBOI") == "foobar");
  CHECK_FALSE(from_base32("MZXW6YTBO1").has_value());
  CHECK_FALSE(from_base32("mzxw6").has_value());
  CHECK(from_base58("2NEpo7TZRRrLZSi2U") == "Hello World!");
  CHECK(from_base58("11233QC4") == std::string("\0\0\x28\x7F\xB4\xCD", 6));
  CHECK_FALSE(from_base58("0OIl").has_value());
  CHECK_FALSE(from_base58(std::string(300, '2')).has_value());
}

TEST_CASE("What base64 writes is read again, of any length") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    CHECK(from_base64(to_base64(bytes)) == bytes);
    bytes += static_cast<char>(i * 37);
  }
}

}  // namespace keyhound
