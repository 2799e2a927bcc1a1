// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_requests.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::vector<std::string> texts_of(std::string_view file) {
  const GroovyScript script = read_groovy(file);
  std::vector<std::string> texts;
  for (const JenkinsText& one : read_jenkins_request(script, file, script.nodes.front()))
    texts.push_back(one.text.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A request's texts are its address, its body and its headers") {
  CHECK(texts_of("httpRequest 'https://a.example'") == Texts{"https://a.example"});
  CHECK(texts_of("httpRequest(url: \"https://${host}\", requestBody: 'b',\n"
                 "  customHeaders: [[name: 'A', value: 'v'], [value: 'w', name: 'B']])") ==
        Texts{"https://${host}", "b", "v", "w"});
}

TEST_CASE("A header that is masked, other arguments and values without strings are no texts") {
  CHECK(texts_of("httpRequest(authentication: 'id', url: where(),\n"
                 "  customHeaders: [[name: 'A', value: 'v', maskValue: true]])")
            .empty());
  CHECK(texts_of("httpRequest()").empty());
}

}  // namespace keyhound
