// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/named_run.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"

namespace keyhound {

Result<RunSummary> find_named_run(Store& store, const std::string& key) {
  auto run = store.find_run(key);
  if (run || run.error().kind != ErrorKind::kNotFound) return run;
  return fail(ErrorKind::kUsage,
              key.empty() ? std::string("the store has no run yet; 'keyhound bulk run' begins one")
                          : fmt::format("the store has no run '{}'; 'keyhound query runs' lists "
                                        "them",
                                        escape_for_terminal(key)));
}

}  // namespace keyhound
