// SPDX-License-Identifier: Apache-2.0
// What is pushed where: from git's lines on standard input, or from the variables of the pre-commit
// framework, which reads those lines itself (https://pre-commit.com/#pre-push).
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/repository.h"
#include "scanner/hooks/push.h"

namespace keyhound {

struct Push {
  std::string remote;  // its name, or its URL where it has none
  std::vector<PushedRef> refs;
};

// `arguments`: what git passes, the remote's name and URL. kUsage when standard input is a
// terminal, or not git's.
Result<Push> read_push(const std::vector<std::string>& arguments, const Repository& repository);

}  // namespace keyhound
