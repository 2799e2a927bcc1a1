// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/event_file.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("Texts of an event are found by their place, and other values are none") {
  const auto event = EventFile::parse(R"({"a": {"b": "x", "n": 1, "z": null, "l": ["y"]}})");
  REQUIRE(event);
  CHECK(event->text("/a/b") == "x");
  CHECK(event->text("/a/n").empty());
  CHECK(event->text("/a/b/c").empty());
  CHECK(event->text("/a/l/0").empty());
  CHECK(event->text("/q").empty());
  CHECK(event->has("/a"));
  CHECK(event->has("/a/n"));
  CHECK_FALSE(event->has("/a/z"));
  CHECK_FALSE(event->has("/q"));
  CHECK_FALSE(EventFile().has("/a"));
}

TEST_CASE("What is no event is an error, however it is broken") {
  for (const char* text : {"", "[]", "{", "{\"a\": 1e999}", "nonsense", "\"text\""}) {
    CAPTURE(text);
    const auto event = EventFile::parse(text);
    REQUIRE_FALSE(event);
    CHECK(event.error().kind == ErrorKind::kConfiguration);
  }
  CHECK_FALSE(EventFile::parse(std::string(1'000'000, '[')));
}

TEST_CASE("What nests too deeply to be an event is passed over") {
  std::string deep = R"({"before": "x", "deep": )";
  for (int i = 0; i < 100'000; ++i) deep += R"({"a":)";
  deep += "1" + std::string(100'000, '}') + "}";
  const auto event = EventFile::parse(deep);
  REQUIRE(event);
  CHECK(event->text("/before") == "x");
}

TEST_CASE("A file that cannot be read is named") {
  const testing::TempDir dir;
  const auto missing = EventFile::read(dir / "event.json");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::kConfiguration);
  CHECK(missing.error().message.find("event.json") != std::string::npos);
  dir.write_file("event.json", "{");
  const auto broken = EventFile::read(dir / "event.json");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.find("event.json: this is no JSON object") != std::string::npos);
}

}  // namespace keyhound
