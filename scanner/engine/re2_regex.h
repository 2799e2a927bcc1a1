// SPDX-License-Identifier: Apache-2.0
// Private to engine/: the one way RE2 objects are made.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// Instructions of one compiled regex; when RE2's automaton outgrows its cache, a byte costs up to
// this many steps. The largest of the default rules, with class repeats of 2,000, need 14,000.
inline constexpr int kMaxProgramSize = 50'000;

// Compiles over bytes (Latin-1), silently. kConfiguration with the reason, also for a regex beyond
// kMaxProgramSize.
Result<std::unique_ptr<const re2::RE2>> compile_re2(std::string_view regex);

}  // namespace keyhound
