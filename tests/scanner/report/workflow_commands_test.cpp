// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/workflow_commands.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Marks that act anywhere in a line are taken apart, other hashes stay") {
  CHECK(disarm_workflow_commands("a ##[error]b ##vso[x]c") == "a \\x23#[error]b \\x23#vso[x]c");
  CHECK(disarm_workflow_commands("###vso[x]") == "#\\x23#vso[x]");
  CHECK(disarm_workflow_commands("## heading [x]") == "## heading [x]");
}

TEST_CASE("Texts in GitHub's commands end neither property nor line") {
  CHECK(github_command_property("a,b:c%0Ad\n\r\x1b") == "a%2Cb%3Ac%250Ad\\n\\r\\x1B");
  CHECK(github_command_message("a,b:c%0Ad\n::error::x") == "a,b:c%250Ad\\n::error::x");
  CHECK(github_command_message("##[error]x") == "\\x23#[error]x");
}

TEST_CASE("Texts in Azure's commands end neither property nor line") {
  CHECK(azure_command_property("a;b]c%0D\n") == "a%3Bb%5Dc%AZP250D\\n");
  CHECK(azure_command_message("a;b]c%AZP25\n##vso[task.complete]") ==
        "a;b]c%AZP25AZP25\\n\\x23#vso[task.complete]");
}

}  // namespace keyhound
