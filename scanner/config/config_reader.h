// SPDX-License-Identifier: Apache-2.0
// Reads the text of one configuration file by the table of keys. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/config/configuration.h"

namespace keyhound {

// A file that another one builds on.
struct ConfigExtension {
  std::string path;
  std::string ref;  // a commit of the repository; empty: a file
  ConfigOrigin origin;
};

struct ConfigFile {
  Configuration configuration;  // without sources
  std::vector<ConfigExtension> extends;
};

// `source` becomes the origin of every value, `name` leads the errors. kConfiguration with all
// problems, one a line, each with "<name>:<line>:<column>: ": unknown keys, with the one that was
// meant where one is near, and values that are not what their key takes. Rules, formats and regexes
// are not looked up here.
Result<ConfigFile> parse_configuration(std::string_view toml, const std::string& name,
                                       std::size_t source = 0);

}  // namespace keyhound
