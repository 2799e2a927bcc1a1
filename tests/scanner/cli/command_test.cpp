// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/command.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "scanner/cli/exit_code.h"

namespace keyhound {

TEST_CASE("Commands are listed by name, each with one line that describes it") {
  const auto all = commands();
  REQUIRE(all.size() >= 4);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const Command* a, const Command* b) { return a->name < b->name; }));
  for (const Command* command : all) {
    CAPTURE(std::string(command->name));
    CHECK_FALSE(command->description.empty());
    CHECK(command->description.find('\n') == std::string_view::npos);
    CHECK((command->add_options != nullptr));
  }
}

TEST_CASE("A command line that nobody understands is a usage error") {
  const char* none[] = {"keyhound"};
  const char* unknown[] = {"keyhound", "frobnicate"};
  const char* option[] = {"keyhound", "scan", "--frobnicate"};
  CHECK(run_program(1, none) == kExitUsage);
  CHECK(run_program(2, unknown) == kExitUsage);
  CHECK(run_program(3, option) == kExitUsage);
}

TEST_CASE("Errors of the input make a run incomplete, the others are usage errors") {
  for (const ErrorKind kind : {ErrorKind::kUnreadable, ErrorKind::kCorrupt, ErrorKind::kLimit})
    CHECK(exit_code_of({kind, "x"}) == kExitIncomplete);
  for (const ErrorKind kind :
       {ErrorKind::kUsage, ErrorKind::kConfiguration, ErrorKind::kNotFound, ErrorKind::kInternal})
    CHECK(exit_code_of({kind, "x"}) == kExitUsage);
}

}  // namespace keyhound
