// SPDX-License-Identifier: Apache-2.0
// JSON as fromJSON reads it and toJSON writes it (RFC 8259). Bounded; pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/pipelines/expressions/expression_value.h"

namespace keyhound {

struct GithubJsonLimits {
  std::size_t depth = 64;  // of arrays and objects
  std::size_t values = 100'000;
};

// kCorrupt or kLimit, without a byte of the text. Keys that differ in case only are one: the last
// value counts.
Result<ExpressionValue> read_github_json(std::string_view text,
                                         const GithubJsonLimits& limits = {});

// Indented by two spaces. Nothing: longer than `most` bytes.
std::optional<std::string> write_github_json(const ExpressionValue& value, std::size_t most);

}  // namespace keyhound
