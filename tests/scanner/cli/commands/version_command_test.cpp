// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "scanner/cli/command.h"
#include "scanner/cli/embedded_rules.h"
#include "scanner/cli/exit_code.h"
#include "scanner/rules/rule_codec.h"
#include "tests/scanner/cli/captured_output.h"

namespace keyhound::testing {

TEST_CASE("`keyhound version` names the program's version and the digest of its own rules") {
  const char* arguments[] = {"keyhound", "version"};
  CapturedOutput output;
  const int code = run_program(2, arguments);
  const std::string text = output.take();
  CHECK(code == kExitClean);
  const auto rules = decode_rule_set(embedded_rule_pack());
  REQUIRE(rules);
  CHECK(text == "keyhound " KEYHOUND_VERSION "\nrules " + std::to_string(rules->rules.size()) +
                    " (" + rules->digest + ")\n");
}

TEST_CASE("`keyhound version` takes no arguments") {
  const char* arguments[] = {"keyhound", "version", "--verbose"};
  CHECK(run_program(3, arguments) == kExitUsage);
}

}  // namespace keyhound::testing
