// SPDX-License-Identifier: Apache-2.0
// Keeps secrets out of what definitions tell: names of keys, jobs and steps are text of the file.
#pragma once

#include "scanner/model/pipeline_place.h"
#include "scanner/model/reference.h"
#include "scanner/scan/finding_collector.h"

namespace keyhound {

void clean_reference(TextCleaner& cleaner, Reference& reference);
void clean_place(TextCleaner& cleaner, PipelinePlace& place);

}  // namespace keyhound
