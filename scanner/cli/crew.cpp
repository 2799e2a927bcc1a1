// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/crew.h"

#include "scanner/scan/parallel.h"

namespace keyhound {

WorkCrew crew_of(unsigned threads) { return crew_of_slots(thread_count(threads)); }

}  // namespace keyhound
