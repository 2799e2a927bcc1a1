// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/end_process.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace keyhound {

void end_process(int code) {
  std::cout.flush();
  std::fflush(nullptr);
  std::_Exit(code);
}

}  // namespace keyhound
