// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/credential_files.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Every platform's name of the work tree is cut off a pattern") {
  for (const std::string tree :
       {"${{ github.workspace }}", "$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}", "$CI_PROJECT_DIR",
        "$(Build.SourcesDirectory)", "$BITBUCKET_CLONE_DIR", "$(System.DefaultWorkingDirectory)",
        "~/project", ".", "./."}) {
    CAPTURE(tree);
    CHECK(below_work_tree(tree) == "");
    CHECK(below_work_tree(std::string(tree) + "/dist/a") == "dist/a");
  }
  CHECK(below_work_tree("$(Build.SourcesDirectory)\\dist") == "dist");
  CHECK(below_work_tree(".//dist") == "dist");
  CHECK(below_work_tree("$GITHUB_WORKSPACES/a") == "$GITHUB_WORKSPACES/a");
  CHECK(below_work_tree(".npmrc") == ".npmrc");
  CHECK(below_work_tree("../x") == "../x");
}

TEST_CASE("The whole work tree is told from a part of it") {
  for (const std::string pattern : {"", "*", "**", "**/*", "**/"}) {
    CAPTURE(pattern);
    CHECK(is_whole_work_tree(pattern));
  }
  for (const std::string pattern : {"dist", "*.txt", "dist/**", "**/*.js"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_whole_work_tree(pattern));
  }
}

TEST_CASE("Files that keep credentials are known by name or folder, in any letters") {
  for (const std::string pattern :
       {".env", ".env*", ".env.production", "app/.npmrc", ".git/config", ".git", ".git/**",
        "a/.git/*", "~/.aws/credentials", "home/.kube/config", "keys/ID_RSA", "**/*.pfx",
        "x.tfstate", ".docker/config.json", "deploy.key", "private-key.pem", ".ssh/"}) {
    CAPTURE(pattern);
    CHECK(credential_file(pattern) == CredentialFile::kSure);
  }
  for (const std::string pattern : {"plan.tfplan", "tfplan", "certs/ca.pem", "secrets.yaml"}) {
    CAPTURE(pattern);
    CHECK(credential_file(pattern) == CredentialFile::kUsual);
  }
  for (const std::string pattern :
       {"dist", ".env.example", ".environment", ".envoy.yaml", "id_rsa.pub", ".github/workflows",
        "docs/secrets/index.html", "public.key", "keys", "src/git/config", ".gitignore", ""}) {
    CAPTURE(pattern);
    CHECK(credential_file(pattern) == CredentialFile::kNone);
  }
}

TEST_CASE("A hidden file is one whose last part begins with a dot") {
  CHECK(is_hidden_file(".npmrc"));
  CHECK(is_hidden_file("a/.git/**"));
  CHECK_FALSE(is_hidden_file(".aws/credentials"));
  CHECK_FALSE(is_hidden_file("."));
}

}  // namespace keyhound
