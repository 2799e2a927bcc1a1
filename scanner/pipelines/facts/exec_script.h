// SPDX-License-Identifier: Apache-2.0
// Scripts where a definition does not name their shell: by their first line, and in lists of words
// that run a shell (["sh", "-c", "make"]). Pure, thread-safe.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// The language that `#!` of the first line says; `otherwise`: it says nothing.
ScriptLanguage language_of_script(std::string_view text, ScriptLanguage otherwise);

// Whether a shell that is called so, "/bin/bash -ex {0}", writes each command to the log.
bool is_traced_shell(std::string_view call);

struct ExecScript {
  SourceText text;
  ScriptLanguage language = ScriptLanguage::kPosix;
};

// The script that the words hand to a shell; nullopt: they run something else.
std::optional<ExecScript> script_of_words(const std::vector<SourceText>& words);

}  // namespace keyhound
