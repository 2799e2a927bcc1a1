// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/pipelines/fixes/fixed_text.h"

namespace keyhound {
namespace {

using testing::moved_out_of_script;

std::string moved(const std::string& steps, const std::string& job = "") {
  const std::string before =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n" + job + "    steps:\n";
  const std::string after = moved_out_of_script(before + steps);
  return after.starts_with(before) ? after.substr(before.size()) : after;
}

}  // namespace

TEST_CASE("A secret moves from the script to the step's environment") {
  CHECK(moved("      - run: tool ${{ secrets.KEY }} # why\n      - run: make\n") ==
        "      - run: tool \"$KEY\" # why\n        env:\n          KEY: ${{ secrets.KEY }}\n"
        "      - run: make\n");
  CHECK(
      moved("      - name: x\n        run: |\n          # begin\n          tool "
            "\"${{secrets.KEY}}a\"\n\n          tool ${{ secrets.KEY }}\n        shell: bash\n") ==
      "      - name: x\n        run: |\n          # begin\n          tool \"${KEY}a\"\n\n"
      "          tool \"$KEY\"\n        shell: bash\n        env:\n"
      "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - {run: 'tool ${{ secrets.KEY }}'}") ==
        "      - {run: 'tool \"$KEY\"', env: {KEY: '${{ secrets.KEY }}'}}");
}

TEST_CASE("Values in every style of YAML are edited where they stand") {
  CHECK(moved("      - run: \"tool ${{ secrets.KEY }} \\\"${{ secrets.KEY }}\\\"\"\n") ==
        "      - run: \"tool \\\"$KEY\\\" \\\"$KEY\\\"\"\n        env:\n"
        "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - run: >-\n          tool\n          --key ${{ secrets.KEY }}\n") ==
        "      - run: >-\n          tool\n          --key \"$KEY\"\n        env:\n"
        "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - run: tool\n          --key ${{ secrets.KEY }}\n") ==
        "      - run: tool\n          --key \"$KEY\"\n        env:\n"
        "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - run: ${{ secrets.KEY }} tool\n") == "not fixed: the script begins with it");
}

TEST_CASE("The environment that the step has is extended, or used") {
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n        env:\n          A: b # c\n") ==
        "      - run: tool \"$KEY\"\n        env:\n          A: b # c\n"
        "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - env: {A: b}\n        run: tool ${{ secrets['KEY'] }}\n") ==
        "      - env: {A: b, KEY: \"${{ secrets['KEY'] }}\"}\n        run: tool \"$KEY\"\n");
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n        env: {MINE: '${{secrets.KEY}}'}\n") ==
        "      - run: tool \"$MINE\"\n        env: {MINE: '${{secrets.KEY}}'}\n");
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n",
              "    env: {MINE: '${{ secrets.KEY }}'}\n") == "      - run: tool \"$MINE\"\n");
}

TEST_CASE("A name that another value has gets a number") {
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n        env: {KEY: other}\n") ==
        "      - run: tool \"$KEY_2\"\n        env: {KEY: other, KEY_2: '${{ secrets.KEY }}'}\n");
  CHECK(moved("      - run: KEY=1 && tool \"$KEY\" ${{ secrets.KEY }}\n") ==
        "      - run: KEY=1 && tool \"$KEY\" \"$KEY_2\"\n        env:\n"
        "          KEY_2: ${{ secrets.KEY }}\n");
}

TEST_CASE("Other shells are written in their own way, where it is sure that it is they") {
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n        shell: pwsh\n") ==
        "      - run: tool $env:KEY\n        shell: pwsh\n        env:\n"
        "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n        shell: cmd\n") ==
        "      - run: tool %KEY%\n        shell: cmd\n        env:\n"
        "          KEY: ${{ secrets.KEY }}\n");
  CHECK(moved("      - run: print(\"${{ secrets.KEY }}\")\n        shell: python\n") ==
        "not fixed: the script's language is not a shell's");
  const std::string unknown =
      "on: push\njobs:\n  a:\n    runs-on: ${{ matrix.os }}\n    steps:\n"
      "    - run: tool ${{ secrets.KEY }}\n";
  CHECK(moved_out_of_script(unknown) ==
        "not fixed: which shell runs the script is not sure: name it with `shell:`");
  const std::string known = "defaults: {run: {shell: bash}}\n" + unknown;
  CHECK(moved_out_of_script(known).find("tool \"$KEY\"") != std::string::npos);
}

TEST_CASE("A secret input of an action moves too") {
  const std::string action = ".github/actions/x/action.yml";
  CHECK(moved_out_of_script("name: x\ninputs:\n  admin-password: {}\nruns:\n  using: composite\n"
                            "  steps:\n  - run: tool ${{ inputs.admin-password }}\n"
                            "    shell: bash\n",
                            action) ==
        "name: x\ninputs:\n  admin-password: {}\nruns:\n  using: composite\n"
        "  steps:\n  - run: tool \"$ADMIN_PASSWORD\"\n    shell: bash\n    env:\n"
        "      ADMIN_PASSWORD: ${{ inputs.admin-password }}\n");
}

TEST_CASE("Places where it is not sure what the result would be are left as they are") {
  CHECK(moved("      - run: tool '${{ secrets.KEY }}'\n") ==
        "not fixed: it stands in single quotes");
  CHECK(moved("      - run: tool ${{ secrets.KEY }} '${{ secrets.KEY }}'\n") ==
        "not fixed: it stands in single quotes");
  CHECK(moved("      - run: tool ${{ format('{0}{1}', secrets.KEY, secrets.B) }}\n") ==
        "not fixed: the expression names more than the secret");
  CHECK(moved("      - &x\n        run: tool ${{ secrets.KEY }}\n") ==
        "not fixed: the step is shared by an anchor");
  CHECK(moved("      - run: &x tool ${{ secrets.KEY }}\n") ==
        "not fixed: the step is shared by an anchor");
  CHECK(moved("      - run: tool ${{ secrets.KEY }}\n        env: ${{ matrix.env }}\n") ==
        "not fixed: the step's env is not understood");
}

TEST_CASE("An output that holds a secret is read from the environment of the step") {
  const std::string head =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n"
      "    outputs: {key: '${{ steps.login.outputs.deploy-key }}'}\n    steps:\n"
      "      - id: login\n        env: {T: '${{ secrets.T }}'}\n"
      "        run: echo \"deploy-key=$T\" >> \"$GITHUB_OUTPUT\"\n";
  const auto own = [&](const std::string& expression) {
    return head + "      - run: deploy ${{ " + expression + " }}\n";
  };
  CHECK(testing::fixed_text(own("steps.login.outputs.deploy-key"), "secret-in-script-template")
            .find("DEPLOY_KEY: ${{ steps.login.outputs.deploy-key }}") != std::string::npos);
  CHECK(testing::fixed_text(own("format('{0}/{1}', steps.login.outputs.deploy-key, env.T)"),
                            "secret-in-script-template")
            .starts_with("not fixed: the expression names more than the secret"));
  const std::string other =
      testing::fixed_text(head +
                              "  b:\n    needs: a\n    runs-on: ubuntu-latest\n    steps:\n"
                              "      - run: deploy ${{ needs.a.outputs.key }}\n",
                          "secret-in-script-template");
  CHECK(other.find("KEY: ${{ needs.a.outputs.key }}") != std::string::npos);
  CHECK(other.find("deploy \"$KEY\"") != std::string::npos);
}

}  // namespace keyhound
