// SPDX-License-Identifier: Apache-2.0
// An option of another command that is taken here and handed on to a process as an argument.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace keyhound {

// What is another than with the original; nullptr: nothing is.
struct PassedOptionNames {
  const char* name = nullptr;
  const char* description = nullptr;  // then no default is told
};

// Adds it to `app`. When the command line is parsed, what was given stands in `arguments` under its
// original name: "--rules=acme.toml". REQUIRES: `arguments` outlives `app`.
CLI::Option* add_passed_option(CLI::App& app, const CLI::Option& original,
                               const PassedOptionNames& names, std::vector<std::string>& arguments);

}  // namespace keyhound
