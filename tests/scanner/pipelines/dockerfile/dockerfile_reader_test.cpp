// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/dockerfile/dockerfile_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/reader_limits.h"

namespace keyhound {
namespace {

DockerfileInstruction first(std::string_view text) {
  const Dockerfile file = read_dockerfile(text);
  REQUIRE_FALSE(file.instructions.empty());
  return file.instructions.front();
}

// "key=value key" of an instruction's pairs.
std::string pairs(std::string_view text) {
  std::string all;
  for (const DockerfilePair& pair : first(text).pairs) {
    all += (all.empty() ? "" : " ") + pair.key.text;
    if (pair.value) all += "=" + pair.value->text;
  }
  return all;
}

std::vector<std::string> arguments(std::string_view text) {
  std::vector<std::string> all;
  for (const SourceText& argument : first(text).arguments) all.push_back(argument.text);
  return all;
}

using Words = std::vector<std::string>;

TEST_CASE("Stages have an image and perhaps a name, and instructions belong to one") {
  const Dockerfile file = read_dockerfile(
      "ARG V=1\nfrom --platform=$P a:$V as build\nRUN x\nFROM scratch\nCOPY --from=build /a /b\n");
  REQUIRE(file.stages.size() == 2);
  CHECK(file.stages[0].image.text == "a:$V");
  REQUIRE(file.stages[0].name);
  CHECK(file.stages[0].name->text == "build");
  CHECK(file.stages[1].image.text == "scratch");
  CHECK_FALSE(file.stages[1].name);
  CHECK(file.stages[1].instruction == 3);
  REQUIRE(file.instructions.size() == 5);
  CHECK(file.instructions[0].stage == kNoDockerfileStage);
  CHECK(file.instructions[1].keyword == "FROM");
  CHECK(file.instructions[2].stage == 0);
  CHECK(file.instructions[4].stage == 1);
  CHECK(file.instructions[4].find_flag("from")->value->text == "build");
}

TEST_CASE("Pairs of ENV, ARG and LABEL lose their quotes, not their variables") {
  CHECK(pairs("ENV A=1 B=\"x y\" C='$z' D=a\\ b E=\"q\\\"$F\"") == "A=1 B=x y C=$z D=a b E=q\"$F");
  CHECK(pairs("ENV A some value  ") == "A=some value");
  CHECK(pairs("ENV A \"x y\"") == "A=x y");
  CHECK(pairs("ENV A") == "A");
  CHECK(pairs("ARG A") == "A");
  CHECK(pairs("ARG A B=1") == "A B=1");
  CHECK(pairs("ARG A=1 B C=") == "A=1 B C=");
  CHECK(pairs("LABEL \"a.b\"=\"c\" d=e=f") == "a.b=c d=e=f");
}

TEST_CASE("A value over continued lines keeps the places of its bytes") {
  const std::string_view text = "ENV A=1 \\\n  # why\n\n  TOKEN=\"ab\\\ncd\"\n";
  const DockerfileInstruction env = first(text);
  REQUIRE(env.pairs.size() == 2);
  const SourceText& value = *env.pairs[1].value;
  CHECK(value.text == "abcd");
  const TextRange last = value.source_of(TextRange{2, 4});
  CHECK(text.substr(last.begin, last.size()) == "cd");
  CHECK(env.range.end == text.size() - 1);
}

TEST_CASE("Mounts and other flags come with their options") {
  const std::string_view text =
      "RUN --mount=type=secret,id=npm,required --mount=type=cache,target=/c --network=none npm i";
  const DockerfileInstruction run = first(text);
  REQUIRE(run.flags.size() == 3);
  CHECK(run.find_flag("mount") == &run.flags[0]);
  REQUIRE(run.flags[0].find("id") != nullptr);
  CHECK(run.flags[0].find("id")->text == "npm");
  const TextRange id = run.flags[0].find("id")->source_of(TextRange{0, 3});
  CHECK(text.substr(id.begin, id.size()) == "npm");
  CHECK(run.flags[0].options.size() == 3);
  CHECK(run.flags[0].find("required") == nullptr);
  CHECK(run.flags[2].value->text == "none");
  CHECK(run.text.text == "npm i");
  CHECK(run.arguments.empty());
}

TEST_CASE("The shell form is one text, the JSON form a list of strings") {
  const std::string_view text = "RUN a \\\n  && echo \"b\"\n";
  const DockerfileInstruction run = first(text);
  CHECK(run.text.text == "a   && echo \"b\"");
  CHECK_FALSE(run.is_json);
  const TextRange echo = run.text.source_of(TextRange{7, 11});
  CHECK(text.substr(echo.begin, echo.size()) == "echo");
  CHECK(first("CMD [\"a\", \"b\"]").is_json);
  CHECK(arguments("CMD [\"a\", \"b\"]") == Words{"a", "b"});
  CHECK(first("CMD [ -f x ]").text.text == "[ -f x ]");
  CHECK_FALSE(first("CMD [ -f x ]").is_json);
}

TEST_CASE("Words of other instructions are unquoted") {
  CHECK(arguments("COPY --chown=a:b \"x y\" z /t") == Words{"x y", "z", "/t"});
  CHECK(arguments("EXPOSE 80 443/tcp") == Words{"80", "443/tcp"});
}

TEST_CASE("A health check's command is its text") {
  const DockerfileInstruction check = first("HEALTHCHECK --interval=5s CMD curl -f x || exit 1");
  CHECK(check.text.text == "curl -f x || exit 1");
  CHECK(check.find_flag("interval")->value->text == "5s");
  CHECK(arguments("HEALTHCHECK CMD [\"a\"]") == Words{"a"});
  CHECK(first("HEALTHCHECK NONE").text.text == "NONE");
}

TEST_CASE("ONBUILD stands before the instruction that it delays") {
  const DockerfileInstruction env = first("ONBUILD ENV A=1");
  CHECK(env.is_onbuild);
  CHECK(env.keyword == "ENV");
  CHECK(env.pairs.size() == 1);
}

TEST_CASE("Heredocs follow their line, and the next instruction follows them") {
  const std::string_view text =
      "RUN <<EOF bash\nset -e\nRUN=1\nEOF\nCOPY <<-\"A\" <<B /x/\n\ta\n\tA\nb\nB\nUSER u\n";
  const Dockerfile file = read_dockerfile(text);
  CHECK(file.is_complete);
  REQUIRE(file.instructions.size() == 3);
  REQUIRE(file.instructions[0].heredocs.size() == 1);
  CHECK(file.instructions[0].heredocs[0].content.text == "set -e\nRUN=1\n");
  CHECK(file.instructions[0].heredocs[0].expands);
  const auto& copied = file.instructions[1].heredocs;
  REQUIRE(copied.size() == 2);
  CHECK(copied[0].name == "A");
  CHECK_FALSE(copied[0].expands);
  CHECK(copied[0].content.text == "a\n");
  CHECK(text.substr(copied[0].content.source_of(0U), 1) == "a");
  CHECK(copied[1].content.text == "b\n");
  CHECK(file.instructions[2].keyword == "USER");
}

TEST_CASE("A heredoc without an end is none, and the result is not complete") {
  const Dockerfile file = read_dockerfile("RUN cat <<EOF\nUSER u\n");
  CHECK_FALSE(file.is_complete);
  CHECK(file.instructions.size() == 2);
  CHECK(read_dockerfile("RUN echo $((1<<2)) <<< x 1 << 2").is_complete);
}

TEST_CASE("The escape directive makes the backtick the escape") {
  const Dockerfile file =
      read_dockerfile("# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN dir C:\\ `\n  x\n");
  CHECK(file.escape == '`');
  REQUIRE(file.instructions.size() == 2);
  CHECK(file.instructions[1].text.text == "dir C:\\   x");
  CHECK(read_dockerfile("FROM a\n# escape=`\n").escape == '\\');
}

TEST_CASE("More words than the limit are not read, and the result says so") {
  std::string text = "EXPOSE";
  for (std::size_t i = 0; i < kMostReaderItems; ++i) text += " 1";
  const Dockerfile file = read_dockerfile(text);
  CHECK_FALSE(file.is_complete);
  CHECK(file.instructions[0].arguments.size() < kMostReaderItems);
}

}  // namespace
}  // namespace keyhound
