// SPDX-License-Identifier: Apache-2.0
// Private to report/: texts and times as the data of the page holds them. Pure.
#pragma once

#include <string_view>

#include "scanner/base/time.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// Sets a member where there is a text. What would act on the reader, such as a bidirectional
// override or an invisible character, is shown as an escape: the page writes texts as they are.
void add_shown(Json& object, const char* name, std::string_view text);

// Seconds since the epoch, within the years 0 to 9999 that every browser can write.
std::int64_t page_time(Timestamp time);

}  // namespace keyhound
