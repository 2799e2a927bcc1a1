// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/comment_company.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

const std::string kText = "S # keyhound:allow a, b";

struct Company {
  std::vector<InlineComment> comments = comments_beside(kText, 0, 1);
  CommentCompany company;

  void add(std::string_view rule, const std::string& print, bool is_sure = true) {
    company.add(comments, {rule, {print}, is_sure});
  }
  [[nodiscard]] std::size_t size(std::string_view rule, const std::string& print,
                                 bool is_sure = true) const {
    return company.size(comments.at(0), {rule, {print}, is_sure});
  }
};

}  // namespace

TEST_CASE("A comment's company is the secrets of one rule, each counted once") {
  Company c;
  CHECK(c.company.is_empty());
  c.add("a", "one");
  c.add("a", "one");
  c.add("b", "two");
  CHECK_FALSE(c.company.is_empty());
  CHECK(c.size("a", "one") == 1);
  c.add("a", "three");
  CHECK(c.size("a", "one") == 2);
  CHECK(c.size("b", "two") == 1);
  c.company.clear();
  CHECK(c.company.is_empty());
}

TEST_CASE("A secret that nobody told of counts beside those that are there") {
  Company c;
  c.add("a", "one");
  CHECK(c.size("a", "other") == 2);
  CHECK(c.size("b", "other") == 1);
}

TEST_CASE("What may be no secret at another path does not count for what is one everywhere") {
  Company c;
  c.add("a", "one");
  c.add("a", "perhaps", false);
  CHECK(c.size("a", "one") == 1);
  CHECK(c.size("a", "perhaps", false) == 2);
}

TEST_CASE("A comment that does not name the rule has no company of it") {
  Company c;
  c.add("c", "one");
  c.add("c", "two");
  CHECK(c.size("c", "one") == 1);
}

}  // namespace keyhound
