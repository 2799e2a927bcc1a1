// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_calls.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace keyhound {
namespace {

constexpr std::string_view kPipeline = R"groovy(
pipeline {
  agent any
  environment {
    TOKEN = credentials('api-token')
  }
  stages {
    stage('Deploy') {
      steps {
        withCredentials([usernamePassword(credentialsId: 'deploy', usernameVariable: 'U',
                                          passwordVariable: 'P')]) {
          sh "curl -u $U:${P} https://example.org"
          sh script: 'curl -u "$U:$P" x', returnStdout: true
        }
        script {
          docker.withRegistry('https://example.org', 'registry') {
            docker.image('a').push("latest")
          }
        }
      }
    }
  }
}
)groovy";

const GroovyNode& node_of(const GroovyScript& script, std::string_view path,
                          std::size_t skipped = 0) {
  for (const GroovyNode& node : script.nodes) {
    if (node.path == path && skipped-- == 0) return node;
  }
  FAIL("no node " << std::string(path));
  return script.nodes.front();
}

std::string_view part(TextRange range) { return kPipeline.substr(range.begin, range.size()); }

TEST_CASE("A declarative pipeline is a tree of calls with blocks") {
  const GroovyScript script = read_groovy(kPipeline);
  CHECK(script.is_complete);
  std::string path;
  const GroovyNode* node = &node_of(script, "sh");
  for (; node->parent != kNoGroovyNode; node = &script.nodes[node->parent])
    path += node->path + " ";
  CHECK(path == "sh withCredentials steps stage stages ");
  CHECK(node->path == "pipeline");
  REQUIRE(node->block);
  CHECK(part(*node->block).front() == '{');
  CHECK(part(*node->block).back() == '}');
  CHECK(node->children.size() == 3);
}

TEST_CASE("Bindings are calls in a list, with named arguments") {
  const GroovyScript script = read_groovy(kPipeline);
  const GroovyNode& scope = node_of(script, "withCredentials");
  REQUIRE(scope.arguments.size() == 1);
  REQUIRE(scope.arguments[0].kind == GroovyValueKind::kList);
  REQUIRE(scope.arguments[0].items.size() == 1);
  const GroovyNode& binding = script.nodes[scope.arguments[0].items[0].index];
  CHECK(binding.path == "usernamePassword");
  const GroovyValue* id = binding.find("credentialsId");
  REQUIRE(id != nullptr);
  const GroovyString* string = script.string_of(*id);
  REQUIRE(string != nullptr);
  CHECK(string->value.text == "deploy");
  CHECK(part(string->value.source_of(TextRange{0, 6})) == "deploy");
  CHECK(binding.find("variable") == nullptr);
}

TEST_CASE("A step without parentheses has its string with what is interpolated") {
  const GroovyScript script = read_groovy(kPipeline);
  const GroovyNode& step = node_of(script, "sh");
  REQUIRE(step.arguments.size() == 1);
  const GroovyString* text = script.string_of(step.arguments[0]);
  REQUIRE(text != nullptr);
  REQUIRE(text->interpolations.size() == 2);
  CHECK(part(text->value.source_of(text->interpolations[1].value)) == "${P}");
  const GroovyNode& other = node_of(script, "sh", 1);
  REQUIRE(other.find("script") != nullptr);
  CHECK(script.string_of(*other.find("script"))->quote == GroovyQuote::kSingle);
  CHECK(part(other.range) == "sh script: 'curl -u \"$U:$P\" x', returnStdout: true");
}

TEST_CASE("An assignment in an environment block has its call as value") {
  const GroovyScript script = read_groovy(kPipeline);
  const GroovyNode& variable = node_of(script, "TOKEN");
  CHECK(variable.kind == GroovyNodeKind::kAssignment);
  CHECK(script.nodes[variable.parent].path == "environment");
  REQUIRE(variable.arguments.size() == 1);
  REQUIRE(variable.arguments[0].kind == GroovyValueKind::kCall);
  const GroovyNode& call = script.nodes[variable.arguments[0].index];
  CHECK(call.path == "credentials");
  CHECK(&script.nodes[call.parent] == &variable);
}

TEST_CASE("Methods have the path of their object, or the call that they are made on") {
  const GroovyScript script = read_groovy(kPipeline);
  const GroovyNode& registry = node_of(script, "docker.withRegistry");
  CHECK(registry.method() == "withRegistry");
  CHECK(registry.arguments.size() == 2);
  const GroovyNode& push = node_of(script, ".push");
  REQUIRE(push.receiver != kNoGroovyNode);
  CHECK(script.nodes[push.receiver].path == "docker.image");
  CHECK(push.method() == "push");
}

TEST_CASE("A string that is only trimmed is still that string") {
  const GroovyScript script = read_groovy(
      "sh '''\n a\n'''.stripIndent().trim()\nsh 'b'.replace('b', x)\nsh 'c' + x.trim()");
  REQUIRE(script.string_of(node_of(script, "sh").arguments[0]) != nullptr);
  CHECK(script.string_of(node_of(script, "sh", 1).arguments[0]) == nullptr);
  CHECK(script.string_of(node_of(script, "sh", 2).arguments[0]) == nullptr);
}

}  // namespace
}  // namespace keyhound
