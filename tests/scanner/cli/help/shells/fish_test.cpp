// SPDX-License-Identifier: Apache-2.0
// The completion for fish, asked by fish itself.
#include "tests/scanner/cli/help/shells/completion_script.h"

namespace keyhound::testing {

TEST_CASE("fish completes commands, options and values") {
  if (!is_installed("fish")) {
    MESSAGE("fish is not installed: its completion was not read by it");
    return;
  }
  const CompletionScript script("fish");
  const auto offers = [&script](const std::string& line) {
    return script.output_of({"fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]",
                             script.path(), line});
  };
  CHECK(offers("keyhound sca").rfind("scan\t", 0) == 0);
  CHECK(offers("keyhound rules sho").rfind("show\t", 0) == 0);
  CHECK(offers("keyhound scan --stag").rfind("--staged\t", 0) == 0);
  CHECK(offers("keyhound scan --format sarif-g").rfind("sarif-github", 0) == 0);
  CHECK(offers("keyhound rules list --stag").empty());
  CHECK(offers("keyhound scan sr").rfind("src/", 0) == 0);
}

TEST_CASE("The completion for fish names options with their values") {
  const std::string text = find_shell("fish")->completion(describe_command(*make_program().app));
  CHECK(
      text.find("-l color -x -a 'auto always never' -d 'Colours in the text report: auto, always, "
                "never'\n") != std::string::npos);
}

}  // namespace keyhound::testing
