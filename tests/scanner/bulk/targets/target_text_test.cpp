// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/target_text.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("One repository has one name, however its URL is written") {
  struct Row {
    const char* text;
    const char* name;
    const char* location;
  };
  const Row rows[] = {
      {"https://github.com/acme/pay", "github.com/acme/pay", "https://github.com/acme/pay"},
      {"HTTPS://GitHub.com:443/acme//pay.git/", "github.com/acme/pay",
       "https://github.com/acme//pay.git/"},
      {"ssh://git@github.com/acme/pay.git", "github.com/acme/pay",
       "ssh://git@github.com/acme/pay.git"},
      {"git@github.com:acme/pay.git", "github.com/acme/pay", "git@github.com:acme/pay.git"},
      {"github.com:acme/pay", "github.com/acme/pay", "github.com:acme/pay"},
      {"https://git.acme.example:8443/a/b/c.git", "git.acme.example:8443/a/b/c",
       "https://git.acme.example:8443/a/b/c.git"},
      {"git://[2001:db8::1]/x", "[2001:db8::1]/x", "git://[2001:db8::1]/x"},
      {"http://127.0.0.1:3000/acme/Pay", "127.0.0.1:3000/acme/Pay",
       "http://127.0.0.1:3000/acme/Pay"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    const auto read = read_target_text(row.text);
    REQUIRE(read.has_value());
    CHECK(read->target.name == row.name);
    CHECK(read->target.location == row.location);
    CHECK((read->target.kind == TargetKind::kUrl));
    CHECK(read->target.provider == "list");
    CHECK_FALSE(read->had_credentials);
  }
}

TEST_CASE("Users and passwords of URLs are taken out, but for the user of ssh") {
  const std::string secret = alphanumerics(3, 24);
  for (const std::string& text : {"https://" + secret + "@github.com/acme/pay",
                                  "https://me:" + secret + "@github.com/acme/pay",
                                  "ssh://git:" + secret + "@github.com/acme/pay"}) {
    const auto read = read_target_text(text);
    REQUIRE(read.has_value());
    CHECK(read->had_credentials);
    CHECK(read->target.name == "github.com/acme/pay");
    CHECK(read->target.location.find(secret) == std::string::npos);
    CHECK(shown_target_text(text).find(secret) == std::string::npos);
  }
  CHECK(read_target_text("ssh://git:x@github.com/acme/pay")->target.location ==
        "ssh://git@github.com/acme/pay");
}

TEST_CASE("What could be taken for something else is refused, and no part of it is quoted") {
  const std::string secret = alphanumerics(4, 24);
  for (const std::string& text : {
           std::string(),
           std::string("--upload-pack=touch x"),
           std::string("ext::sh -c id"),
           std::string("fd::17"),
           "https://host.example/acme/pay?private_token=" + secret,
           "https://host.example/acme/pay#" + secret,
           std::string("https://host.example/"),
           std::string("https://host.example"),
           std::string("https:///acme/pay"),
           std::string("https://-oProxyCommand=x/acme/pay"),
           std::string("ssh://-oProxyCommand=x/acme/pay"),
           std::string("-oProxyCommand=x:acme/pay"),
           std::string("git@-oProxyCommand=x:acme/pay"),
           "user:" + secret + "@host:acme/pay",
           std::string("https://host.example/../../etc"),
           std::string("https://host.example/acme/./pay"),
           std::string("https://host.example:port/acme/pay"),
           std::string("https://host.example/a b"),
           std::string("https://host.example/a\xff"),
           std::string("ftp://host.example/acme/pay"),
           std::string("javascript://x/y"),
           std::string("file://host/acme"),
           std::string("a\nb"),
           std::string("a\x1b[2Jb"),
           std::string("./x\xff"),
           std::string(5000, 'a'),
       }) {
    CAPTURE(text);
    const auto read = read_target_text(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find(secret) == std::string::npos);
    CHECK(shown_target_text(text).find(secret) == std::string::npos);
  }
}

TEST_CASE("A path is absolute, and links in it are resolved") {
  const TempDir dir;
  dir.make_directory("real/repo");
  std::filesystem::create_directory_symlink(dir / "real", dir / "link");
  for (const std::string& text : {dir / "link/repo", dir / "real/repo/", dir / "real/../real/repo",
                                  "file://" + dir / "real/repo"}) {
    CAPTURE(text);
    const auto read = read_target_text(text);
    REQUIRE(read.has_value());
    CHECK((read->target.kind == TargetKind::kPath));
    CHECK(read->target.name == std::filesystem::canonical(dir / "real/repo").string());
    CHECK(read->target.location == read->target.name);
  }
  CHECK(read_target_text(dir / "not/there").has_value());
  CHECK((read_target_text("./a:b")->target.kind == TargetKind::kPath));
}

TEST_CASE("What is shown of a target in a message is short, and the user of ssh stays") {
  CHECK(shown_target_text("git@github.com:acme/pay") == "git@github.com:acme/pay");
  CHECK(shown_target_text("https://a:b/c@host/x") == "https://***@host/x");
  CHECK(shown_target_text("a:b@host:x") == "***@host:x");
  CHECK(shown_target_text(std::string(5000, 'a')).size() < 300);
}

}  // namespace keyhound::testing
