// SPDX-License-Identifier: Apache-2.0
// The numbers that the generic-secret model looks at: of an assignment, its name, its value and its
// neighbours. The order of the features is the model's; tests/accuracy/train.py reads their names
// from the program. Pure, thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "scanner/filters/generic/assignment.h"

namespace keyhound {

inline constexpr std::size_t kGenericFeatures = 84;
using GenericFeatures = std::array<float, kGenericFeatures>;

std::span<const std::string_view> generic_feature_names();  // kGenericFeatures of them

// All bytes that are looked at lie within kAssignmentReach of the value.
GenericFeatures generic_features(std::string_view text, const Assignment& assignment);

}  // namespace keyhound
