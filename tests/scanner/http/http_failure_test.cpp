// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_failure.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace keyhound {

TEST_CASE("Each way to fail has words of its own") {
  std::set<std::string> messages;
  for (const HttpFailure failure :
       {HttpFailure::kName, HttpFailure::kConnect, HttpFailure::kTls, HttpFailure::kTimeout,
        HttpFailure::kCut, HttpFailure::kMalformed, HttpFailure::kTooLarge, HttpFailure::kAddress,
        HttpFailure::kOther}) {
    messages.insert(http_failed("https://a.example", failure).value().message);
  }
  CHECK(messages.size() == 9);
}

TEST_CASE("What a server put into a reason is safe to show, and short") {
  const std::string long_text(5000, 'x');
  const std::string message =
      http_failed("https://a.example", HttpFailure::kTls, "CN=\x1b[2J\r\n" + long_text)
          .value()
          .message;
  CHECK(message.find('\x1b') == std::string::npos);
  CHECK(message.find('\n') == std::string::npos);
  CHECK(message.size() < 500);
}

TEST_CASE("A connection that is lost in the handshake is not one that is not secure") {
  CHECK((http_failure_of(CURLE_SSL_CONNECT_ERROR, "SSL_ERROR_SYSCALL in connection to a:443") ==
         HttpFailure::kCut));
  CHECK((http_failure_of(CURLE_SSL_CONNECT_ERROR, "Recv failure: Connection reset by peer") ==
         HttpFailure::kCut));
  CHECK((http_failure_of(CURLE_SSL_CONNECT_ERROR, "wrong version number") == HttpFailure::kTls));
  CHECK((http_failure_of(CURLE_PEER_FAILED_VERIFICATION, "expired") == HttpFailure::kTls));
  CHECK((http_failure_of(CURLE_COULDNT_RESOLVE_HOST, "") == HttpFailure::kName));
}

}  // namespace keyhound
