// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/git_use.h"

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

constexpr const char* kWorkflow = ".github/workflows/ci.yml";

std::string use_behind(const std::string& steps,
                       const std::map<std::string, std::string>& more = {}) {
  std::map<std::string, std::string> files = more;
  files[kWorkflow] =
      "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n    - uses: actions/checkout@v4\n" +
      steps + "  b:\n    runs-on: u\n    steps:\n    - run: git push\n";
  const DefinitionSet set = testing::set_of(files);
  return GitUses(set, *set.find(kWorkflow)).behind(0);
}

}  // namespace

TEST_CASE("Steps that talk to the remote repository are told, those of other jobs are not") {
  CHECK(use_behind("    - run: make\n") == "");
  CHECK(use_behind("    - run: git add . && git commit -m x\n") == "");
  CHECK(use_behind("    - name: Save\n      run: git -C docs -c a=b push\n") ==
        "step Save runs git push");
  CHECK(use_behind("    - run: sudo git fetch --tags\n") == "step 2 runs git fetch");
  CHECK(use_behind("    - run: npx semantic-release\n") == "step 2 runs semantic-release");
  CHECK(use_behind("    - run: import os; os.system('git pull')\n      shell: python\n") ==
        "step 2 runs git pull");
}

TEST_CASE("Actions that use git are told by name, those that push elsewhere are not") {
  CHECK(use_behind("    - uses: acme/git-auto-commit@v1\n") ==
        "acme/git-auto-commit@v1 may use the token with git");
  CHECK(use_behind("    - uses: docker/build-push-action@v6\n    - uses: actions/cache@v4\n") ==
        "");
  CHECK(use_behind("    - uses: docker://alpine:3\n") == "");
}

TEST_CASE("Actions of the repository are looked into, as far as they are steps") {
  const std::string step = "    - uses: ./.github/actions/x\n";
  const std::string file = ".github/actions/x/action.yml";
  const std::string begin = "name: x\nruns:\n  using: composite\n  steps:\n";
  CHECK(use_behind(step, {{file, begin + "  - run: make\n    shell: bash\n"}}) == "");
  CHECK(use_behind(step, {{file, begin + "  - run: git push\n    shell: bash\n"}}) ==
        "step 1 runs git push");
  CHECK(use_behind(step, {{file, begin + "  - uses: ./.github/actions/x\n"}}) ==
        "what ./.github/actions/x does with git is not known");
  CHECK(use_behind(step) == "what ./.github/actions/x does with git is not known");
  CHECK(use_behind(step, {{file, "name: x\nruns:\n  using: node20\n  main: x.js\n"}}) ==
        "what ./.github/actions/x does with git is not known");
}

}  // namespace keyhound
