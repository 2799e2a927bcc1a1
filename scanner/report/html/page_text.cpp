// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/page_text.h"

#include <algorithm>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::int64_t kYear0 = -62'167'219'200;
constexpr std::int64_t kYear9999 = 253'402'300'799;

}  // namespace

void add_shown(Json& object, const char* name, std::string_view text) {
  if (!text.empty()) object[name] = escape_for_terminal(text);
}

std::int64_t page_time(Timestamp time) { return std::clamp(time.seconds, kYear0, kYear9999); }

}  // namespace keyhound
