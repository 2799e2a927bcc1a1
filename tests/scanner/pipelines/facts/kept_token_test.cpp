// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/kept_token.h"

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

Definition job_of_steps(const std::string& steps) {
  return testing::definition_of("on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n" + steps);
}

constexpr const char* kUpload =
    "    - uses: actions/upload-artifact@v3.1.0\n      with: {path: .}\n";

bool takes(const Definition& definition) {
  REQUIRE(definition.artifacts.size() == 1);
  return takes_kept_token(definition.artifacts.front(), KeptTokens(definition));
}

}  // namespace

TEST_CASE("A token is kept from the first checkout on that does not say otherwise") {
  const Definition definition = job_of_steps(
      "    - run: make\n"
      "    - uses: actions/checkout@v4\n      with: {persist-credentials: false}\n"
      "    - uses: actions/checkout@v4\n"
      "    - run: make\n");
  const KeptTokens tokens(definition);
  CHECK(tokens.in_work_tree(0, 2) == kNoFact);
  CHECK(tokens.in_work_tree(0, 3) == 2);
  CHECK(tokens.in_work_tree(0, kNoFact) == 2);
  CHECK(tokens.in_work_tree(1, kNoFact) == kNoFact);
}

TEST_CASE("From its sixth version on a checkout keeps the token beside the work tree") {
  for (const char* version : {"v5", "v4.2.2", "main", "0123456789abcdef0123456789abcdef01234567"})
    CHECK(keeps_token_in_work_tree(
        job_of_steps(std::string("    - uses: actions/checkout@") + version + "\n").steps[0]));
  for (const char* version : {"v6", "v6.0.1", "v10"})
    CHECK_FALSE(keeps_token_in_work_tree(
        job_of_steps(std::string("    - uses: actions/checkout@") + version + "\n").steps[0]));
}

TEST_CASE("An artifact of the whole work tree takes the token, unless it leaves .git out") {
  const std::string checkout = "    - uses: actions/checkout@v4\n";
  CHECK(takes(job_of_steps(checkout + kUpload)));
  CHECK_FALSE(takes(job_of_steps(kUpload + checkout)));
  std::string dist = kUpload;
  CHECK_FALSE(takes(job_of_steps(checkout + dist.replace(dist.find("path: ."), 7, "path: a"))));
  std::string without = kUpload;
  without.replace(without.find("path: ."), 7, "path: \".\\n!.git\"");
  CHECK_FALSE(takes(job_of_steps(checkout + without)));
}

}  // namespace keyhound
