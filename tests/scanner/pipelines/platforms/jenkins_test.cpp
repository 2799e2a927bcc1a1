// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "scanner/pipelines/platforms/jenkins/jenkins_reader.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_settings.h"
#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;
using testing::ReadDefinition;

ReadDefinition read(std::string_view text, std::string_view path = "Jenkinsfile") {
  return testing::read_facts("jenkins", path, text);
}

TEST_CASE("Jenkins: its files are known by name, and the steps of shared libraries by folder") {
  for (const std::string_view path : {"Jenkinsfile", "ci/Jenkinsfile.release", "a.jenkinsfile",
                                      "jenkinsfile-nightly", "vars/deploy.groovy"}) {
    CAPTURE(path);
    const Platform* platform = platform_of_path(path);
    REQUIRE(platform != nullptr);
    CHECK(platform->id == "jenkins");
  }
  CHECK(platform_of_path("Jenkinsfile.md") == nullptr);
  CHECK(platform_of_path("src/Deploy.groovy") == nullptr);
}

TEST_CASE("Jenkins: stages are jobs, with their agents and conditions") {
  const ReadDefinition one = read(R"(
pipeline {
  agent { label 'linux' }
  triggers { cron('@daily'); issueCommentTrigger('.*') }
  stages {
    stage('Build') { steps { checkout scm; sh 'make' } }
    stage('Deploy') {
      agent { docker { image 'tools:1' } }
      when { branch 'main' }
      parallel { stage('EU') { steps { bat label: 'push', script: 'push' } } }
    }
    stage('PR') { when { changeRequest() } steps { powershell 'x'; pwsh 'y' } }
  }
})");
  CHECK(one.definition.form == "declarative");
  CHECK(one.jobs() == Lines{"Build on linux", "Deploy on tools:1", "EU on tools:1", "PR on linux"});
  CHECK(one.definition.jobs[1].is_guarded);
  CHECK_FALSE(one.definition.jobs[0].is_guarded);
  CHECK(one.scripts() == Lines{"stages/Build/sh posix:", "stages/Deploy/EU/bat batch:",
                               "stages/PR/powershell powershell:", "stages/PR/pwsh powershell:"});
  CHECK(one.definition.steps[0].is_checkout);
  CHECK(one.definition.steps[2].name == "push");
  std::vector<std::string> outside;
  for (const Trigger& trigger : one.definition.triggers)
    outside.push_back(trigger.event + (trigger.is_outside ? " outside" : ""));
  CHECK(outside == Lines{"cron", "issueCommentTrigger outside", "changeRequest outside"});
}

TEST_CASE("Jenkins: environment blocks bind credentials for the stage or the pipeline") {
  const ReadDefinition one = read(R"(
pipeline {
  environment { KEY = credentials('pay-key'); PLAIN = 'x' }
  stages {
    stage('A') {
      steps { sh 'use $OWN $KEY' }
      environment { OWN = credentials("own-${BRANCH}"); URL = "https://${OWN_PSW}@x" }
    }
    stage('B') { steps { sh "use $KEY_PSW $OWN" ; sh "${env.URL}" } }
  }
})");
  CHECK(one.references() == Lines{"jenkins-credentials secret pay-key -> KEY env",
                                  "jenkins-credentials secret own-${BRANCH} -> OWN env pattern"});
  CHECK(one.scripts() == Lines{"stages/A/sh posix: variable own-${BRANCH} variable pay-key",
                               "stages/B/sh posix: template pay-key", "stages/B/sh posix:"});
  CHECK(one.bindings() ==
        Lines{"environment/KEY KEY= <- pay-key", "environment/KEY KEY_PSW= <- pay-key",
              "environment/PLAIN PLAIN=x literal", "stages/A/environment/OWN OWN= <- own-${BRANCH}",
              "stages/A/environment/OWN OWN_PSW= <- own-${BRANCH}",
              "stages/A/environment/URL URL=https://${OWN_PSW}@x <- own-${BRANCH}"});
  CHECK_FALSE(one.definition.scripts[0].is_interpolated);
  CHECK(one.definition.scripts[1].is_interpolated);
  const Script& script = one.definition.scripts[1];
  CHECK(one.text_at(script.text.source_of(script.uses[0].range)) == "$KEY_PSW");
}

TEST_CASE("Jenkins: a block's credentials hold inside it, also in stages and blocks in it") {
  const ReadDefinition one = read(R"(
node('linux') {
  withCredentials([string(credentialsId: 'outer', variable: 'OUTER')]) {
    stage('A') {
      sh "use $OUTER"
      withCredentials([usernamePassword(credentialsId: 'inner', usernameVariable: 'USER',
                                        passwordVariable: 'PASS')]) {
        sh "use $USER $PASS"
        withEnv(["COPY=${PASS}", 'PLAIN=x']) { sh 'use $COPY $OUTER $PLAIN' }
      }
      sh "use $PASS"
    }
  }
  sh "use $OUTER"
})");
  CHECK(one.definition.form == "scripted");
  CHECK(one.jobs() == Lines{"A on linux"});
  CHECK(one.references() == Lines{"jenkins-credentials secret outer -> OUTER env",
                                  "jenkins-credentials secret inner#password -> PASS env"});
  CHECK(one.scripts() == Lines{"stages/A/sh posix: template outer",
                               "stages/A/sh posix: template inner",
                               "stages/A/sh posix: variable inner variable outer",
                               "stages/A/sh posix:", "sh posix:"});
}

TEST_CASE("Jenkins: what Groovy puts together is interpolated, what it escapes is the shell's") {
  const ReadDefinition one = read(R"(
withCredentials([string(credentialsId: 'c', variable: 'T')]) {
  sh 'single $T'
  sh "escaped \$T"
  sh("""
    triple ${env.T}
  """.stripIndent())
  sh 'put ' + T + ' together'
  sh(script: "captured $T", returnStdout: true)
  echo "it's $T"
  echo T
  println 'plain $T'
})");
  CHECK(one.scripts() == Lines{"sh posix: variable c", "sh posix: variable c",
                               "sh posix: template c", "sh posix: template c",
                               "sh posix: template c", "echo posix: template c",
                               "echo posix: template c", "println posix:"});
  const auto& scripts = one.definition.scripts;
  CHECK_FALSE(scripts[0].is_interpolated);
  CHECK(scripts[3].text.text == "put T together");
  CHECK(scripts[3].is_interpolated);
  CHECK(one.text_at(scripts[3].text.source_of(scripts[3].uses[0].range)) == "T");
  CHECK(scripts[4].commands.commands.back().is_captured);
  CHECK(scripts[5].text.text == R"(echo 'it'\''s $T')");
  CHECK(one.text_at(scripts[5].text.source_of(scripts[5].uses[0].range)) == "$T");
  CHECK(scripts[6].runs_in == "echo");
}

TEST_CASE("Jenkins: libraries, files and parameters") {
  const ReadDefinition one = read(R"(
@Library(['shared@v1', 'other']) _
library 'more@main'
def tools = load 'ci/tools.groovy'
pipeline {
  parameters {
    string(name: 'TARGET', defaultValue: 'x')
    password(name: 'PASS', defaultValue: 'STAND-IN')
  }
  post { always {
    archiveArtifacts artifacts: 'out/**, log/*', fingerprint: true
    archiveArtifacts 'more/*'
    stash name: 'all', includes: '**'
    stash 'none'
    cache(caches: [arbitraryFileCache(path: '.m2')]) { }
  } }
})");
  CHECK(one.includes() == Lines{"library shared@v1@v1", "library other", "library more@main@main",
                                "file ci/tools.groovy"});
  CHECK(one.bindings() ==
        Lines{"parameters/TARGET TARGET=x literal", "parameters/PASS PASS=STAND-IN literal"});
  CHECK(one.definition.bindings[1].is_sensitive);
  REQUIRE(one.definition.artifacts.size() == 3);
  CHECK(one.definition.artifacts[0].paths[1].text == "log/*");
  CHECK(one.definition.artifacts[2].name == "all");
  CHECK(one.definition.caches.size() == 1);
}

TEST_CASE("Jenkins: literals under the name of a credential are bindings") {
  const ReadDefinition one = read(R"(
def apiToken = 'STAND-IN'
def other = 'x'
deploy(password: 'STAND-IN', target: 'x', passwordVariable: 'P', token: "${t}")
)");
  CHECK(one.bindings() == Lines{"environment/apiToken apiToken=STAND-IN literal",
                                "deploy/password password=STAND-IN literal",
                                "deploy/token token=${t}"});
}

TEST_CASE("Jenkins: broken and hostile files are read as far as they go, in linear time") {
  const ReadDefinition broken = read("pipeline { stages { stage('A') { sh 'make' ");
  CHECK(broken.scripts() == Lines{"stages/A/sh posix:"});
  REQUIRE(broken.diagnostics.size() == 1);
  CHECK(broken.diagnostics[0].kind == "incomplete-definition");

  std::string doubling = "pipeline { environment { A0 = credentials('c')\n";
  for (int i = 1; i < 200; ++i) {
    const std::string before = "${A" + std::to_string(i - 1) + "}";
    doubling += "A" + std::to_string(i) + " = \"" + before + before + "\"\n";
  }
  CHECK(read(doubling + "} }").definition.bindings.size() == 201);

  std::string nested = "node {\n";
  for (int i = 0; i < 400; ++i)
    nested +=
        "withCredentials([string(credentialsId: 'c', variable: 'V" + std::to_string(i) + "')]) {\n";
  const ReadDefinition deep = read(nested);
  CHECK(deep.definition.bindings.size() < 50'500);
  CHECK(deep.diagnostics.size() == 1);
}

}  // namespace
}  // namespace keyhound
