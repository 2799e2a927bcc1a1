// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_server.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

inline RunResult ended_with(int code, const RunResult& result) {
  INFO(result.describe());
  CHECK(result.exit_code == code);
  return result;
}

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline constexpr const char* kGithubHost = "api.github.com";
// The tokens are of github.com: else a refusal would prove nothing.
inline constexpr const char* kGithubEndpoint = "github-user=https://api.github.com";

// What GitHub answers for a token that works, and for one that does not.
inline ServedAnswer github_user() { return json_answer(R"({"login":"octocat","id":1})"); }
inline ServedAnswer github_refusal() {
  ServedAnswer answer = json_answer(R"({"message":"Bad credentials"})");
  answer.status = 401;
  return answer;
}

// A repository with tokens that leaked, and a server that stands for every provider.
class VerifiedRepository {
 public:
  explicit VerifiedRepository(TlsServer::Handler handler, TlsServer::Settings settings = {})
      : server_(std::move(handler), std::move(settings)) {}

  // token(n) leaks in "n.env".
  VerifiedRepository& leak(unsigned n) {
    repo_.commit_file(std::to_string(n) + ".env", "TOKEN=" + token(n) + "\n", "Add a token");
    tokens_.push_back(token(n));
    return *this;
  }
  static std::string token(unsigned n) { return github_pat(n); }

  // Runs `keyhound COMMAND REPOSITORY` with what makes the server stand for the internet.
  RunResult run(const std::string& command, std::vector<std::string> more = {},
                RunOptions options = {}) const {
    std::vector<std::string> arguments = {repo_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_alone(command, std::move(arguments), std::move(options));
  }
  // The same without the repository.
  RunResult run_alone(const std::string& command, std::vector<std::string> more,
                      RunOptions options = {}) const {
    std::vector<std::string> arguments = {
        command,      "--ca-file",     server_.ca_file(),  "--connect-to", server_.connect_to(),
        "--endpoint", kGithubEndpoint, "--allow-internal", "--cache",      cache(),
        "--rate",     "1000"};
    if (command == "scan") arguments.emplace_back("--verify");
    arguments.insert(arguments.end(), more.begin(), more.end());
    options.unset = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    return keyhound(arguments, options);
  }
  RunResult verify(std::vector<std::string> more = {}) const {
    return run("verify", std::move(more));
  }
  RunResult verify_github(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"--allow", kGithubHost});
    return verify(std::move(more));
  }

  // Whether some token stands in the text.
  bool leaks_into(const std::string& text) const {
    for (const std::string& token : tokens_)
      if (holds(text, token)) return true;
    return false;
  }
  std::string cache() const { return dir_ / "cache/verification.jsonl"; }
  const TempDir& dir() const { return dir_; }
  GitRepoBuilder& repo() { return repo_; }
  const TlsServer& server() const { return server_; }

 private:
  TempDir dir_;
  GitRepoBuilder repo_;
  std::vector<std::string> tokens_;
  TlsServer server_;
};

}  // namespace keyhound::testing
