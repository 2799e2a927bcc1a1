// SPDX-License-Identifier: Apache-2.0
// Alternates: the objects directories that a repository borrows from, named line by line in
// <objects>/info/alternates (https://git-scm.com/docs/gitrepository-layout). Stateless.
#pragma once

#include <string>
#include <vector>

#include "scanner/model/diagnostic.h"

namespace keyhound {

// `objects_dir` and the directories that it and they borrow from, each once, to a depth of five as
// in git; circles end. An alternate that does not exist, and what lies deeper, is a diagnostic
// "missing-alternate": objects may be missing.
std::vector<std::string> object_directories(const std::string& objects_dir,
                                            std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
