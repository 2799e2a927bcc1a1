// SPDX-License-Identifier: Apache-2.0
// How a configuration file and those that it extends become one. Pure.
#pragma once

#include "scanner/config/configuration.h"

namespace keyhound {

// Lays `nearer` over `into`: lists append, single values and severities of `nearer` take the place
// of others. What `nearer` enables is no longer disabled, and the other way round. Both have the
// same sources, which stay those of `into`.
void merge_configuration(Configuration nearer, Configuration& into);

}  // namespace keyhound
