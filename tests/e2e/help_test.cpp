// SPDX-License-Identifier: Apache-2.0
// What the program says of itself, and to command lines that it does not understand.
#include <doctest/doctest.h>

#include <string>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

struct Mistake {
  std::vector<std::string> line;
  std::string cause;
  std::string next;
};

}  // namespace

TEST_CASE("A usage error names the cause and the next step, and nothing goes to standard output") {
  const Mistake mistakes[] = {
      {{"scan", "--stagd"},
       "scan: there is no option '--stagd'. Did you mean --staged?",
       "'keyhound scan --help' lists the options"},
      {{"scna"}, "there is no command 'scna'. Did you mean 'scan'?", "'keyhound --help' lists"},
      {{"rules", "shwo", "x"},
       "rules: there is no command 'shwo'. Did you mean 'show'?",
       "'keyhound rules --help' lists the commands"},
      {{"rules", "show"},
       "rules show: ID is missing: The rule's id",
       "'keyhound rules show --help'"},
      {{"completion", "tcsh"}, "completion: 'tcsh' is none of bash, fish, zsh", ""},
      {{"doctor", "--format", "xml"}, "--format: 'xml' is none of text, json", ""},
      {{"scan", "\x1b[2J", "."}, "scan: '.' is one argument too many", ""},
  };
  for (const Mistake& mistake : mistakes) {
    const RunResult result = keyhound(mistake.line);
    CAPTURE(mistake.cause);
    INFO(result.describe());
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.rfind("keyhound: " + mistake.cause, 0) == 0);
    CHECK(result.err.find(mistake.next) != std::string::npos);
    CHECK(result.err.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("The program alone shows its help and fails") {
  const RunResult result = keyhound({});
  CHECK(result.exit_code == 2);
  CHECK(result.err.find("keyhound scan .") != std::string::npos);
}

TEST_CASE("The manual page is accepted by groff without a warning, and can be read") {
  const RunResult page = keyhound({"man"});
  REQUIRE(page.exit_code == 0);
  if (run({"sh", "-c", "command -v groff"}).exit_code != 0) {
    MESSAGE("groff is not installed: the manual page was not formatted");
    return;
  }
  const TempDir dir;
  dir.write_file("keyhound.1", page.out);
  const RunResult shown =
      run({"groff", "-ww", "-b", "-mandoc", "-Tutf8", "-P-cbou", dir / "keyhound.1"});
  INFO(shown.err);
  CHECK(shown.exit_code == 0);
  CHECK(shown.err.empty());
  for (const char* part :
       {"KEYHOUND_FINGERPRINT_KEY", "--max-occurrences", "keyhound rules list", "EXIT STATUS"}) {
    CAPTURE(part);
    CHECK(shown.out.find(part) != std::string::npos);
  }
}

TEST_CASE("The manual page passes mandoc's lint where mandoc is installed") {
  if (run({"sh", "-c", "command -v mandoc"}).exit_code != 0) {
    MESSAGE("mandoc is not installed: the manual page was not checked by it");
    return;
  }
  const TempDir dir;
  dir.write_file("keyhound.1", keyhound({"man"}).out);
  const RunResult lint = run({"mandoc", "-Tlint", "-Wwarning", dir / "keyhound.1"});
  INFO(lint.out);
  // Without a date the page is the same for the same program.
  CHECK(lint.out.find("ERROR") == std::string::npos);
  std::size_t warnings = 0;
  for (std::size_t at = lint.out.find("WARNING"); at != std::string::npos;
       at = lint.out.find("WARNING", at + 1))
    ++warnings;
  CHECK(warnings == (lint.out.find("missing date") == std::string::npos ? 0 : 1));
}

TEST_CASE("What cannot be written is an error, not silence") {
  RunOptions options;
  options.stdout_file = "/dev/full";
  CHECK(keyhound({"man"}, options).exit_code == 2);
  CHECK(keyhound({"completion", "bash"}, options).exit_code == 2);
  CHECK(keyhound({"doctor"}, options).exit_code == 2);
}

}  // namespace keyhound::testing
