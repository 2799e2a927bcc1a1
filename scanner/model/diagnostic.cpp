// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/diagnostic.h"

#include <utility>

namespace keyhound {

Diagnostic diagnose(std::string kind, std::string subject, const Error& error) {
  return {std::move(kind), std::move(subject), error.message, true};
}

}  // namespace keyhound
