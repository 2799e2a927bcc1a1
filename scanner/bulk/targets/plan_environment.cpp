// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/plan_environment.h"

#include <chrono>
#include <cstdlib>
#include <thread>

namespace keyhound {

PlanEnvironment system_plan_environment() {
  PlanEnvironment environment;
  environment.variable = [](std::string_view name) {
    const char* const value = std::getenv(std::string(name).c_str());
    return std::string(value == nullptr ? "" : value);
  };
  environment.clock = [] { return now(); };
  environment.sleep = [](Duration duration) {
    std::this_thread::sleep_for(std::chrono::seconds(duration.seconds));
  };
  return environment;
}

}  // namespace keyhound
