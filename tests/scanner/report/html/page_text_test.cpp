// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/page_text.h"

#include <doctest/doctest.h>

#include <limits>

using namespace keyhound;

TEST_CASE("The page shows what would act on its reader, and leaves out what is empty") {
  Json object = Json::object();
  add_shown(object, "none", "");
  add_shown(object, "turned", "a\xe2\x80\xae\x1b[1mb\n\xff");
  CHECK(object.dump() == "{\"turned\":\"a\\\\u{202E}\\\\x1B[1mb\\\\n\\\\xFF\"}");
}

TEST_CASE("Times that no calendar has become the nearest that browsers can write") {
  CHECK(page_time({1'793'355'072}) == 1'793'355'072);
  CHECK(page_time({std::numeric_limits<std::int64_t>::max()}) == 253'402'300'799);
  CHECK(page_time({std::numeric_limits<std::int64_t>::min()}) == -62'167'219'200);
}
