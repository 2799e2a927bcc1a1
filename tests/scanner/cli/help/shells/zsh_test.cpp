// SPDX-License-Identifier: Apache-2.0
// The completion for zsh: its syntax by zsh itself, and its form.
#include "tests/scanner/cli/help/shells/completion_script.h"

namespace keyhound::testing {

TEST_CASE("zsh can read its completion") {
  if (!is_installed("zsh")) {
    MESSAGE("zsh is not installed: its completion was not read by it");
    return;
  }
  const CompletionScript script("zsh");
  CHECK(script.output_of({"zsh", "-n", script.path()}).empty());
  // Every function is defined without an error, and calls _arguments.
  const std::string text = script.output_of({"zsh", "-fc",
                                             "autoload -Uz compinit && compinit -u -D && source "
                                             "\"$1\" && whence -w _keyhound_rules_list && "
                                             "print ${_comps[keyhound]}",
                                             "zsh", script.path()});
  CHECK(text == "_keyhound_rules_list: function\n_keyhound\n");
}

TEST_CASE("The completion for zsh names options with their values") {
  const std::string text = find_shell("zsh")->completion(describe_command(*make_program().app));
  CHECK(text.rfind("#compdef keyhound\n", 0) == 0);
  CHECK(text.find("'--color=[Colours in the text report\\: auto, always, never]:WHEN:"
                  "(auto always never)'") != std::string::npos);
  CHECK(text.find("'*--registry=[") != std::string::npos);
}

}  // namespace keyhound::testing
