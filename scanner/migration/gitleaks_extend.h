// SPDX-License-Identifier: Apache-2.0
// A .gitleaks.toml with everything that it extends, merged as gitleaks does: the base's rules join,
// what a rule of the same id says replaces what the base says, and lists are added to.
#pragma once

#include <functional>
#include <string>

#include "scanner/migration/gitleaks_config.h"

namespace keyhound {

// Answers the content of the file that a configuration names, and where it was.
struct NamedContent {
  std::string name;
  std::string content;
};
using ContentReader = std::function<Result<NamedContent>(const std::string& path)>;

// Loads `path` and, up to two levels, what it extends, as gitleaks does. With useDefault, rules may
// lack a regex: they change one of gitleaks' default rules. kConfiguration for what gitleaks
// refuses; what its reader says of a file that cannot be read.
Result<GitleaksConfig> load_gitleaks_config(const std::string& path, const ContentReader& reader,
                                            const RegexCheck& check);

// The reader for files. As gitleaks, it takes a path that `extend` names relative to the current
// directory; where nothing is there, relative to the directory `beside`.
ContentReader read_gitleaks_files(std::string beside);

}  // namespace keyhound
