// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "scanner/base/text_encode.h"
#include "tests/scanner/bulk/mirrors/git_server.h"
#include "tests/scanner/bulk/mirrors/mirror_cases.h"

namespace keyhound {
namespace {

using testing::failure_of;
using testing::git_in;
using testing::GitRepoBuilder;
using testing::GitServer;
using testing::mirror_of;
using testing::refs_of;
using testing::target_at;
using testing::TempDir;

// Read from a variable of this process; never written to a file of the sources.
std::string made_token() { return "tok" + std::string("en-") + std::to_string(::getpid()) + "-x"; }

// Folders with repositories, a server for them, and the variables of this process that git gets.
class Served {
 public:
  explicit Served(GitServer::Kind kind) : token_(made_token()) {
    remote_.commit_file("a", "1", "one");
    std::filesystem::create_symlink(remote_.git_dir(), root_ / "pay.git");
    server_ = GitServer::start(root_.str(), kind, "Basic " + to_base64("x-access-token:" + token_));
    options_.cache = cache_.str();
    options_.protocols = {kind == GitServer::Kind::kHttps ? "https" : "http"};
    options_.timeout = std::chrono::seconds(100);
    ::unsetenv("MIRROR_TEST_TOKEN");
    if (server_) ::setenv("GIT_SSL_CAINFO", server_->certificate().c_str(), 1);
  }
  ~Served() {
    ::unsetenv("GIT_SSL_CAINFO");
    ::unsetenv("MIRROR_TEST_TOKEN");
  }

  bool is_running() const { return server_.has_value(); }
  void give_token() {
    options_.token_variable = "MIRROR_TEST_TOKEN";
    ::setenv("MIRROR_TEST_TOKEN", token_.c_str(), 1);
  }

  Target target(const std::string& path) const { return target_at(server_->url(path)); }
  void add(const std::string& name, const GitRepoBuilder& repository) const {
    std::filesystem::create_symlink(repository.git_dir(), root_ / name);
  }
  GitRepoBuilder& remote() { return remote_; }
  GitServer& server() { return *server_; }
  MirrorOptions& options() { return options_; }
  const std::string& token() const { return token_; }
  const TempDir& cache() const { return cache_; }

 private:
  std::string token_;
  GitRepoBuilder remote_;
  TempDir root_;
  TempDir cache_;
  MirrorOptions options_;
  std::optional<GitServer> server_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("Repositories are mirrored by HTTP where that is allowed") {
  Served served(GitServer::Kind::kHttp);
  if (!served.is_running()) return;
  const Mirror first = mirror_of(served.target("/open/pay.git"), served.options());
  CHECK(refs_of(first.path) == refs_of(served.remote().git_dir()));
  Target renamed = served.target("/renamed/pay.git");
  renamed.name = "renamed";
  CHECK(mirror_of(renamed, served.options()).is_new);
}

TEST_CASE("What hosts answer instead of a repository has a reason") {
  Served served(GitServer::Kind::kHttp);
  if (!served.is_running()) return;
  struct Row {
    const char* path;
    const char* reason;
  };
  const Row rows[] = {{"/401/x", "access-denied"}, {"/403/x", "access-denied"},
                      {"/404/x", "not-found"},     {"/410/x", "not-found"},
                      {"/429/x", "network"},       {"/500/x", "network"},
                      {"/503/x", "network"},       {"/html/x", "no-repository"},
                      {"/open/none", "not-found"}, {"/cut/pay.git", "network"}};
  for (const Row& row : rows) {
    CAPTURE(std::string(row.path));
    const TargetFailure failure = failure_of(served.target(row.path), served.options());
    CHECK_MESSAGE(failure.reason == row.reason, failure.message);
    CHECK_FALSE(served.cache().exists("mirrors/host/acme/pay.git.new"));
  }
}

TEST_CASE("An empty repository is one, and a page in its place later does not empty a mirror") {
  Served served(GitServer::Kind::kHttp);
  if (!served.is_running()) return;
  GitRepoBuilder empty;
  served.add("empty.git", empty);
  CHECK(mirror_of(served.target("/open/empty.git"), served.options()).is_new);
  CHECK_FALSE(mirror_of(served.target("/open/empty.git"), served.options()).is_new);
  const std::string path = mirror_of(served.target("/open/pay.git"), served.options()).path;
  const std::string refs = refs_of(path);
  CHECK_FALSE(refs.empty());
  CHECK(failure_of(served.target("/html/x"), served.options()).reason == "no-repository");
  CHECK(refs_of(path) == refs);
}

TEST_CASE("Hosts that are not there, or not found, are the network's failure") {
  const TempDir cache;
  MirrorOptions options;
  options.cache = cache.str();
  options.protocols = {"http", "https", "ssh"};
  options.timeout = std::chrono::seconds(60);
  CHECK(failure_of(target_at("http://127.0.0.1:1/x"), options).reason == "network");
  CHECK(failure_of(target_at("https://no-such-host.invalid/x"), options).reason == "network");
  ::setenv("GIT_SSH_COMMAND", "ssh -F /dev/null", 1);
  CHECK(failure_of(target_at("ssh://127.0.0.1:1/x"), options).reason == "network");
  ::unsetenv("GIT_SSH_COMMAND");
}

TEST_CASE("A host that does not answer is given up") {
  Served served(GitServer::Kind::kHttp);
  if (!served.is_running()) return;
  served.options().timeout = std::chrono::seconds(1);
  CHECK(failure_of(served.target("/slow/x"), served.options()).reason == "time-limit");
}

TEST_CASE("The token opens a private repository, and shows in no command line, file or URL") {
  Served served(GitServer::Kind::kHttps);
  if (!served.is_running()) return;
  const Target target = served.target("/private/pay.git");
  CHECK(failure_of(target, served.options()).reason == "access-denied");
  served.give_token();
  mirror_of(target, served.options());
  served.remote().commit_file("a", "2", "two");
  const Mirror mirror = mirror_of(target, served.options());
  CHECK(refs_of(mirror.path) == refs_of(served.remote().git_dir()));
  bool has_seen_git = false;
  bool has_authorization = false;
  for (const GitServer::Request& request : served.server().requests()) {
    CHECK_FALSE(holds(request.path, served.token()));
    has_authorization |= !request.authorization.empty();
    for (const std::string& command : request.commands) {
      has_seen_git |= holds(command, "remote-https");
      CHECK_FALSE(holds(command, served.token()));
      CHECK_FALSE(holds(command, to_base64("x-access-token:" + served.token())));
    }
  }
  CHECK(has_seen_git);
  CHECK(has_authorization);
  const auto found = testing::run({"grep", "-r", "-F", "-l", served.token(), served.cache().str()});
  CHECK(found.out.empty());
}

TEST_CASE("A host that says the token back does not bring it into a message") {
  Served served(GitServer::Kind::kHttps);
  if (!served.is_running()) return;
  served.give_token();
  for (const char* const path : {"/401/x", "/403/x"}) {
    CAPTURE(path);
    const TargetFailure failure = failure_of(served.target(path), served.options());
    CHECK(failure.reason == "access-denied");
    CHECK_FALSE(holds(failure.message, served.token()));
    CHECK_FALSE(holds(failure.message, to_base64("x-access-token:" + served.token())));
  }
  const auto requests = served.server().requests();
  CHECK(std::any_of(requests.begin(), requests.end(), [](const GitServer::Request& request) {
    return !request.authorization.empty();
  }));
}

TEST_CASE("The token goes to the target's host alone, and by https alone") {
  Served served(GitServer::Kind::kHttps);
  if (!served.is_running()) return;
  served.give_token();
  CHECK(failure_of(served.target("/elsewhere/pay.git"), served.options()).reason ==
        "access-denied");
  for (const GitServer::Request& request : served.server().requests())
    CHECK(request.authorization.empty());
  CHECK(failure_of(served.target("/plain/x"), served.options()).reason == "protocol");

  Served plain(GitServer::Kind::kHttp);
  plain.give_token();
  CHECK(failure_of(plain.target("/private/pay.git"), plain.options()).reason == "access-denied");
  for (const GitServer::Request& request : plain.server().requests())
    CHECK(request.authorization.empty());
}

TEST_CASE("A certificate that nobody vouches for is refused") {
  Served served(GitServer::Kind::kHttps);
  if (!served.is_running()) return;
  ::unsetenv("GIT_SSL_CAINFO");
  ::setenv("GIT_SSL_NO_VERIFY", "1", 1);
  CHECK(failure_of(served.target("/open/pay.git"), served.options()).reason == "network");
  ::unsetenv("GIT_SSL_NO_VERIFY");
}

TEST_CASE("A credential helper of the user's is asked, with the user's home") {
  Served served(GitServer::Kind::kHttps);
  if (!served.is_running()) return;
  const TempDir home;
  home.write_file("secret", "username=x-access-token\npassword=" + served.token() + "\n");
  const std::string before = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  ::setenv("HOME", home.str().c_str(), 1);
  home.write_file(".netrc", "machine 127.0.0.1 login x password y\n");
  served.options().credential_helper = "!cat \"$HOME/secret\"; true";
  CHECK(mirror_of(served.target("/private/pay.git"), served.options()).is_new);
  ::setenv("HOME", before.c_str(), 1);
}

TEST_CASE("A token that no helper can give is refused before git runs") {
  Served served(GitServer::Kind::kHttps);
  if (!served.is_running()) return;
  served.give_token();
  ::setenv("MIRROR_TEST_TOKEN", "a\nb", 1);
  const TargetFailure failure = failure_of(served.target("/open/pay.git"), served.options());
  CHECK(failure.reason == "configuration");
  CHECK(holds(failure.message, "MIRROR_TEST_TOKEN"));
}

}  // namespace
}  // namespace keyhound
