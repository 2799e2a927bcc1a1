// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository_config.h"

#include <doctest/doctest.h>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"

namespace keyhound::testing {

namespace {

RepositoryConfig parse(std::string_view text) {
  Result<RepositoryConfig> config = RepositoryConfig::parse(text);
  if (!config) throw std::runtime_error(config.error().message);
  return std::move(*config);
}

std::string message_of(std::string_view text) {
  const Result<RepositoryConfig> config = RepositoryConfig::parse(text);
  return config ? "" : config.error().message;
}

}  // namespace

TEST_CASE("Sections and keys have no case, subsections do") {
  const RepositoryConfig config = parse(
      "[CORE]\n\tRepositoryFormatVersion = 1\n[remote \"Origin\"]\nurl=x\n[a.B]\nk = 1\n[a \"B\"] "
      "k=2");
  CHECK(config.get("core", "repositoryformatversion") == "1");
  CHECK(config.get("remote.Origin", "url") == "x");
  CHECK_FALSE(config.get("remote.origin", "url"));
  CHECK(config.get("a.b", "k") == "1");
  CHECK(config.get("a.B", "k") == "2");
}

TEST_CASE("The last value counts, and all are known") {
  const RepositoryConfig config =
      parse("[r]\nfetch = a\n[other]\nfetch = x\n[r]\nfetch = b\nflag\n[empty]\n");
  CHECK(config.get("r", "fetch") == "b");
  CHECK(config.get_all("r", "fetch") == std::vector<std::string_view>{"a", "b"});
  CHECK(config.get("r", "flag") == "");
  CHECK(config.keys("r") == std::vector<std::string_view>{"fetch", "fetch", "flag"});
  CHECK(config.keys("empty").empty());
}

TEST_CASE("Values are what git reads, for every way to write them") {
  const char* const lines[] = {"v = plain",
                               "v=  a  b  ",
                               "v = \"  quoted # ; \"  # comment",
                               "v = a ; comment",
                               "v = half\" quoted \"here",
                               "v = x\\ty\\nz\\\\w\\\"q\\\"",
                               "v = con\\\ntinued",
                               "v = con\\\r\ntinued\r",
                               "v =",
                               "v = \"\"",
                               "v = a \"\" ",
                               "v = \"a\\\nb\"",
                               "v = # nothing",
                               "  v = behind blanks",
                               "v = \xc3\xa4"};
  for (const char* line : lines) {
    CAPTURE(line);
    const TempDir place;
    write_whole_file(place / "config", std::string("\xef\xbb\xbf[s]\n") + line + "\n");
    const GitRepoBuilder recipe;
    const std::string expected =
        recipe.git({"config", "--file", place / "config", "--null", "s.v"});
    CHECK(parse(read_whole_file(place / "config")).get("s", "v") ==
          expected.substr(0, expected.find('\0')));
  }
}

TEST_CASE("What git refuses is refused with the number of its line") {
  const char* const texts[] = {"[s]\n\n[s\nv = 1",
                               "[s]\n\nv = \"open\nw=1",
                               "[s]\n\nv = \\q",
                               "[s]\n\n1v = x",
                               "[s]\n\nv x",
                               "[s]\n\n[]",
                               "[s]\n\n[a \"b]\nv = 1",
                               "[s]\n\n[a \"b\" ]",
                               "[s]\n\n[a b]",
                               "[s]\n\nv_w = 1"};
  for (const char* text : texts) {
    CAPTURE(text);
    CHECK(message_of(text).find("line 3 ") != std::string::npos);
  }
  CHECK(message_of("v = before any section").find("line 1 ") != std::string::npos);
  CHECK(message_of("[s]\nv = \\") != "");
}

TEST_CASE("A configuration cut off anywhere is read or refused, never read past its end") {
  const std::string text =
      "# c\r\n[core]\r\n\tbare = false ; c\n[remote \"o\\\"r\"] url = \"a\\tb\" c\\\nd\nflag\n";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    // Of its own size, so that a sanitizer sees what lies behind.
    const std::vector<char> bytes(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
    static_cast<void>(RepositoryConfig::parse({bytes.data(), bytes.size()}));
  }
  CHECK(parse(text).get("remote.o\"r", "url") == "a\tb cd");
}

TEST_CASE("A file that does not exist has no settings, and an error names the file") {
  const TempDir place;
  const Result<RepositoryConfig> missing = RepositoryConfig::read(place / "config");
  REQUIRE(missing);
  CHECK_FALSE(missing->get("core", "bare"));
  write_whole_file(place / "config", "[core\nrubbish");
  CHECK(RepositoryConfig::read(place / "config").error().message.find(place / "config") == 0);
}

}  // namespace keyhound::testing
