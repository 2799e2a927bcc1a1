// SPDX-License-Identifier: Apache-2.0
// What a plan asks of the world beside files and the network; tests give their own, so that they do
// not wait.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "scanner/base/time.h"

namespace keyhound {

struct PlanEnvironment {
  std::function<std::string(std::string_view name)> variable;  // empty: not set
  std::function<Timestamp()> clock;
  std::function<void(Duration)> sleep;
  // Hears that and why the plan waits, in one sentence with untrusted parts. Unset: nobody does.
  std::function<void(const std::string& sentence)> tell;
};

// The process's own, telling nobody.
PlanEnvironment system_plan_environment();

}  // namespace keyhound
