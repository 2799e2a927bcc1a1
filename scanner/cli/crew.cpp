// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/crew.h"

#include "scanner/scan/parallel.h"

namespace keyhound {

WorkCrew crew_of(unsigned threads) {
  const std::size_t workers = thread_count(threads);
  if (workers <= 1) return {};
  return {workers, [workers](std::size_t parts, const WorkCrew::Part& part) {
            run_parallel(parts, 1, workers,
                         [&part](std::size_t, std::size_t begin, std::size_t end) {
                           for (std::size_t i = begin; i < end; ++i) part(i);
                         });
          }};
}

}  // namespace keyhound
