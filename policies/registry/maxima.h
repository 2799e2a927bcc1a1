// SPDX-License-Identifier: Apache-2.0
// The greatest values that the registry's `maxima:` allow an entry: of all rows of all layers that
// select it, the smallest. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

// A limit and the row that sets it, borrowed from the registry.
template <class T>
struct Greatest {
  T value;
  const Maximum* row = nullptr;
};

// std::nullopt: no row limits it.
std::optional<Greatest<Duration>> greatest_rotation(const Registry&, const Credential&);
std::optional<Greatest<Duration>> greatest_grace(const Registry&, const Credential&);
std::optional<Greatest<Duration>> greatest_on_leak(const Registry&, const Credential&);
std::optional<Greatest<Duration>> greatest_review(const Registry&, const Credential&);
std::optional<Greatest<std::int64_t>> greatest_max_repos(const Registry&, const Credential&);
// Of an exception, from its grant to its end. `credential` is what it applies to; nullptr: that is
// no one credential, and only rows without selectors count.
std::optional<Greatest<Duration>> greatest_exception(const Registry&, const Credential* credential);

// Rows that allow more than a row of a higher layer with the same selectors.
std::vector<RegistryProblem> find_weakened_maxima(const Registry& registry);

}  // namespace keyhound
