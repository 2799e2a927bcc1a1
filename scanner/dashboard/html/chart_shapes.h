// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: numbers and scales of charts. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace keyhound {

// With up to two digits behind the point, whatever the locale is.
std::string svg_number(double value);

// The step of an axis of four steps that reaches `most`: a small digit and zeros.
std::uint64_t axis_step(std::uint64_t most);

}  // namespace keyhound
