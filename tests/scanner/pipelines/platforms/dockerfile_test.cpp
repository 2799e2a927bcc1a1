// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Dockerfiles are known by their names, programs about them are not") {
  for (const std::string_view path :
       {"Dockerfile", "web/Containerfile", "Dockerfile.prod", "docker/web.Dockerfile",
        "app.dockerfile", "Dockerfile_ci", "Dockerfile-alpine"}) {
    CAPTURE(path);
    CHECK(platform_of_path(path) == find_platform("dockerfile"));
  }
  for (const std::string_view path : {"dockerfile.go", "Dockerfile.md", "Dockerfile.dockerignore",
                                      "mydockerfile", "docker/web"}) {
    CAPTURE(path);
    CHECK(platform_of_path(path) == nullptr);
  }
}

TEST_CASE("A Dockerfile's stages are jobs, its variables and arguments bindings") {
  const Definition facts = read_facts("Dockerfile",
                                      "ARG VERSION=3\n"
                                      "FROM alpine:$VERSION AS build\n"
                                      "ARG NPM_TOKEN\n"
                                      "ENV A=\"x y\" \\\n"
                                      "    B=$A\n"
                                      "FROM scratch\n"
                                      "ENV C z\n");
  REQUIRE(facts.jobs.size() == 2);
  CHECK(facts.jobs[0].id == "build");
  CHECK(facts.jobs[0].runner == "alpine:$VERSION");
  CHECK(facts.jobs[1].id == "1");
  CHECK(list_bindings(facts, BindingKind::kBuildArgument) ==
        Lines{"ARG/VERSION = 3 literal", "stages/build/ARG/NPM_TOKEN = "});
  CHECK(list_bindings(facts, BindingKind::kImageEnvironment) ==
        Lines{"stages/build/ENV/A = x y literal", "stages/build/ENV/B = $A",
              "stages/1/ENV/C = z literal"});
  CHECK(text_at(facts, facts.bindings[2].value.whole) == "\"x y\"");
  CHECK(facts.bindings[0].scope == Scope{});
  CHECK(facts.bindings[1].scope.job == 0);
}

TEST_CASE("Commands of a Dockerfile are scripts of their shell") {
  const Definition facts = read_facts("Dockerfile",
                                      "FROM alpine\n"
                                      "RUN make \\\n"
                                      "  # why\n"
                                      "  all\n"
                                      "RUN [\"/bin/sh\", \"-c\", \"make install\"]\n"
                                      "RUN [\"make\", \"-c\", \"x\"]\n"
                                      "RUN <<EOF\n"
                                      "#!/usr/bin/env python3\n"
                                      "print()\n"
                                      "EOF\n"
                                      "RUN cat <<EOF > x\n"
                                      "$TEXT\n"
                                      "EOF\n"
                                      "SHELL [\"pwsh\", \"-Command\"]\n"
                                      "RUN Write-Host x\n"
                                      "CMD run\n");
  Lines scripts;
  for (const Script& one : facts.scripts) scripts.push_back(one.text.text);
  CHECK(scripts == Lines{"make   all", "make install", "#!/usr/bin/env python3\nprint()\n",
                         "cat <<EOF > x\n$TEXT\nEOF\n", "Write-Host x", "run"});
  REQUIRE(facts.scripts.size() == 6);
  CHECK(facts.scripts[2].language == ScriptLanguage::kOther);
  CHECK(facts.scripts[3].language == ScriptLanguage::kPosix);
  CHECK(facts.scripts[3].commands.is_complete);
  CHECK(facts.scripts[4].language == ScriptLanguage::kPowerShell);
  CHECK(facts.scripts[0].runs_in == "docker build");
  CHECK(facts.scripts[5].runs_in == "docker run");
  CHECK(facts.scripts[5].key_path == "stages/0/CMD/7");
  CHECK(text_at(facts, facts.scripts[1].text.source_of(TextRange{5, 12})) == "install");
}

TEST_CASE("Secret mounts are references, bound where they become a variable") {
  const Definition facts =
      read_facts("Dockerfile",
                 "FROM alpine\n"
                 "RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci -t $NPM_TOKEN\n"
                 "RUN --mount=type=secret,target=/run/key make\n"
                 "RUN --mount=type=cache,id=c,target=/c make\n");
  CHECK(list_references(facts) ==
        Lines{"docker-build-secrets:npm by 0 at stages/0/RUN/1: npm",
              "docker-build-secrets:key by 0 at stages/0/RUN/2: /run/key"});
  REQUIRE(facts.scripts.size() == 3);
  REQUIRE(facts.scripts[0].uses.size() == 1);
  CHECK(facts.scripts[0].uses[0].reference == 0);
  CHECK(facts.scripts[1].uses.empty());
}

TEST_CASE("Files that are copied from the repository are files of a layer") {
  const Definition facts = read_facts("Dockerfile",
                                      "FROM alpine\n"
                                      "COPY --chown=1:1 a b /x/\n"
                                      "COPY --from=build /c /x/\n"
                                      "ADD [\"d e\", \"/x/\"]\n"
                                      "COPY <<EOF /x/f\n"
                                      "text\n"
                                      "EOF\n"
                                      "COPY alone\n");
  REQUIRE(facts.artifacts.size() == 2);
  CHECK(facts.artifacts[0].sink == FileSink::kImageLayer);
  REQUIRE(facts.artifacts[0].paths.size() == 2);
  CHECK(facts.artifacts[0].paths[1].text == "b");
  CHECK(facts.artifacts[1].paths[0].text == "d e");
}

TEST_CASE("A Dockerfile that ends too early is told, and read as far as it goes") {
  std::vector<Diagnostic> diagnostics;
  const auto facts =
      read_definition("Dockerfile", "ENV A=x\nRUN <<EOF\nmake\n", nullptr, diagnostics);
  REQUIRE(facts);
  CHECK(facts->bindings.size() == 1);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "unreadable-definition");
  diagnostics.clear();
  CHECK(read_definition("Dockerfile", "", nullptr, diagnostics)->jobs.empty());
  CHECK(diagnostics.empty());
}

}  // namespace
}  // namespace keyhound::testing
