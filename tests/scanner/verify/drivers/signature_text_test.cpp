// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/signature_text.h"

#include <doctest/doctest.h>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string text_of(const std::string& text) {
  CredentialParts parts;
  parts.secret = "s";
  parts.parts["key-id"] = "{sha256:x}";
  HttpRequest request;
  request.method = "POST";
  request.url = "https://api.example.com/a/b?x=1";
  request.body = "n=1";
  const auto made = signature_text(text, {&parts, {1'767'323'045}, &request, "sig"});
  return made ? *made : "error: " + made.error().message;
}

const std::string kShaOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

}  // namespace

TEST_CASE("What is signed has the pieces of the request, of the credential and of the time") {
  CHECK(text_of("{request:method} {request:host} {request:path} {request:query}") ==
        "POST api.example.com /a/b x=1");
  CHECK(text_of("{request:target}|{request:body}") == "/a/b?x=1|n=1");
  CHECK(text_of("{time:seconds} {time:milliseconds} {time:basic}") ==
        "1767323045 1767323045000 20260102T030405Z");
  CHECK(text_of("{signature}") == "sig");
}

TEST_CASE("A hash may stand in it, and another in that") {
  CHECK(text_of("a{sha256-hex:abc}b") == "a" + kShaOfAbc + "b");
  const std::string bytes = text_of("{sha256:abc}");
  REQUIRE(bytes.size() == 32);
  CHECK(to_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}) == kShaOfAbc);
  CHECK(text_of("{sha256-hex:{request:method}{sha256-hex:abc}}") ==
        text_of("{sha256-hex:POST" + kShaOfAbc + "}"));
}

TEST_CASE("Hashes stand in one another to a depth, which bounds what reads them") {
  const auto nested = [](std::size_t depth) {
    std::string text = "x";
    for (std::size_t i = 0; i < depth; ++i) text = "{sha256-hex:" + text + "}";
    return text_of(text);
  };
  CHECK(nested(4).size() == 64);
  for (const std::size_t depth : {5U, 100'000U})
    CHECK(nested(depth) == "error: what is signed has too many hashes in one another");
}

TEST_CASE("A value is signed as it stands, whatever braces it has; what lacks is named") {
  CHECK(text_of("{part:key-id}") == "{sha256:x}");
  CHECK(text_of("{part:other}") == "error: the part other was not found beside the secret");
  CHECK(text_of("{sha256:abc").find("without an end") != std::string::npos);
}

}  // namespace keyhound
