// SPDX-License-Identifier: Apache-2.0
// Reads small texts as pipeline definitions, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/facts/definition.h"
#include "tests/support/definition_set_text.h"

namespace keyhound::testing {

// A GitHub workflow. Throws when it is none, or when there is a diagnostic.
Definition read_workflow(std::string_view text);
// The same at another path.
Definition read_definition_text(std::string_view path, std::string_view text);

// A workflow of one job and one step that runs a script; `env` has the lines of the step's
// variables, `shell` its shell.
Definition read_run(std::string_view script, std::string_view env = "TOKEN: ${{ secrets.TOKEN }}\n",
                    std::string_view shell = "bash");

// The bytes of the file that a range tells.
std::string text_at(const Definition& definition, TextRange range);

// "TOKEN at $TOKEN" for each use of a script: the secret's name and the script's bytes.
std::vector<std::string> uses_of(const Definition& definition, std::size_t script = 0);

}  // namespace keyhound::testing
