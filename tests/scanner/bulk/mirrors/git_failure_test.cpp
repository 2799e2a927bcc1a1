// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/git_failure.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("git's messages are understood where they are known") {
  struct Row {
    const char* messages;
    const char* reason;
  };
  const Row rows[] = {
      {"fatal: unable to access 'https://h/x/': Could not resolve host: h\n", "network"},
      {"ssh: Could not resolve hostname h: Name or service not known\r\nfatal: Could not read from "
       "remote repository.\n",
       "network"},
      {"fatal: unable to access 'https://h/x/': The requested URL returned error: 403\n",
       "access-denied"},
      {"fatal: unable to access 'https://h/x/': The requested URL returned error: 503\n",
       "network"},
      {"fatal: could not read Username for 'https://h': terminal prompts disabled\n",
       "access-denied"},
      {"fatal: Authentication failed for 'https://h/x/'\n", "access-denied"},
      {"git@h: Permission denied (publickey).\r\nfatal: Could not read from remote repository.\n",
       "access-denied"},
      {"Host key verification failed.\nfatal: Could not read from remote repository.\n",
       "access-denied"},
      {"fatal: repository 'https://h/x/' not found\n", "not-found"},
      {"ERROR: Repository not found.\nfatal: Could not read from remote repository.\n",
       "not-found"},
      {"fatal: '/a' does not appear to be a git repository\n", "not-found"},
      {"fatal: https://h/x/info/refs not valid: is this a git repository?\n", "no-repository"},
      {"error: index-pack died of signal 25\nfatal: index-pack failed\n", "size-limit"},
      {"fatal: write error: No space left on device\nfatal: index-pack failed\n", "disk-full"},
      {"fatal: Out of memory, malloc failed (tried to allocate 5 bytes)\n", "memory-limit"},
      {"fatal: transport 'file' not allowed\n", "protocol"},
      {"remote: aborting due to possible repository corruption on the remote side.\nfatal: "
       "protocol "
       "error: bad pack header\n",
       "corrupt"},
      {"fatal: pack has bad object at offset 12: inflate returned -3\n", "corrupt"},
      {"fatal: something new\n", "fetch-failed"},
      {"", "fetch-failed"}};
  for (const Row& row : rows) {
    CAPTURE(row.messages);
    CHECK(git_failure("fetch", row.messages, {}).reason == row.reason);
  }
}

TEST_CASE("Neither the remote's words nor a repository's name decide the reason") {
  CHECK(git_failure("fetch", "remote: No space left on device\nfatal: something\n", {}).reason ==
        "fetch-failed");
  CHECK(
      git_failure("fetch", "fatal: repository 'https://h/Out of memory/' not found\n", {}).reason ==
      "not-found");
}

TEST_CASE("Messages show the last lines, on one line, without credentials") {
  const TargetFailure failure = git_failure("fetch",
                                            "one\ntwo\nfatal: unable to access 'https://user:"
                                            "word@h/x/': the tok-en \x1b[2J\n"
                                            "fatal: three\n",
                                            {"tok-en"});
  CHECK(
      failure.message ==
      "git fetch: two; fatal: unable to access 'https://h/x/': the *** \\x1B[2J; fatal: three; run "
      "`git fetch` by hand to see more");
  CHECK(git_failure("fetch", std::string(100'000, 'x'), {}).message.size() < 1000);
}

TEST_CASE("User information is taken out of every URL") {
  CHECK(scrub("a https://u:p@h/x ssh://git@h:22/y http://h/z@1 https://a@b@c/", {}) ==
        "a https://h/x ssh://h:22/y http://h/z@1 https://c/");
  CHECK(scrub("https://", {""}) == "https://");
  CHECK(scrub("x@y://z", {}) == "x@y://z");
}

}  // namespace
}  // namespace keyhound
