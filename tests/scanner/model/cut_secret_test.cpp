// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/cut_secret.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A password ends at what separates the string that it stands in") {
  struct Row {
    const char* before;
    const char* behind;
    bool is_cut;
  };
  constexpr const char* kAdo = "Server=db;User Id=app;Password=";
  constexpr const char* kJdbc = "jdbc:postgresql://db/app?user=app&password=";
  constexpr Row kRows[] = {
      {kAdo, "", false},
      {kAdo, ";Encrypt=True", false},
      {kAdo, "  ;Encrypt=True", false},
      {kAdo, "\"", false},
      {kAdo, "\\\"", false},
      {kAdo, "\r\n", false},
      {kAdo, "</value>", false},
      {kAdo, "<word9>x", true},
      {kAdo, "{9}Lm", true},
      {kAdo, "&x", true},
      {kAdo, " 4dor", true},
      {kAdo, "\\x", true},
      {kJdbc, "&ssl=true", false},
      {kJdbc, " -jar", false},
      {kJdbc, "'", false},
      {kJdbc, "{x", true},
      {kJdbc, "$3xY", true},
      {kJdbc, ";x", true},
      {"<url>jdbc:mysql://db/app?user=app&amp;password=", "&amp;ssl=true", false},
      {"mysql://app:", "@db/app", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.before));
    CAPTURE(std::string(row.behind));
    CHECK(may_be_cut(row.before, row.behind) == row.is_cut);
  }
}

}  // namespace keyhound
