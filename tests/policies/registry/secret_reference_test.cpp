// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/secret_reference.h"

#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {
namespace {

std::string canonical(const std::string& text) {
  return canonical_secret_reference(text).value_or("refused");
}

}  // namespace

TEST_CASE("A reference has one case where its store ignores case") {
  struct Row {
    const char* written;
    const char* canonical;
  };
  for (const Row& row :
       {Row{"github:Acme/Pay:aws_key", "github:acme/pay:AWS_KEY"},
        Row{"github:acme/pay:environment/Prod EU:KEY", "github:acme/pay:environment/prod eu:KEY"},
        Row{"github:Acme:KEY", "github:acme:KEY"},
        Row{"gitlab:Acme/Sub/Pay:Key", "gitlab:acme/sub/pay:Key"},
        Row{"gitlab:acme:environment/Review/*:Key", "gitlab:acme:environment/Review/*:Key"},
        Row{"vault:kv/data/Pay#Aws", "vault:kv/data/Pay#Aws"},
        Row{"vault:database/creds/Pay", "vault:database/creds/Pay"},
        Row{"aws-sm:arn:aws:secretsmanager:eu-west-1:1234:secret:Pay",
            "aws-sm:arn:aws:secretsmanager:eu-west-1:1234:secret:Pay"},
        Row{"azure-kv:Vault/Secret", "azure-kv:vault/secret"},
        Row{"azure-pipelines:Pay/Group/Key", "azure-pipelines:pay/group/key"},
        Row{"jenkins:Folder/Id", "jenkins:Folder/Id"}}) {
    CAPTURE(row.written);
    CHECK(canonical(row.written) == row.canonical);
    CHECK(canonical(canonical(row.written)) == row.canonical);
  }
}

TEST_CASE("What is no reference is refused with the form that its system wants") {
  for (const char* text : {"",
                           ":",
                           "github",
                           "github:",
                           "github:acme/pay",
                           "github:acme/pay:",
                           "github:/pay:KEY",
                           "github:acme/:KEY",
                           "github:a/b/c:KEY",
                           "github:acme/pay:prod:KEY",
                           "github:acme/pay:environment/:KEY",
                           "github:acme:environment/prod:KEY",
                           "gitlab:KEY",
                           "gitlab:a//b:KEY",
                           "vault:kv",
                           "vault:kv/x#",
                           "vault:/x#y",
                           "aws-sm:secret",
                           "aws-sm:arn:",
                           "aws-sm:arn:aws:secretsmanager:x:1:secret:",
                           "azure-kv:vault",
                           "azure-kv:a/b/c",
                           "GitHub:acme/pay:KEY",
                           "x y:z",
                           "x:a\nb"}) {
    CAPTURE(text);
    CHECK(canonical(text) == "refused");
  }
  CHECK(canonical("x:" + std::string(3000, 'a')) == "refused");
  CHECK(canonical_secret_reference("azure-kv:vault").error().message ==
        "this is not a secret reference; write azure-kv:VAULT/SECRET");
}

TEST_CASE("A variable of a CI platform has a project, perhaps an environment, and a name") {
  const auto variable = ci_variable("github:acme/pay:environment/prod eu:KEY");
  REQUIRE(variable);
  CHECK(variable->system == "github");
  CHECK(variable->project == "acme/pay");
  CHECK(variable->environment == "prod eu");
  CHECK(variable->name == "KEY");
  CHECK(ci_variable("gitlab:acme:Key")->environment.empty());
  CHECK_FALSE(ci_variable("vault:kv/data/pay#aws"));
  CHECK_FALSE(ci_variable(""));
}

TEST_CASE("A wrong reference is told with its place and without its text") {
  const auto error =
      parse_registry("credentials: [{id: a, identity: {secret_refs: ['Zq9hunter2x']}}]", "r");
  REQUIRE_FALSE(error);
  CHECK(error.error().message ==
        "r:1:48: this is not a secret reference; write SYSTEM:PATH, such as "
        "github:acme/pay:AWS_KEY");
}

}  // namespace keyhound
