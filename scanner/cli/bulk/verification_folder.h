// SPDX-License-Identifier: Apache-2.0
// Where in the cache the workers of a run share whom they ask when (SharedTurns).
#pragma once

#include <chrono>
#include <string>

#include "scanner/base/result.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// Two runs of one name, as of two stores, have nothing in common.
std::string verification_folder(const std::string& cache, const std::string& store,
                                const RunSummary& run);

// Removes those of runs that nobody worked on for so long: of a run's shards only the last one on
// this machine could tell that it is over.
void remove_old_verification_folders(const std::string& cache, std::chrono::hours age);

}  // namespace keyhound
