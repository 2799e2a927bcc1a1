// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/secret_writes.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

// "log", "file:NAME", "changed" of the script's writes, one text each.
std::vector<std::string> writes_of(std::string_view script, std::string_view shell = "bash") {
  const Definition definition = testing::read_run(script, "TOKEN: ${{ secrets.TOKEN }}\n", shell);
  std::vector<std::string> texts;
  for (const SecretWrite& write : find_secret_writes(definition.scripts.front())) {
    std::string text = write.is_logged ? "log" : "";
    for (const ScriptWord* file : write.files) text += " file:" + file->text;
    if (write.is_changed) text += " changed";
    texts.push_back(text);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST_CASE("What echo writes stays in the log, in files, or with the next program") {
  CHECK(writes_of("echo $TOKEN") == Texts{"log"});
  CHECK(writes_of("echo $TOKEN > a") == Texts{" file:a"});
  CHECK(writes_of("echo $TOKEN | tee -a a") == Texts{"log file:a"});
  CHECK(writes_of("echo $TOKEN | base64") == Texts{"log changed"});
  CHECK(writes_of("echo $TOKEN | base64 > a") == Texts{" file:a changed"});
  CHECK(writes_of("echo $TOKEN | docker login --password-stdin").empty());
  CHECK(writes_of("echo $TOKEN | sha256sum").empty());
  CHECK(writes_of("x=$(echo $TOKEN)").empty());
  CHECK(writes_of("echo $TOKEN > /dev/null").empty());
}

TEST_CASE("Here-strings and here-documents count where a filter reads them") {
  CHECK(writes_of("cat <<< $TOKEN") == Texts{"log"});
  CHECK(writes_of("cat > a <<EOF\n$TOKEN\nEOF") == Texts{" file:a"});
  CHECK(writes_of("docker login --password-stdin <<< $TOKEN").empty());
}

TEST_CASE("grep tells, counts, or takes apart") {
  CHECK(writes_of("echo $TOKEN | grep -q x").empty());
  CHECK(writes_of("echo $TOKEN | grep -Ec x").empty());
  CHECK(writes_of("echo $TOKEN | grep x") == Texts{"log"});
  CHECK(writes_of("echo $TOKEN | grep -o .") == Texts{"log changed"});
}

TEST_CASE("Programs that name their output write nothing to the next") {
  CHECK(writes_of("echo $TOKEN | base64 --decode --output=a").empty());
  CHECK(writes_of("echo $TOKEN | xxd -r -p - a").empty());
  CHECK(writes_of("echo $TOKEN | xxd -p") == Texts{"log changed"});
}

TEST_CASE("PowerShell writes values, and files by commands") {
  CHECK(writes_of("$env:TOKEN", "pwsh") == Texts{"log"});
  CHECK(writes_of("\"a $env:TOKEN\" | Out-File -FilePath a", "pwsh") == Texts{" file:a"});
  CHECK(writes_of("Add-Content a $env:TOKEN", "pwsh") == Texts{" file:a"});
  CHECK(writes_of("& $env:TOKEN", "pwsh").empty());
  CHECK(writes_of("use $env:TOKEN", "pwsh").empty());
}

TEST_CASE("A write tells which bytes hold the secrets") {
  const Definition definition = testing::read_run("echo a \"$TOKEN\" b $TOKEN c");
  const auto writes = find_secret_writes(definition.scripts.front());
  REQUIRE(writes.size() == 1);
  CHECK(writes[0].uses.size() == 2);
  CHECK(writes[0].words.size() == 2);
  CHECK(writes[0].range == TextRange{8, 24});
}

TEST_CASE("A script of thousands of pipelines ends soon") {
  std::string script;
  for (int i = 0; i < 10'000; ++i) script += "echo $TOKEN | cat\n";
  CHECK(!writes_of(script).empty());
  script = "f() {\n";
  for (int i = 0; i < 10'000; ++i) script += "echo $TOKEN\n";
  script += "}\n";
  for (int i = 0; i < 10'000; ++i) script += "f\n";
  CHECK(!writes_of(script).empty());
}

}  // namespace
}  // namespace keyhound
