// SPDX-License-Identifier: Apache-2.0
// What the policies said in one run, in numbers.
#pragma once

#include "scanner/model/assessment.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {

// A line for each policy that has something to object to, and one with the sums of all.
void write_assessment(TextPage& page, const Assessment& assessment);

}  // namespace keyhound
