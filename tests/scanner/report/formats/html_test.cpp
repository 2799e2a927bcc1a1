// SPDX-License-Identifier: Apache-2.0
#include <regex>
#include <set>

#include "scanner/base/hash.h"
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

// The contents of all elements `<name ...>...</name>`, of those whose attributes are `attributes`.
std::vector<std::string> contents_of(const std::string& page, const std::string& name,
                                     const std::string& attributes) {
  std::vector<std::string> contents;
  const std::string open = "<" + name + attributes + ">";
  const std::string close = "</" + name + ">";
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const std::size_t start = at + open.size();
    contents.push_back(page.substr(start, page.find(close, start) - start));
  }
  return contents;
}

std::string policy_of(const std::string& page) {
  static const std::regex kPolicy("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");
  std::smatch found;
  REQUIRE(std::regex_search(page, found, kPolicy));
  return found[1];
}

std::set<std::string> hashes_in(const std::string& policy) {
  static const std::regex kHash("'sha256-([^']*)'");
  std::set<std::string> hashes;
  for (auto it = std::sregex_iterator(policy.begin(), policy.end(), kHash);
       it != std::sregex_iterator(); ++it)
    hashes.insert((*it)[1]);
  return hashes;
}

}  // namespace

TEST_CASE("The page's policy has the hash of each style and script in it, and no other") {
  const std::string page = render("html", judged_result());
  std::set<std::string> expected;
  for (const std::string& name : {std::string("style"), std::string("script")})
    for (const std::string& content : contents_of(page, name, ""))
      expected.insert(to_base64(digest_bytes(sha256(content))));
  CHECK(expected.size() == 15);
  CHECK(hashes_in(policy_of(page)) == expected);
}

TEST_CASE("The page is the same for the same result, however often it is made") {
  CHECK(render("html", judged_result()) == render("html", judged_result()));
}

TEST_CASE("Hostile texts bring no element, comment or attribute into the page") {
  ScanResult result = hostile_result();
  Finding& finding = result.findings[0];
  finding.message = "</script><img src=x onerror=alert(1)><!--<script>";
  finding.occurrences[0].location.path = "</script><svg onload=alert(1)>";
  finding.occurrences[0].commit.author = "</title><style>*{}</style>";
  result.scan.repository = "</title><script>alert(1)</script>";
  const std::string page = render("html", result);
  for (const char* text : {"<img", "<svg onload", "</title><", "<script>alert"})
    CHECK(page.find(text) == std::string::npos);
  const auto data = contents_of(page, "script", " type=\"application/json\" id=\"data\"");
  REQUIRE(data.size() == 1);
  CHECK(data[0].find_first_of("<>&") == std::string::npos);
  CHECK(nlohmann::json::parse(data[0])["findings"][0]["message"] == finding.message);
}

TEST_CASE("No part of the page has a secret") {
  CHECK(render("html", judged_result()).find(kPlantedSecret) == std::string::npos);
}

TEST_CASE("The page names no other place to load from") {
  const std::string page = render("html", clean_result());
  static const std::regex kAttribute("(?:src|href|action|data|poster)=\"(?!#)[^\"]");
  CHECK_FALSE(std::regex_search(page, kAttribute));
}
