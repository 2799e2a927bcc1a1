// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/condition.h"

#include <array>

namespace keyhound {
namespace {

struct Row {
  std::string_view policy_id;
  Condition condition;
};

constexpr std::array<Row, 4> kConditions = {{
    {"EXC1001", decide_exc1001},
    {"OWN1001", decide_own1001},
    {"ROT1001", decide_rot1001},
    {"ROT1002", decide_rot1002},
}};

}  // namespace

Condition find_condition(std::string_view policy_id) {
  for (const Row& row : kConditions) {
    if (row.policy_id == policy_id) return row.condition;
  }
  return nullptr;
}

}  // namespace keyhound
