// SPDX-License-Identifier: Apache-2.0
// GitServer: git_server.py as a process of its own, with a certificate for 127.0.0.1 and localhost.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "scanner/process/child_process.h"
#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

class GitServer {
 public:
  struct Request {
    std::string path;
    std::string authorization;
    std::vector<std::string> commands;  // of all processes at that time
  };

  enum class Kind { kHttp, kHttps };

  // None where python3 or openssl are missing; the test is skipped then. Serves the repositories in
  // `root`; those below /private want `authorization`.
  static std::optional<GitServer> start(const std::string& root, Kind kind,
                                        const std::string& authorization = {}) {
    GitServer server;
    server.folder_ = std::make_unique<TempDir>();
    const TempDir& folder = *server.folder_;
    server.is_https_ = kind == Kind::kHttps;
    if (run({"/bin/sh", "-c", "command -v python3 && command -v openssl"}).exit_code != 0) {
      MESSAGE("skipped: python3 or openssl is missing");
      return std::nullopt;
    }
    if (server.is_https_) make_certificate(folder);
    ProcessSpec spec;
    spec.command = {"/bin/sh",
                    "-c",
                    "exec python3 \"$0\" \"$@\" > port",
                    std::string(kSourceDir) + "/tests/scanner/bulk/mirrors/git_server.py",
                    root,
                    folder / "log",
                    server.is_https_ ? folder / "certificate" : "-",
                    folder / "key"};
    spec.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"WANTED", authorization}};
    spec.directory = folder.str();
    folder.write_file("log", "");
    server.process_ = ChildProcess::start(spec).value();
    while (!folder.exists("port") || !folder.read_file("port").ends_with('\n')) {
      const auto end = server.process_->poll(std::chrono::milliseconds(20));
      if (*end) FAIL((*end)->err);
    }
    server.port_ = std::stoi(folder.read_file("port"));
    return server;
  }

  std::string url(const std::string& path) const {
    return (is_https_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) + path;
  }
  std::string certificate() const { return *folder_ / "certificate"; }

  std::vector<Request> requests() const {
    std::vector<Request> all;
    std::istringstream lines(folder_->read_file("log"));
    for (std::string line; std::getline(lines, line);) {
      const auto json = nlohmann::json::parse(line);
      all.push_back({json["path"], json["authorization"], json["commands"]});
    }
    return all;
  }

 private:
  static void make_certificate(const TempDir& folder) {
    const RunResult made =
        run({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
             "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout",
             folder / "key", "-out", folder / "certificate"});
    if (made.exit_code != 0) throw std::runtime_error(made.err);
  }

  std::unique_ptr<TempDir> folder_;
  std::optional<ChildProcess> process_;
  bool is_https_ = false;
  int port_ = 0;
};

}  // namespace keyhound::testing
