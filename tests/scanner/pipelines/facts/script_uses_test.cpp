// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/script_uses.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/facts/script_variables.h"
#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

using Texts = std::vector<std::string>;
using testing::read_run;
using testing::read_workflow;
using testing::uses_of;

// A platform whose scripts see stored variables.
bool is_predefined(std::string_view name) { return name.starts_with("CI_"); }
bool is_token(std::string_view name) { return name == "CI_JOB_TOKEN"; }

Platform with_store() {
  Platform platform;
  platform.id = "sample";
  platform.variable_store = "sample-variables";
  platform.is_predefined = is_predefined;
  platform.is_platform_token = is_token;
  return platform;
}

Script script_at(Scope scope, std::string text) {
  Script script;
  script.scope = scope;
  const auto size = static_cast<std::uint32_t>(text.size());
  script.text = SourceText::slice(text, {0, size});
  return script;
}

// A definition of scripts only, of a platform with a store.
Definition read_stored(const std::vector<std::string>& scripts, Scope scope = {0, kNoFact}) {
  static const Platform kPlatform = with_store();
  Definition definition;
  definition.platform = &kPlatform;
  for (const std::string& text : scripts) definition.scripts.push_back(script_at(scope, text));
  read_scripts(definition, kPlatform);
  return definition;
}

TEST_CASE("A variable that a secret is bound to is a use, in all ways of expanding it") {
  CHECK(uses_of(read_run("a $TOKEN \"b ${TOKEN}\" ${TOKEN:-x} ${TOKEN%x} $(c \"$TOKEN\")\n")) ==
        Texts{"TOKEN at $TOKEN", "TOKEN at ${TOKEN}", "TOKEN at ${TOKEN:-x}", "TOKEN at ${TOKEN%x}",
              "TOKEN at $TOKEN"});
  CHECK(uses_of(read_run("cat <<EOF\n$TOKEN\nEOF\n")) == Texts{"TOKEN at $TOKEN"});
}

TEST_CASE("What tells only of a variable, or expands nothing, is no use") {
  CHECK(uses_of(read_run("a ${#TOKEN} ${TOKEN:+x} '$TOKEN' \\$TOKEN TOKEN\n")).empty());
  CHECK(uses_of(read_run("cat <<'EOF'\n$TOKEN\nEOF\n")).empty());
  CHECK(uses_of(read_run("a # $TOKEN\n")).empty());
  CHECK(uses_of(read_run("a ${!TOKEN}\n")).empty());
}

TEST_CASE("Templates are uses wherever they stand but in comments") {
  CHECK(uses_of(read_run("a '${{ secrets.A }}' # ${{ secrets.B }}\ncat <<'E'\n${{secrets.C}}\nE\n",
                         "")) == Texts{"A at ${{ secrets.A }}", "C at ${{secrets.C}}"});
  CHECK(uses_of(read_run("print('${{ secrets.A }}')", "", "python")) ==
        Texts{"A at ${{ secrets.A }}"});
}

TEST_CASE("A template of a variable is a use of what is bound to it") {
  CHECK(uses_of(read_run("a ${{ env.TOKEN }} ${{ env.token }}\n")) ==
        Texts{"TOKEN at ${{ env.TOKEN }}", "TOKEN at ${{ env.token }}"});
}

TEST_CASE("What only tests a secret makes no use, in a template or by a variable") {
  CHECK(uses_of(read_run("a ${{ secrets.A != '' }} $HAS\n", "HAS: ${{ secrets.A != '' }}\n"))
            .empty());
  CHECK(uses_of(read_run("a ${{ secrets.A || 'x' }}\n", "")) ==
        Texts{"A at ${{ secrets.A || 'x' }}"});
}

TEST_CASE("The innermost binding counts") {
  const Definition definition = read_workflow(
      "on: push\n"
      "env: {A: '${{ secrets.WORKFLOW }}', B: '${{ secrets.B }}', C: '${{ secrets.C }}'}\n"
      "jobs:\n"
      "  one:\n"
      "    env: {A: '${{ secrets.JOB }}', C: plain}\n"
      "    steps:\n"
      "      - run: a $A $B $C\n"
      "      - run: a $A $B\n"
      "        env: {A: '${{ secrets.STEP }}', B: plain}\n"
      "  two:\n"
      "    steps:\n"
      "      - run: a $A\n");
  CHECK(uses_of(definition, 0) == Texts{"JOB at $A", "B at $B"});
  CHECK(uses_of(definition, 1) == Texts{"STEP at $A"});
  CHECK(uses_of(definition, 2) == Texts{"WORKFLOW at $A"});
}

TEST_CASE("Assignments of the script hold from there on") {
  CHECK(uses_of(read_run("a $X\nX=$TOKEN\na $X\nX=plain\na $X\n")) ==
        Texts{"TOKEN at $TOKEN", "TOKEN at $X"});
  CHECK(uses_of(read_run("export X=\"a-$TOKEN\"; a $X\n")) ==
        Texts{"TOKEN at $TOKEN", "TOKEN at $X"});
  CHECK(uses_of(read_run("TOKEN=plain\na $TOKEN\n")).empty());
  CHECK(uses_of(read_run("X=${{ secrets.A }}\na $X\n", "")) ==
        Texts{"A at ${{ secrets.A }}", "A at $X"});
  CHECK(uses_of(read_run("X=${#TOKEN}\na $X\n")).empty());
}

TEST_CASE("An assignment before a command holds for that command only") {
  CHECK(uses_of(read_run("X=$TOKEN a\nb $X\n")) == Texts{"TOKEN at $TOKEN"});
}

TEST_CASE("Loops and read give a variable another value") {
  CHECK(uses_of(read_run("for TOKEN in a b; do a $TOKEN; done\n")).empty());
  CHECK(uses_of(read_run("read -r TOKEN < file\na $TOKEN\n")).empty());
}

TEST_CASE("A function sees what the script assigns behind it") {
  CHECK(uses_of(read_run("f() { a $X; }\nX=$TOKEN\nf\n")) ==
        Texts{"TOKEN at $X", "TOKEN at $TOKEN"});
}

TEST_CASE("PowerShell and cmd.exe do not tell upper from lower case") {
  CHECK(uses_of(read_run("a $env:token ${env:TOKEN} $TOKEN\n", "TOKEN: ${{ secrets.TOKEN }}\n",
                         "pwsh")) == Texts{"TOKEN at $env:token", "TOKEN at ${env:TOKEN}"});
  CHECK(uses_of(read_run("$Key = $env:TOKEN\na $key\n", "TOKEN: ${{ secrets.TOKEN }}\n", "pwsh")) ==
        Texts{"TOKEN at $env:TOKEN", "TOKEN at $key"});
  CHECK(uses_of(read_run("a %token%\n", "TOKEN: ${{ secrets.TOKEN }}\n", "cmd")) ==
        Texts{"TOKEN at %token%"});
}

TEST_CASE("Uses are in the order of the text, and those of a word are its own") {
  const Definition definition = read_run("a \"$TOKEN $(b $TOKEN)\"\n");
  const Script& script = definition.scripts.front();
  CHECK(script.uses.size() == 2);
  const ScriptWord& word = script.commands.commands.front().words.at(1);
  CHECK(uses_in(script, word).size() == 1);
  CHECK(uses_in(script, word.range).size() == 2);
  CHECK(uses_in(script, TextRange{0, 1}).empty());
}

TEST_CASE("Variables that only the platform's store can give are references of the script") {
  const Definition definition = read_stored({"a $DEPLOY_TOKEN $CI_COMMIT_SHA $HOME $deploy_token"});
  REQUIRE(definition.references.size() == 2);
  CHECK(definition.references[0].id == "DEPLOY_TOKEN");
  CHECK(definition.references[0].store == "sample-variables");
  CHECK(definition.references[0].confidence == Confidence::kHigh);
  CHECK(definition.references[0].sink == SecretSink::kScript);
  CHECK(definition.references[0].range == TextRange{2, 15});
  CHECK(definition.references[1].confidence == Confidence::kMedium);
}

TEST_CASE("A variable whose name says nothing is listed, but is no use") {
  const Definition definition = read_stored({"a $SOMETHING"});
  REQUIRE(definition.references.size() == 1);
  CHECK(definition.references[0].confidence == Confidence::kLow);
  CHECK(definition.scripts[0].uses.empty());
}

TEST_CASE("The platform's own token is known as that") {
  const Definition definition = read_stored({"a $CI_JOB_TOKEN"});
  REQUIRE(definition.references.size() == 1);
  CHECK(definition.references[0].is_platform_token);
  CHECK(definition.references[0].kind == "platform-token");
}

TEST_CASE("Each place of a stored variable is one reference, also in an assignment") {
  const Definition definition = read_stored({"X=$API_TOKEN\na $X $API_TOKEN"});
  CHECK(definition.references.size() == 2);
  CHECK(definition.scripts[0].uses.size() == 3);
}

TEST_CASE("What a script assigns itself is no stored variable, there and later in its job") {
  CHECK(read_stored({"f() { a $API_TOKEN; }\nAPI_TOKEN=$(b)\nf"}).references.empty());
  CHECK(read_stored({"export API_TOKEN=x", "a $API_TOKEN"}).references.empty());
  CHECK(read_stored({"a $API_TOKEN", "API_TOKEN=x"}).references.size() == 1);
  const Definition kept = read_stored({"X=$API_TOKEN", "a $X"});
  CHECK(kept.scripts[1].uses.size() == 1);
}

TEST_CASE("Variables that the definition knows as plain are no references") {
  static const Platform kPlatform = with_store();
  Definition definition;
  definition.platform = &kPlatform;
  definition.plain_variables = {"Z_TOKEN", "A_TOKEN"};
  definition.scripts.push_back(script_at({}, "a $A_TOKEN $Z_TOKEN $B_TOKEN"));
  read_scripts(definition, kPlatform);
  REQUIRE(definition.references.size() == 1);
  CHECK(definition.references[0].id == "B_TOKEN");
}

TEST_CASE("Names tell how sure it is that a variable is a secret") {
  CHECK(confidence_of_variable("NPM_TOKEN") == Confidence::kHigh);
  CHECK(confidence_of_variable("npmToken") == Confidence::kMedium);
  CHECK(confidence_of_variable("FLAVOUR") == Confidence::kLow);
  for (const std::string_view name : {"PATH", "CI", "CFLAGS", "CC", "CXX", "HOME", "USER",
                                      "BASH_SOURCE", "x", "1", "@", "name"}) {
    CAPTURE(name);
    CHECK_FALSE(confidence_of_variable(name).has_value());
  }
}

TEST_CASE("A value of thousands of secrets costs no more than its uses") {
  std::string env = "ALL: ";
  for (int i = 0; i < 2000; ++i) env += "${{ secrets.A" + std::to_string(i) + " }}";
  const Definition definition = read_run("a $ALL $ALL\n", env + "\n");
  CHECK(definition.references.size() == 2000);
  CHECK(definition.scripts[0].uses.size() == 2 * kMostSecretsOfUse);
}

}  // namespace
}  // namespace keyhound
