// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/exec_script.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::vector<SourceText> words(std::initializer_list<std::string_view> texts) {
  std::vector<SourceText> all;
  for (const std::string_view text : texts) all.push_back({std::string(text), {}, {}});
  return all;
}

TEST_CASE("The first line of a script says its language") {
  const auto language = [](std::string_view text) {
    return language_of_script(text, ScriptLanguage::kBatch);
  };
  CHECK(language("#!/bin/sh -e\nmake\n") == ScriptLanguage::kPosix);
  CHECK(language("\n#!/usr/bin/env -S bash\nmake\n") == ScriptLanguage::kPosix);
  CHECK(language("#!/usr/bin/env python3\nprint()\n") == ScriptLanguage::kOther);
  CHECK(language("#!/usr/bin/pwsh\n") == ScriptLanguage::kPowerShell);
  CHECK(language("make\n") == ScriptLanguage::kBatch);
  CHECK(language("#!") == ScriptLanguage::kBatch);
  CHECK(language("#!env") == ScriptLanguage::kBatch);
}

TEST_CASE("Words that run a shell hold a script, other words none") {
  const auto posix = script_of_words(words({"/bin/bash", "-o", "pipefail", "-ec", "make all"}));
  REQUIRE(posix);
  CHECK(posix->text.text == "make all");
  CHECK(posix->language == ScriptLanguage::kPosix);
  const auto shell = script_of_words(words({"pwsh", "-NoProfile", "-Command", "build.ps1"}));
  REQUIRE(shell);
  CHECK(shell->language == ScriptLanguage::kPowerShell);
  CHECK(script_of_words(words({"cmd", "/S", "/C", "dir"}))->language == ScriptLanguage::kBatch);
  CHECK_FALSE(script_of_words(words({"python3", "-c", "print()"})));
  CHECK_FALSE(script_of_words(words({"sh", "build.sh", "-c", "x"})));
  CHECK_FALSE(script_of_words(words({"sh", "-c"})));
  CHECK_FALSE(script_of_words(words({"", "-c", "x"})));
  CHECK_FALSE(script_of_words({}));
}

TEST_CASE("A shell that is called with -x traces, also by env and with its options in one") {
  for (const char* call : {"bash -x {0}", "/bin/bash -xeuo pipefail {0}", "/usr/bin/env sh -ex",
                           "bash --noprofile -o xtrace {0}"})
    CHECK(is_traced_shell(call));
  for (const char* call : {"bash {0}", "bash --noprofile --norc -eo pipefail {0}", "pwsh -x",
                           "bash -e fix-x", "", "python"})
    CHECK_FALSE(is_traced_shell(call));
}

}  // namespace
}  // namespace keyhound
