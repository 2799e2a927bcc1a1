// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/regex_text.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Named groups of Go are written as RE2 knows them, and nothing else is touched") {
  CHECK(re2_syntax("(?<key>a)(?P<b>c)(?:d)") == "(?P<key>a)(?P<b>c)(?:d)");
  CHECK(re2_syntax(R"(\(?<no>[(?<x>]\Q(?<y>\E(?<z>a))") == R"(\(?<no>[(?<x>]\Q(?<y>\E(?P<z>a))");
  CHECK(re2_syntax("(?<=a)b") == "(?<=a)b");
}

TEST_CASE("Groups that capture are counted") {
  CHECK(capturing_groups("") == 0);
  CHECK(capturing_groups("(a)(?:b)(?i)(?P<c>d)(?<e>f)") == 3);
  CHECK(capturing_groups(R"(\([(]\Q((\E[^](]([[:alpha:](]))") == 1);
  CHECK(capturing_groups("((a)|(b))") == 3);
}

}  // namespace keyhound
