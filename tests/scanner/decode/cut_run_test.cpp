// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/cut_run.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "tests/support/encoders.h"

namespace keyhound {
namespace {

using namespace testing;

// Whether text shows itself behind the first 400 characters of a run.
bool is_seen(const std::string& run) {
  return holds_text_behind(run, {0, 400, RegionKind::kRun, true});
}

std::string binary(std::size_t size) {
  std::mt19937 random(1);
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(0x80 | random());
  return bytes;
}

const std::string kText = "password = a text of many characters";

}  // namespace

TEST_CASE("Text behind the end of a cut run is seen in base64 and hex, at every alignment") {
  for (std::size_t before = 400; before < 404; ++before) {
    CAPTURE(before);
    CHECK(is_seen(to_base64(binary(before) + kText)));
    CHECK(is_seen(to_base64(binary(before + 300'000) + kText + binary(100))));
    CHECK(is_seen(as_hex(binary(before) + kText)));
    CHECK(is_seen("x" + as_hex(binary(before) + kText)));
    CHECK(is_seen(as_wrapped_base64(binary(before) + kText, 64, "\n  ")));
  }
}

TEST_CASE("Bytes that are no text, and text beyond the run, are not seen") {
  CHECK_FALSE(is_seen(to_base64(binary(3000))));
  CHECK_FALSE(is_seen(as_hex(binary(3000))));
  CHECK_FALSE(is_seen(to_base64(binary(3000)) + " " + to_base64(kText)));
  CHECK_FALSE(is_seen(to_base64(binary(3000)) + "\" " + kText));
}

}  // namespace keyhound
