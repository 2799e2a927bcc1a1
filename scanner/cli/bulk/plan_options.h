// SPDX-License-Identifier: Apache-2.0
// The options that say what a bulk run is about, shared by `bulk plan` and `bulk run`.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/targets/plan_options.h"

namespace CLI {
class App;
}

namespace keyhound {

struct BulkTargetOptions {
  PlanOptions plan;  // what needs no reading
  // By list ("github-org"), a name or the address of its page in the forge.
  std::vector<std::pair<std::string, std::vector<std::string>>> forge_lists;
  std::string api_url;
  std::string api_wait = "PT15M";
  std::uint64_t min_size = 0;  // bytes; 0: none
  std::uint64_t max_size = 0;
};

// REQUIRES: `options` outlives `app`, and stays where it is.
void add_target_options(CLI::App& app, BulkTargetOptions& options);
// --cache, which holds mirrors and answers of APIs.
void add_cache_option(CLI::App& app, BulkTargetOptions& options);

// kUsage for what contradicts itself.
Result<PlanOptions> plan_options_of(const BulkTargetOptions& options);

// $XDG_CACHE_HOME/keyhound/bulk, else below $HOME/.cache; kUsage where neither is set.
Result<std::string> default_bulk_cache();

}  // namespace keyhound
