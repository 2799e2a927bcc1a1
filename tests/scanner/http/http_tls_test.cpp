// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "scanner/http/http_client.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

// `openssl s_server` on a port of 127.0.0.1 that it chooses, until the end of the object.
class TlsServer {
 public:
  TlsServer(const std::string& key, const std::string& certificate) {
    int ends[2] = {-1, -1};
    REQUIRE(::pipe(ends) == 0);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(STDERR_FILENO);
      ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key.c_str(),
               "-cert", certificate.c_str(), "-www", "-naccept", "2", nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string text;
    char byte = 0;
    while (port_.empty() && ::read(ends[0], &byte, 1) == 1) {
      if (byte != '\n') {
        text += byte;
        continue;
      }
      if (text.rfind("ACCEPT ", 0) == 0) port_ = text.substr(text.rfind(':') + 1);
      text.clear();
    }
    output_ = ends[0];
  }
  ~TlsServer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(output_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  const std::string& port() const { return port_; }

 private:
  pid_t process_ = -1;
  int output_ = -1;
  std::string port_;
};

}  // namespace

TEST_CASE("A server whose certificate nobody vouches for is refused, one that is trusted is not") {
  const TempDir dir;
  if (run({"sh", "-c", "command -v openssl"}).exit_code != 0) {
    MESSAGE("openssl is not installed: TLS was not tried");
    return;
  }
  const RunResult made =
      run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
           "-nodes", "-keyout", dir / "key.pem", "-out", dir / "cert.pem", "-days", "2", "-subj",
           "/CN=keyhound-test", "-addext", "subjectAltName=IP:127.0.0.1"});
  REQUIRE(made.exit_code == 0);
  const TlsServer server(dir / "key.pem", dir / "cert.pem");
  REQUIRE_FALSE(server.port().empty());
  HttpRequest request;
  request.url = "https://127.0.0.1:" + server.port() + "/";
  const auto refused = HttpClient::create({})->send(request);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().failure == HttpFailure::kTls));
  CHECK(refused.error().message.find("certificate") != std::string::npos);
  HttpOptions options;
  options.ca_file = dir / "cert.pem";
  const auto trusted = HttpClient::create(options)->send(request);
  REQUIRE(trusted.has_value());
  CHECK(trusted->status == 200);
}

}  // namespace keyhound::testing
