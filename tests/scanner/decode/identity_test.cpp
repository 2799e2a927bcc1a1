// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/identity.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/build_places.h"

namespace keyhound {

TEST_CASE("An unknown decoder reveals nothing, and hostile text is nobody's identity") {
  CHECK(revealed_identity("", {"x", "x", "x"}).empty());
  CHECK_FALSE(is_identity_decoder("JWT"));
  CHECK(is_identity_decoder("jwt"));
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * 31 + i / 7);
  const std::string dots = "eyJ" + std::string(3000, '.');
  for (const std::string_view name : identity_decoder_names()) {
    CAPTURE(name);
    for (const std::string_view text : {std::string_view(), std::string_view("x"),
                                        std::string_view(noise), std::string_view(dots)}) {
      CHECK(revealed_identity(name, {text, text, text}).empty());
    }
  }
}

TEST_CASE("Values that are long or hold control characters are left out") {
  // {"alg":"x"} and {"iss":"a\nb","sub":"ok"}
  const std::string token = "eyJhbGciOiJ4In0.eyJpc3MiOiJhXG5iIiwic3ViIjoib2sifQ.sig";
  const auto pairs = revealed_identity("jwt", {token, token, token});
  CHECK(std::none_of(pairs.begin(), pairs.end(),
                     [](const auto& pair) { return pair.first == "issuer"; }));
  CHECK(std::find(pairs.begin(), pairs.end(),
                  std::pair<std::string, std::string>("subject", "ok")) != pairs.end());
}

TEST_CASE("What stands around a match reaches to the next space, quote or bracket") {
  const std::string text = "see (https://h/?se=1&sig=abc&x=2) there";
  const std::size_t at = text.find("sig");
  CHECK(run_around(text, at, at + 7) == "https://h/?se=1&sig=abc&x=2");
  const std::string long_text = std::string(5000, 'a') + "MATCH" + std::string(5000, 'b');
  CHECK(run_around(long_text, 5000, 5005).size() == 1024 + 5 + 1024);
  CHECK(run_around("abc", 0, 3) == "abc");
}

TEST_CASE("The decoders' names are sorted and stand in the documentation of rules") {
  const auto names = identity_decoder_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  std::ifstream file(std::string(testing::kSourceDir) + "/docs/rules.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const std::string_view name : names) {
    CAPTURE(name);
    CHECK(text.find("`" + std::string(name) + "`") != std::string::npos);
  }
}

}  // namespace keyhound
