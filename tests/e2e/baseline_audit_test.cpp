// SPDX-License-Identifier: Apache-2.0
// `keyhound baseline audit` in a pseudo-terminal.
#include <doctest/doctest.h>

#include <csignal>
#include <cstring>

#include "tests/support/program.h"
#include "tests/support/pty_program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

constexpr std::string_view kUp = "\x1b[A";
constexpr std::string_view kDown = "\x1b[B";
constexpr std::string_view kLeft = "\x1b[?25h\x1b[?1049l";  // the other screen, with a cursor again

struct Reviewed {
  TempDir dir;

  Reviewed() {
    for (unsigned i = 1; i <= 3; ++i) {
      dir.write_file("f" + std::to_string(i) + ".env",
                     "A=1 TOKEN=" + github_pat(i) + " # line of " + std::to_string(i) + "\n");
    }
    REQUIRE(keyhound({"baseline", "create", dir.str()}).exit_code == 0);
  }

  [[nodiscard]] std::string baseline() const { return dir.read_file(".keyhound-baseline"); }
  [[nodiscard]] std::vector<std::string> arguments() const {
    return {"baseline", "audit", dir.str()};
  }
};

bool is_same(const termios& a, const termios& b) {
  return a.c_lflag == b.c_lflag && a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag &&
         std::memcmp(a.c_cc, b.c_cc, sizeof a.c_cc) == 0;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
    ++found;
  return found;
}

}  // namespace

TEST_CASE("Audit shows each entry with its code masked, and writes verdicts as they are given") {
  const Reviewed reviewed;
  PtyProgram audit(reviewed.arguments());
  REQUIRE(audit.shows("1 of 3, 3 without a verdict"));
  REQUIRE(audit.shows("TOKEN=ghp_"));
  REQUIRE(audit.shows("# line of"));
  audit.type("f");
  REQUIRE(audit.shows("2 of 3, 2 without a verdict"));
  CHECK(count(reviewed.baseline(), "verdict=false-positive") == 1);
  audit.type("t");
  REQUIRE(audit.shows("3 of 3, 1 without a verdict"));
  audit.type("a");
  REQUIRE(audit.shows("3 of 3, 0 without a verdict"));
  CHECK(count(reviewed.baseline(), "verdict=accepted") == 1);
  audit.type("u");
  REQUIRE(audit.shows("3 of 3, 1 without a verdict"));
  audit.type("q");
  CHECK(audit.wait() == 0);
  CHECK(audit.output().find("1 of 3 entries have no verdict yet") != std::string::npos);
  for (unsigned i = 1; i <= 3; ++i) CHECK(audit.output().find(github_pat(i)) == std::string::npos);
}

TEST_CASE("Arrow keys go from entry to entry, and notes and days are typed") {
  const Reviewed reviewed;
  PtyProgram audit(reviewed.arguments());
  REQUIRE(audit.shows("1 of 3"));
  audit.type(kDown);
  REQUIRE(audit.shows("2 of 3"));
  audit.type(kUp);
  REQUIRE(audit.shows("1 of 3"));
  audit.type(kUp);
  REQUIRE(audit.shows("This is the first entry."));
  audit.type("n");
  REQUIRE(audit.shows("Enter: take it"));
  audit.type("our \xC3\xBC\x7F\"own\"");
  REQUIRE(audit.shows("our \"own\"_"));
  audit.type("\r");
  REQUIRE(audit.shows("q quit"));
  CHECK(reviewed.baseline().find("\"our \\\"own\\\"\"") != std::string::npos);
  audit.type("e");
  REQUIRE(audit.shows("Enter: take it"));
  audit.type("soon\r");
  REQUIRE(audit.shows("'soon' is no date"));
  audit.type("\x7F\x7F\x7F\x7F");
  audit.type("2099-01-31\r");
  REQUIRE(audit.shows("q quit"));
  CHECK(reviewed.baseline().find("until=2099-01-31") != std::string::npos);
  audit.type("n");
  REQUIRE(audit.shows("Enter: take it"));
  audit.type("lost\x1b");
  REQUIRE(audit.shows("q quit"));
  CHECK(reviewed.baseline().find("lost") == std::string::npos);
  audit.type("\x03");
  CHECK(audit.wait() == 0);
}

TEST_CASE("The terminal is as it was after the end, however that comes") {
  const Reviewed reviewed;
  for (const int number : {0, SIGTERM, SIGHUP, SIGINT, SIGQUIT}) {
    CAPTURE(number);
    PtyProgram audit(reviewed.arguments());
    const termios before = audit.settings();
    REQUIRE(audit.shows("1 of 3"));
    CHECK_FALSE(is_same(audit.settings(), before));
    if (number == 0) {
      audit.type("q");
      CHECK(audit.wait() == 0);
    } else {
      audit.signal(number);
      CHECK(audit.wait() == -number);
    }
    CHECK(is_same(audit.settings(), before));
    CHECK(audit.output().find(kLeft) != std::string::npos);
  }
}

}  // namespace keyhound::testing
