// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/remote_address.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

const std::vector<std::string> kAll = {"https", "ssh", "http", "git", "file"};

TEST_CASE("Addresses say protocol and host") {
  struct Row {
    const char* url;
    const char* protocol;
    const char* host;
  };
  const Row rows[] = {{"https://GitHub.com/acme/pay.git", "https", "github.com"},
                      {"https://git.acme.example:8443/x", "https", "git.acme.example:8443"},
                      {"https://[::1]:8443/x", "https", "[::1]:8443"},
                      {"ssh://git@host:22/x", "ssh", "host:22"},
                      {"git@host:acme/pay.git", "ssh", "host"},
                      {"HTTP://host/x", "http", "host"},
                      {"git://host/x", "git", "host"},
                      {"file:///a/b", "file", ""},
                      {"/a/b", "file", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const auto address = read_remote_address(row.url, kAll);
    REQUIRE_MESSAGE(address, address.error().message);
    CHECK(address->protocol == row.protocol);
    CHECK(address->host == row.host);
    CHECK(address->url == row.url);
  }
}

TEST_CASE("What git would run, or what holds a credential, is refused before git sees it") {
  struct Row {
    const char* url;
    const char* reason;
  };
  const Row rows[] = {{"ext::sh -c touch% /tmp/x", "configuration"},
                      {"ext::sh", "protocol"},
                      {"file::///a", "protocol"},
                      {"fd::17", "protocol"},
                      {"ftp://host/x", "protocol"},
                      {"ext://host/x", "protocol"},
                      {"relative/path", "protocol"},
                      {"./a:b", "protocol"},
                      {"", "configuration"},
                      {"--upload-pack=touch", "configuration"},
                      {"-oProxyCommand=x:y", "configuration"},
                      {"ssh://-oProxyCommand=x/y", "configuration"},
                      {"ssh://-x@host/y", "configuration"},
                      {"https://user:secret@host/x", "configuration"},
                      {"https://secret@host/x", "configuration"},
                      {"ssh://user:secret@host/x", "configuration"},
                      {"https://host/x?token=y", "configuration"},
                      {"https://host/x#y", "configuration"},
                      {"https://host", "configuration"},
                      {"https:///x", "configuration"},
                      {"https://host/a\nb", "configuration"},
                      {"https://host/a b", "configuration"}};
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const auto address = read_remote_address(row.url, kAll);
    REQUIRE_FALSE(address);
    CHECK(address.error().reason == row.reason);
    CHECK(address.error().message.find("secret") == std::string::npos);
  }
}

TEST_CASE("Only protocols of the list are allowed, and none that is not known") {
  CHECK(read_remote_address("http://host/x", {"https", "ssh"}).error().reason == "protocol");
  CHECK(read_remote_address("/a/b", {"https", "ssh"}).error().reason == "protocol");
  CHECK(read_remote_address("ext://host/x", {"ext"}).error().reason == "protocol");
}

}  // namespace
}  // namespace keyhound
