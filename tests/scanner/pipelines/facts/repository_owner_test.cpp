// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/repository_owner.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A remote's address tells whose the repository is") {
  for (const char* remote :
       {"https://github.com/Acme/pay.git", "https://github.com/acme/pay", "git@github.com:acme/pay",
        "ssh://git@github.acme.example:22/acme/pay.git", "git://github.com/acme/pay"}) {
    CAPTURE(remote);
    CHECK(repository_owner(remote) == "acme");
  }
}

TEST_CASE("A path, another service and half an address tell no owner") {
  for (const char* remote :
       {"", "/srv/git/acme/pay.git", "../pay", "file:///srv/acme/pay", "https://github.com/acme",
        "https://github.com/acme/", "https://gitlab.com/acme/pay.git", "git@bitbucket.org:acme/pay",
        "https://dev.azure.com/acme/pay/_git/pay", "./a:b/c"}) {
    CAPTURE(remote);
    CHECK(repository_owner(remote).empty());
  }
}

}  // namespace keyhound
