// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/base/check.h"
#include "scanner/http/curl_library.h"
#include "scanner/http/http_url.h"

namespace keyhound {
namespace {

constexpr int kMostRedirects = 5;
constexpr std::size_t kLargestHead = 256U << 10U;  // bytes

// One exchange: what libcurl's callbacks fill.
struct Exchange {
  HttpResponse response;
  std::uint64_t largest_body = 0;
  std::size_t head_bytes = 0;
  bool is_too_large = false;
  std::array<char, CURL_ERROR_SIZE> reason{};
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user) {
  Exchange& exchange = *static_cast<Exchange*>(user);
  const std::string_view line(data, size * count);
  exchange.head_bytes += line.size();
  if (exchange.head_bytes > kLargestHead) {
    exchange.is_too_large = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) {
    exchange.response.headers.clear();  // of a proxy, or of an interim response
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    exchange.response.headers.emplace_back(to_lower_ascii(line.substr(0, colon)),
                                           trimmed(line.substr(colon + 1)));
  }
  return line.size();
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  Exchange& exchange = *static_cast<Exchange*>(user);
  const std::size_t bytes = size * count;
  if (exchange.response.body.size() + bytes > exchange.largest_body) {
    exchange.is_too_large = true;
    return 0;
  }
  exchange.response.body.append(data, bytes);
  return bytes;
}

bool is_header_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

HttpFailure failure_of(CURLcode code) {
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
    case CURLE_FILESIZE_EXCEEDED:
      return HttpFailure::kTooLarge;
    default:
      return HttpFailure::kOther;
  }
}

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

tl::unexpected<HttpError> failed(const HttpUrl& url, HttpFailure failure, std::string_view detail) {
  std::string message = fmt::format("{}: {}", url.without_query(), describe(failure));
  if (!detail.empty()) message += fmt::format(" ({})", detail);
  return tl::unexpected<HttpError>(HttpError{failure, std::move(message)});
}

tl::unexpected<HttpError> refused(HttpFailure failure, std::string message) {
  return tl::unexpected<HttpError>(HttpError{failure, std::move(message)});
}

// Null where a header could smuggle another one in.
std::optional<CurlList> header_list(const HttpRequest& request) {
  CurlList list;
  const auto add = [&list](const std::string& name, const std::string& value) {
    if (name.empty() || !is_header_text(name) || !is_header_text(value)) return false;
    curl_slist* const longer = curl_slist_append(list.get(), (name + ": " + value).c_str());
    KEYHOUND_CHECK(longer != nullptr);
    static_cast<void>(list.release());
    list.reset(longer);
    return true;
  };
  for (const auto& [name, value] : request.headers) {
    if (!add(name, value)) return std::nullopt;
  }
  const auto& [name, value] = request.authorisation;
  if (!name.empty() && !add(name, value)) return std::nullopt;
  return list;
}

void set_limits(CURL* curl, const HttpOptions& options) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(options.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
}

void set_trust(CURL* curl, const HttpOptions& options) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // send() decides where it goes
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  if (!options.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  }
}

void set_content(CURL* curl, const HttpRequest& request) {
  if (request.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  if (!request.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  }
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that it knows
}

void set_listeners(CURL* curl, Exchange& exchange) {
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, exchange.reason.data());
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// From http to https of the same host is no other host.
bool stays_there(const HttpUrl& from, const HttpUrl& to) {
  if (from.has_origin_of(to)) return true;
  return from.host == to.host && from.scheme == "http" && from.port == "80" &&
         to.scheme == "https" && to.port == "443";
}

}  // namespace

struct HttpClient::State {
  CurlEasy curl;  // keeps its connections from one request to the next
  HttpOptions options;

  tl::expected<HttpResponse, HttpError> exchange(const HttpRequest& request, const HttpUrl& url);
};

tl::expected<HttpResponse, HttpError> HttpClient::State::exchange(const HttpRequest& request,
                                                                  const HttpUrl& url) {
  const auto headers = header_list(request);
  if (!headers) return failed(url, HttpFailure::kOther, "a header has a line break in it");
  Exchange exchange;
  exchange.largest_body = options.largest_body;
  curl_easy_reset(curl.get());
  set_limits(curl.get(), options);
  set_trust(curl.get(), options);
  set_content(curl.get(), request);
  set_listeners(curl.get(), exchange);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.text.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers->get());
  const CURLcode code = curl_easy_perform(curl.get());
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, nullptr);
  if (exchange.is_too_large) {
    return failed(url, HttpFailure::kTooLarge,
                  fmt::format("more than {} bytes", options.largest_body));
  }
  if (code != CURLE_OK) {
    const char* const reason =
        exchange.reason[0] != '\0' ? exchange.reason.data() : curl_easy_strerror(code);
    return failed(url, failure_of(code), reason);
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  return std::move(exchange.response);
}

HttpClient::HttpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::create(HttpOptions options) {
  KEYHOUND_TRY_STATUS(start_curl());
  auto state = std::make_unique<State>();
  state->curl.reset(curl_easy_init());
  KEYHOUND_CHECK(state->curl != nullptr);
  state->options = std::move(options);
  if (state->options.user_agent.empty()) state->options.user_agent = "keyhound/" KEYHOUND_VERSION;
  return HttpClient(std::move(state));
}

tl::expected<HttpResponse, HttpError> HttpClient::send(const HttpRequest& request) {
  const Result<HttpUrl> first = parse_http_url(request.url);
  if (!first) return refused(HttpFailure::kOther, first.error().message);
  HttpUrl url = *first;
  for (int redirects = 0;; ++redirects) {
    auto response = state_->exchange(request, url);
    if (!response || !is_redirect(response->status)) return response;
    const std::string place(response->header("location"));
    if (place.empty()) return response;
    const Result<HttpUrl> next = resolve_http_url(url, place);
    if (!next) return failed(url, HttpFailure::kRedirect, "it redirects to no address");
    if (!stays_there(url, *next)) {
      return refused(HttpFailure::kRedirect,
                     fmt::format("{}: it redirects to another host, {}://{}, which is not followed",
                                 url.without_query(), next->scheme, next->host));
    }
    if (redirects == kMostRedirects || request.method != "GET") {
      return failed(url, HttpFailure::kRedirect, "it redirects too often");
    }
    url = *next;
  }
}

}  // namespace keyhound
