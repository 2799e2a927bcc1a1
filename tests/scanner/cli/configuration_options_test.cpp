// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/configuration_options.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("--config names a file, --no-config none, and both together are refused") {
  const auto parsed = [](const std::string& line) {
    CLI::App app;
    ConfigurationOptions options;
    add_configuration_options(app, options);
    app.parse(line);
    return options;
  };
  CHECK(parsed("--config k.toml").file == "k.toml");
  CHECK(parsed("--no-config").none);
  CHECK_THROWS_AS(parsed("--config k.toml --no-config"), CLI::ParseError);
}

TEST_CASE("Targets have one configuration, or it has to be chosen") {
  const testing::TempDir dir;
  dir.write_file("a/.keyhound.toml", "[rules]\ndisable = ['x']\n").make_directory("a/sub");
  dir.make_directory("b").make_directory("c");
  const auto here = configuration_for({}, {dir / "a"});
  REQUIRE(here);
  CHECK(here->disabled.size() == 1);
  CHECK(configuration_for({}, {dir / "b", dir / "c"})->sources.empty());
  CHECK(configuration_for({"", true}, {dir / "a"})->sources.empty());
  CHECK(configuration_for({dir / "a/.keyhound.toml", false}, {dir / "b"})->sources.size() == 1);
  const auto two = configuration_for({}, {dir / "b", dir / "a"});
  REQUIRE_FALSE(two);
  CHECK(two.error().kind == ErrorKind::kUsage);
}

}  // namespace keyhound
