// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/artifact_uri.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;

TEST_CASE("relative_uri encodes bytes and never leaves the root") {
  CHECK(relative_uri("src/app.py") == "src/app.py");
  CHECK(relative_uri("c:d e%#?.txt") == "c%3Ad%20e%25%23%3F.txt");
  CHECK(relative_uri("\xff\n") == "%FF%0A");
  CHECK(relative_uri("ключ") == "%D0%BA%D0%BB%D1%8E%D1%87");
  CHECK(relative_uri("/etc//./../passwd/") == "etc/passwd");
  CHECK(relative_uri("../..") == "");
  CHECK(relative_uri("..a/...") == "..a/...");
}

TEST_CASE("artifact_uri names texts that are no file, without a commit id") {
  Location location;
  CHECK(artifact_uri(location) == "stdin");
  location.part = LocationPart::kCommitMessage;
  CHECK(artifact_uri(location) == "commit-message");
  location.path = std::string(testing::kFirstCommit);
  CHECK(artifact_uri(location) == "commit-message");
}

TEST_CASE("repository_uri is absolute and holds no credentials") {
  CHECK(repository_uri("https://git.example.org/acme/pay") == "https://git.example.org/acme/pay");
  CHECK(repository_uri("https://u:p@git.example.org:8443/a?t=1#x") ==
        "https://git.example.org:8443/a");
  CHECK(repository_uri("git@git.example.org:acme/pay.git") == "ssh://git.example.org/acme/pay.git");
  CHECK(repository_uri("ssh://git@[::1]:22/a b%20c%zz") == "ssh://[::1]:22/a%20b%20c%25zz");
  CHECK(repository_uri("https://git.example.org") == "https://git.example.org");
  for (const char* local : {"", "/srv/git/pay", "../pay", "file:///srv/git/pay", "://x", ":x"}) {
    CAPTURE(local);
    CHECK(repository_uri(local) == "");
  }
}
