// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/static_credentials.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Keys of providers are known by the names that tools give them") {
  CHECK(static_credential("AWS_SECRET_ACCESS_KEY") == StaticCredential::kAws);
  CHECK(static_credential("aws-secret-access-key") == StaticCredential::kAws);
  CHECK(static_credential("GCLOUD_SERVICE_KEY") == StaticCredential::kGoogle);
  CHECK(static_credential("AWS_ACCESS_KEY_ID") == StaticCredential::kNone);
  CHECK(static_credential("") == StaticCredential::kNone);
  CHECK(static_input("azure/login", "creds") == StaticCredential::kAzure);
  CHECK(static_input("acme/login", "creds") == StaticCredential::kNone);
}

TEST_CASE("Each provider that a platform can do without has a remedy there") {
  for (const char* platform : {"github-actions", "gitlab-ci", "circleci", "bitbucket-pipelines",
                               "azure-pipelines", "jenkins"}) {
    for (int i = 1; i <= static_cast<int>(StaticCredential::kNuget); ++i) {
      const auto credential = static_cast<StaticCredential>(i);
      CAPTURE(platform);
      CAPTURE(name_of(credential));
      CHECK_FALSE(name_of(credential).empty());
      if (has_federation(platform, credential))
        CHECK_FALSE(federation_remedy(platform, credential).empty());
    }
  }
  CHECK(has_federation("circleci", StaticCredential::kAws));
  CHECK_FALSE(has_federation("circleci", StaticCredential::kPypi));
  CHECK_FALSE(has_federation("jenkins", StaticCredential::kAws));
  CHECK_FALSE(has_federation("github-actions", StaticCredential::kNone));
}

}  // namespace
}  // namespace keyhound
