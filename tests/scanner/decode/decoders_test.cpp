// SPDX-License-Identifier: Apache-2.0
// Every decoder gives back what an encoder made of it, and the two ways to look for regions agree.
#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "scanner/decode/block_masks.h"
#include "scanner/decode/decode_walk.h"
#include "tests/support/encoders.h"

namespace keyhound {
namespace {

using namespace testing;

// The outermost decoded texts, with how they were encoded.
struct Collector final : DecodedTextVisitor {
  void on_text(const DecodedText& text) override {
    texts.push_back(std::string(text.encoding) + "|" +
                    std::string(text.text.substr(text.begin, text.end - text.begin)));
  }
  std::vector<std::string> texts;
};

std::vector<std::string> decoded(std::string_view text) {
  Collector collector;
  DecodeWalk walk;
  for (const EncodedRegion& region : find_regions(text)) walk.walk(text, region, collector);
  return collector.texts;
}

bool has(const std::vector<std::string>& texts, const std::string& wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text;
  while (text.size() < size) text += static_cast<char>(' ' + random() % 95);
  return text;
}

}  // namespace

TEST_CASE("Decoding gives back what was encoded") {
  struct Row {
    std::string_view encoding;
    std::function<std::string(std::string_view)> encode;
  };
  const std::vector<Row> rows = {
      {"base64", [](auto x) { return to_base64(x); }},
      {"base64", as_base64url},
      {"base64", [](auto x) { return as_wrapped_base64(x, 64, "\n"); }},
      {"base64", [](auto x) { return as_wrapped_base64(x, 76, "\r\n    "); }},
      {"hex", as_hex},
      {"hex", [](auto x) { return each_byte_as("{:02X}", x); }},
      {"percent", as_percent},
      {"unicode-escape", as_unicode},
      {"unicode-escape", [](auto x) { return each_byte_as("\\x{:02x}", x); }},
      {"unicode-escape", [](auto x) { return each_byte_as("\\u{{{:x}}}", x); }},
      {"unicode-escape", [](auto x) { return each_byte_as("\\U{:08x}", x); }},
      {"html-entity", as_entities},
      {"html-entity", [](auto x) { return each_byte_as("&#x{:X};", x); }},
  };
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const std::string text = random_text(random, 24 + random() % 300);
    CAPTURE(text);
    for (const Row& row : rows) {
      const std::string encoded = row.encode(text);
      CAPTURE(encoded);
      const std::string wanted = std::string(row.encoding) + "|" + text;
      CHECK(has(decoded(encoded), wanted));
      CHECK(has(decoded("x = \"" + encoded + "\";\n"), wanted));
    }
  }
}

TEST_CASE("Escapes of other characters are decoded beside those of ASCII, and not alone") {
  CHECK(has(decoded("\\u0041\\ud83d\\udd11"), "unicode-escape|A\xF0\x9F\x94\x91"));
  CHECK(has(decoded("%41%c3%a4"), "percent|A\xC3\xA4"));
  CHECK(has(decoded("a&amp;b&lt;&quot;&#228;"), "html-entity|a&b<\"\xC3\xA4"));
  CHECK(decoded("\\u4e2d\\u6587").empty());
  CHECK(decoded("%c3%a4").empty());
}

TEST_CASE("Broken escapes are text") {
  for (const std::string_view text :
       {"%", "%4", "%4g", "100%20", "\\u", "\\u004", "\\u{41", "\\u{}", "\\x4", "\\U0000004", "&#;",
        "&#x;", "&#65", "&amp", "&", "\\", "%\0\0"}) {
    CAPTURE(text);
    if (text != "100%20") CHECK(decoded(text).empty());
  }
}

TEST_CASE("Words, paths and hashes are not decoded") {
  for (const std::string_view text :
       {"CURLOPT_SSL_VERIFYPEER_ENABLED", "kSecTrustSettingsDomainUserDefault",
        "include/openssl/x509_certificate_store.h", "========================================",
        "----------------------------------------", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709", "a-long-identifier-with-many-hyphens-in-it"}) {
    CAPTURE(text);
    CHECK(decoded(text).empty());
  }
}

TEST_CASE("Base64 is found behind a path and behind a name") {
  const std::string text = "{\"name\": \"a value that is longer\"}?";
  for (const std::string& encoded : {to_base64(text), as_base64url(text)}) {
    CHECK(has(decoded("https://host.example/some/path/" + as_base64url(text)), "base64|" + text));
    CHECK(has(decoded("--option-" + to_base64(text)), "base64|" + text));
    CHECK(has(decoded("name:" + encoded), "base64|" + text));
  }
}

TEST_CASE("UTF-16 behind base64 is text") {
  const std::string text = "Write-Host 'hello there'";
  std::string wide;
  for (const char c : text) wide += std::string{c, '\0'};
  CHECK(has(decoded("powershell -enc " + to_base64(wide)), "base64, utf-16le|" + text));
}

TEST_CASE("A short value counts behind a key, when all of it is text") {
  CHECK(has(decoded("data:\n  password: " + to_base64("hunter2!") + "\n"), "base64|hunter2!"));
  CHECK(has(decoded("{\"password\": \"" + to_base64("hunter2!") + "\"}"), "base64|hunter2!"));
  CHECK(decoded("  password: password\n").empty());
  CHECK(decoded("  password: changeme\n").empty());
}

TEST_CASE("Four layers are decoded, and no fifth") {
  const std::string text = "the innermost text of all of them";
  std::string encoded = text;
  for (int i = 0; i < 4; ++i) encoded = to_base64(encoded);
  CHECK(has(decoded(encoded), "base64, base64, base64, base64|" + text));
  for (const std::string& one : decoded(to_base64(encoded))) CHECK(one.find(text) > one.size());
}

TEST_CASE("Block masks are the same with and without special instructions") {
  std::mt19937 random(3);
  std::string bytes(kBlockSize * 64 + 1, '\0');
  for (int round = 0; round < 50; ++round) {
    for (char& c : bytes) c = static_cast<char>(round % 2 == 0 ? random() : ' ' + random() % 95);
    std::array<BlockMask, 64> fast;
    std::array<BlockMask, 64> portable;
    mask_blocks(bytes.data(), 64, fast.data());
    mask_blocks_portably(bytes.data(), 64, portable.data());
    for (std::size_t i = 0; i < 64; ++i) {
      CHECK(fast[i].run == portable[i].run);
      CHECK(fast[i].seed == portable[i].seed);
    }
  }
}

TEST_CASE("Masks show every character of a run and every beginning of an escape") {
  std::string bytes(kBlockSize + 1, ' ');
  for (unsigned c = 0; c < 256; ++c) {
    bytes[5] = static_cast<char>(c);
    BlockMask mask;
    mask_blocks_portably(bytes.data(), 1, &mask);
    const bool in_run = std::isalnum(static_cast<int>(c)) != 0 || c == '+' || c == '/' ||
                        c == '-' || c == '_' || c == 0x7F;
    CAPTURE(c);
    CHECK((mask.run >> 5U & 1U) == (in_run ? 1U : 0U));
  }
  for (const std::string_view seed :
       {"%41", "\\u0041", "\\x41", "\\U00000041", "&#65;", "&amp;", "&lt;", "&gt;", "&quot;",
        "&apos;", "&colon;", "&commat;", "&sol;", "&semi;", ": a", ":\"a"}) {
    CAPTURE(seed);
    bytes = std::string(7, ' ') + std::string(seed) + std::string(kBlockSize, ' ');
    BlockMask mask;
    mask_blocks_portably(bytes.data(), 1, &mask);
    CHECK((mask.seed >> 7U & 1U) == 1U);
  }
}

TEST_CASE("A part of a text shows the regions that the whole shows there") {
  std::mt19937 random(4);
  const std::vector<std::string> parts = {to_base64("a first text, long enough"),
                                          as_wrapped_base64(std::string(130, 'Q'), 64, "\n  "),
                                          "%41%42",
                                          "\\u0041",
                                          "&#65;",
                                          "\n",
                                          " ",
                                          "\"",
                                          "key: " + to_base64("short one") + "\n",
                                          "=",
                                          "abc",
                                          std::string(50, 'a'),
                                          std::string(47, 'b'),
                                          "/",
                                          "<"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t count = random() % 12; count > 0; --count)
      text += parts[random() % parts.size()];
    const std::vector<EncodedRegion> all = find_regions(text);
    const std::size_t begin = random() % (text.size() + 1);
    const std::size_t end = begin + random() % (text.size() + 1 - begin);
    if (begin == end) continue;
    std::vector<EncodedRegion> found;
    RegionFinder(text).find(begin, end, found);
    CAPTURE(text);
    CAPTURE(begin);
    CAPTURE(end);
    for (const EncodedRegion& region : all) {
      if (region.begin >= end || region.end <= begin) continue;
      CAPTURE(region.begin);
      CHECK(std::find(found.begin(), found.end(), region) != found.end());
    }
    for (const EncodedRegion& region : found) {
      CHECK(std::find(all.begin(), all.end(), region) != all.end());
    }
  }
}

}  // namespace keyhound
