// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/next_page.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

constexpr const char* kUrl = "https://a.example/api/v4/groups/x/projects?per_page=100&page=1";

Result<std::string> next(const std::string& link, const std::string& number = "") {
  HttpResponse response;
  if (!link.empty()) response.headers.emplace_back("link", link);
  if (!number.empty()) response.headers.emplace_back("x-next-page", number);
  return next_page_of(kUrl, response);
}

}  // namespace

TEST_CASE("The link of the next page is found among others") {
  CHECK(next_link("<https://a/1>; rel=\"prev\", <https://a/2>; rel=\"next\", <https://a/9>; "
                  "rel=\"last\"") == "https://a/2");
  CHECK(next_link("<a>;rel=next") == "a");
  CHECK(next_link("< a > ; title=\"x, <b>; rel=next\" ; REL = \"last Next\"") == "a");
  CHECK(next_link("<a>; rel=\"next\"; rel=\"last\"") == "a");
  CHECK(next_link("<a>; rel=\"last\"; rel=\"next\"").empty());
  for (const char* header : {"", "next", "<a>", "<a", "<a>; rel=", "<a>; rel=\"", "<a>; rel=nextt",
                             "<a>; rev=next", "rel=next <a>"}) {
    CAPTURE(std::string(header));
    CHECK(next_link(header).empty());
  }
}

TEST_CASE("The next page is that of the link, also a relative one, or of the number") {
  CHECK(*next("<https://a.example/api/v4/y?page=2>; rel=\"next\"") ==
        "https://a.example/api/v4/y?page=2");
  CHECK(*next("</y?page=2>; rel=\"next\"") == "https://a.example/y?page=2");
  CHECK(*next("", "2") == "https://a.example/api/v4/groups/x/projects?per_page=100&page=2");
  CHECK(next("", "")->empty());
  CHECK(next("", "2&owned=true")->empty());
  CHECK(next("<https://a.example/1>; rel=\"last\"")->empty());
}

TEST_CASE("A link to another host is not followed, and told unless the number is there") {
  for (const char* link :
       {"<https://evil.example/y?page=2>; rel=\"next\"",
        "<http://a.example/y?page=2>; rel=\"next\"",
        "<https://a.example:8443/y?page=2>; rel=\"next\"",
        "<https://me:x@a.example/y>; rel=\"next\"", "<file:///etc/passwd>; rel=\"next\""}) {
    CAPTURE(std::string(link));
    const auto page = next(link);
    REQUIRE_FALSE(page.has_value());
    CHECK((page.error().kind == ErrorKind::kCorrupt));
    CHECK(page.error().message.find("--api-url") != std::string::npos);
    CHECK(*next(link, "2") == "https://a.example/api/v4/groups/x/projects?per_page=100&page=2");
  }
}

}  // namespace keyhound
