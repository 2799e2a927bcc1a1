// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/step_outputs.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

using Names = std::vector<std::string>;

// The names of the outputs that a script writes a secret to.
Names outputs_of(std::string_view script, std::string_view shell = "bash") {
  const Definition definition = testing::read_run(script, "TOKEN: ${{ secrets.TOKEN }}\n", shell);
  Names names;
  for (const SecretOutput& one : secret_outputs(definition.scripts.front())) {
    CHECK_FALSE(one.references.empty());
    names.push_back(one.name);
  }
  return names;
}

constexpr const char* kOutputs =
    "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n"
    "    - id: Login\n      run: echo \"key=${{ secrets.KEY }}\" >> $GITHUB_OUTPUT\n"
    "    - uses: a/b@v1\n      with: {one: '${{ steps.login.outputs.key }}', two: '${{ "
    "steps.login.outputs.id }}', three: '${{ steps.other.outputs.key }}'}\n"
    "  b:\n    runs-on: u\n    steps:\n"
    "    - uses: a/b@v1\n      with: {one: '${{ steps.login.outputs.key }}'}\n";

}  // namespace

TEST_CASE("An output is named by the line that goes to the step's file") {
  CHECK(outputs_of("echo \"key=$TOKEN\" >> $GITHUB_OUTPUT") == Names{"key"});
  CHECK(outputs_of("echo key=$TOKEN >> \"${GITHUB_OUTPUT}\"") == Names{"key"});
  CHECK(outputs_of("echo \"key=$TOKEN\" | tee -a $GITHUB_OUTPUT") == Names{"key"});
  CHECK(outputs_of("printf 'a=1\\nkey=%s\\n' $TOKEN >> $GITHUB_OUTPUT").empty());
  CHECK(outputs_of("\"key=$env:TOKEN\" >> $env:GITHUB_OUTPUT", "pwsh") == Names{"key"});
  CHECK(outputs_of("echo \"::set-output name=key::$TOKEN\"") == Names{"key"});
}

TEST_CASE("A value of several lines stands behind its name and a delimiter") {
  CHECK(outputs_of("{\n  echo 'key<<EOF'\n  echo \"$TOKEN\"\n  echo EOF\n} >> $GITHUB_OUTPUT") ==
        Names{"key"});
  CHECK(outputs_of("cat >> $GITHUB_OUTPUT <<END\nother=1\nkey=$TOKEN\nEND") == Names{"key"});
}

TEST_CASE("Other files, other values and digests are no outputs with a secret") {
  CHECK(outputs_of("echo \"key=$TOKEN\" >> $GITHUB_ENV").empty());
  CHECK(outputs_of("echo \"key=$TOKEN\"").empty());
  CHECK(outputs_of("echo key=1 >> $GITHUB_OUTPUT; tool $TOKEN").empty());
  CHECK(outputs_of("echo \"key=${#TOKEN}\" >> $GITHUB_OUTPUT").empty());
  CHECK(outputs_of("echo \"key=$(echo $TOKEN | sha256sum)\" >> $GITHUB_OUTPUT").empty());
}

TEST_CASE("A later value of the job carries what an earlier step wrote, by its id and name") {
  const Definition definition = testing::definition_of(kOutputs);
  Names carried;
  for (const Binding& one : definition.bindings)
    for (const FactIndex index : one.carried)
      carried.push_back(one.key_path + " " + definition.references[index].name);
  CHECK(carried == Names{"jobs/a/steps/1/with/one KEY"});
  CHECK(output_variable("Login", "Key") == "steps.login.outputs.key");
}

TEST_CASE("A variable of later steps is named like an output, in the file of GITHUB_ENV") {
  const Definition definition = testing::read_run(
      "echo \"KEY=$TOKEN\" >> $GITHUB_ENV\necho \"::set-env name=OLD::$TOKEN\"\n"
      "echo \"out=$TOKEN\" >> $GITHUB_OUTPUT\n");
  Names names;
  for (const SecretOutput& one : secret_variables(definition.scripts.front()))
    names.push_back(one.name);
  CHECK(names == Names{"KEY", "OLD"});
}

TEST_CASE("Thousands of names, and of secrets in one value, cost a bounded time") {
  std::string value;
  std::string lines;
  Names names;
  for (int i = 0; i < 10000; ++i) {
    value += "$TOKEN";
    names.push_back("key" + std::to_string(i));
    lines += "echo \"" + names.back() + "=$TOKEN\" >> $GITHUB_OUTPUT\n";
  }
  CHECK(outputs_of("echo \"key=" + value + "\" >> $GITHUB_OUTPUT") == Names{"key"});
  CHECK(outputs_of(lines) == names);
}

}  // namespace keyhound
