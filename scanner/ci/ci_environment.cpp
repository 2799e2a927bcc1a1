// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/ci_environment.h"

#include <cstdlib>

#include "scanner/base/ascii.h"

namespace keyhound {

CiEnvironment CiEnvironment::of_process() {
  return CiEnvironment([](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  });
}

std::string CiEnvironment::get(std::string_view name) const {
  return lookup_(std::string(name)).value_or("");
}

bool CiEnvironment::is_true(std::string_view name) const {
  return to_lower_ascii(get(name)) == "true";
}

}  // namespace keyhound
