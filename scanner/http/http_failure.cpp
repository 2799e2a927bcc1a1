// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_failure.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestDetail = 300;  // bytes

std::string_view describe(HttpFailure failure) {
  switch (failure) {
    case HttpFailure::kName:
      return "the name of the host is not known";
    case HttpFailure::kConnect:
      return "no connection";
    case HttpFailure::kTls:
      return "the connection is not secure";
    case HttpFailure::kTimeout:
      return "no answer in time";
    case HttpFailure::kCut:
      return "the answer was cut in the middle";
    case HttpFailure::kMalformed:
      return "the answer is no HTTP";
    case HttpFailure::kTooLarge:
      return "the answer is too large";
    case HttpFailure::kAddress:
      return "its address is refused";
    case HttpFailure::kRedirect:
    case HttpFailure::kOther:
      break;
  }
  return "the request failed";
}

bool is_lost(std::string_view reason) {
  return reason.find("SSL_ERROR_SYSCALL") != std::string_view::npos ||
         reason.find("Connection reset") != std::string_view::npos;
}

}  // namespace

HttpFailure http_failure_of(CURLcode code, std::string_view reason) {
  if (code == CURLE_SSL_CONNECT_ERROR && is_lost(reason)) return HttpFailure::kCut;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return HttpFailure::kName;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return HttpFailure::kConnect;
    case CURLE_OPERATION_TIMEDOUT:
      return HttpFailure::kTimeout;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_BAD_CONTENT_ENCODING:
      return HttpFailure::kCut;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_USE_SSL_FAILED:
      return HttpFailure::kTls;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // another version of HTTP, or none: the URL was looked at
                                      // before
      return HttpFailure::kMalformed;
    case CURLE_FILESIZE_EXCEEDED:
    case CURLE_OUT_OF_MEMORY:  // a line of a header that is longer than libcurl takes
      return HttpFailure::kTooLarge;
    default:
      return HttpFailure::kOther;
  }
}

tl::unexpected<HttpError> http_failed(std::string_view subject, HttpFailure failure,
                                      std::string_view detail) {
  std::string message = fmt::format("{}: {}", subject, describe(failure));
  if (!detail.empty()) {
    message += fmt::format(" ({})", escape_for_terminal(detail.substr(0, kLongestDetail)));
  }
  return tl::unexpected<HttpError>(HttpError{failure, std::move(message)});
}

}  // namespace keyhound
