// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_exchange.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "scanner/base/ascii.h"
#include "scanner/base/check.h"
#include "scanner/base/file.h"
#include "scanner/base/signature.h"
#include "scanner/base/text_encode.h"
#include "scanner/http/http_failure.h"
#include "scanner/http/http_target.h"

namespace keyhound {
namespace {

constexpr std::size_t kLargestHead = 256U << 10U;   // bytes
constexpr std::size_t kLargestCaFile = 64U << 20U;  // bytes

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

bool is_header_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum_ascii(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

void append(CurlList& list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  KEYHOUND_CHECK(longer != nullptr);
  static_cast<void>(list.release());
  list.reset(longer);
}

// libcurl leaves a header out that has no value, unless it ends in this way.
std::string header_line(const std::string& name, const std::string& value) {
  return value.empty() ? name + ";" : name + ": " + value;
}

// Else each request would fail by itself, as one that is not secure.
Status check_ca_file(const std::string& path) {
  KEYHOUND_TRY(const std::string text, read_file(path, kLargestCaFile));
  if (text.find("CERTIFICATE-----") != std::string::npos) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: no certificate in PEM stands in it", escape_for_terminal(path)));
}

}  // namespace

Result<HttpSettings> HttpSettings::of(HttpOptions options) {
  HttpSettings settings{std::move(options), HttpProxies::of_environment(), nullptr};
  if (settings.options.user_agent.empty()) {
    settings.options.user_agent = "keyhound/" KEYHOUND_VERSION;
  }
  if (const std::string& file = settings.options.ca_file; !file.empty()) {
    KEYHOUND_TRY_STATUS(check_ca_file(file));
  }
  for (const std::string& route : settings.options.connect_to) {
    KEYHOUND_TRY_STATUS(check_connect_to(route));
    append(settings.connect_to, route);
  }
  return settings;
}

HttpExchange::HttpExchange(const HttpSettings& settings, HttpRequest request, HttpUrl url,
                           std::string subject)
    : settings_(settings),
      request_(std::move(request)),
      url_(std::move(url)),
      subject_(std::move(subject)),
      proxy_(settings.proxies.proxy_of(url_)) {
  for (const auto& [name, value] : request_.headers) append(headers_, header_line(name, value));
  const auto& [name, value] = request_.authorisation;
  if (!name.empty()) append(headers_, header_line(name, value));
}

HttpExchange::~HttpExchange() {
  wipe(request_.url);
  for (auto& [name, value] : request_.headers) wipe(value);
  wipe(request_.authorisation.second);
  wipe(request_.body);
  wipe(url_.text);
  for (curl_slist* line = headers_.get(); line != nullptr; line = line->next) {
    ::explicit_bzero(line->data, std::strlen(line->data));
  }
}

tl::expected<void, HttpError> HttpExchange::check() const {
  const auto is_sound = [](const auto& header) {
    return is_token(header.first) && is_header_value(header.second);
  };
  if (!std::all_of(request_.headers.begin(), request_.headers.end(), is_sound) ||
      (!request_.authorisation.first.empty() && !is_sound(request_.authorisation))) {
    return http_failed(subject_, HttpFailure::kOther,
                       "a header has a line break or another control character in it");
  }
  if (!is_token(request_.method)) {
    return http_failed(subject_, HttpFailure::kOther, "its method is none");
  }
  if (settings_.options.https_only && url_.scheme != "https") {
    return http_failed(subject_, HttpFailure::kOther, "it is not https, and nothing else is asked");
  }
  if (settings_.options.refuses_internal && !proxy_.empty()) {
    const std::string why = internal_target(url_, settings_.options.connect_to);
    if (!why.empty()) return http_failed(subject_, HttpFailure::kAddress, why);
  }
  return {};
}

tl::expected<void, HttpError> HttpExchange::prepare(CURL* curl) {
  if (auto checked = check(); !checked) return checked;
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(settings_.options.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.options.timeout.count()));
  // A name that is looked up too slowly holds up nothing but itself.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  set_trust(curl);
  set_route(curl);
  set_content(curl);
  set_listeners(curl);
  return {};
}

void HttpExchange::set_trust(CURL* curl) const {
  const HttpOptions& options = settings_.options;
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, options.https_only ? "https" : "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // the caller decides where it goes
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  if (!options.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXY_CAINFO, options.ca_file.c_str());
  }
}

void HttpExchange::set_route(CURL* curl) {
  curl_easy_setopt(curl, CURLOPT_URL, url_.text.c_str());
  curl_easy_setopt(curl, CURLOPT_PROXY,
                   proxy_.c_str());  // empty: none, whatever the environment says
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECT_TO, settings_.connect_to.get());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
}

void HttpExchange::set_content(CURL* curl) const {
  // One version for all, the one that every provider speaks; requests to a host are few.
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  if (request_.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (request_.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  if (!request_.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request_.body.data());
  }
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that it knows
  curl_easy_setopt(curl, CURLOPT_USERAGENT, settings_.options.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
}

void HttpExchange::set_listeners(CURL* curl) {
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason_.data());
}

std::size_t HttpExchange::take_header(char* data, std::size_t size, std::size_t count, void* user) {
  HttpExchange& exchange = *static_cast<HttpExchange*>(user);
  const std::string_view line(data, size * count);
  exchange.head_bytes_ += line.size();
  if (exchange.head_bytes_ > kLargestHead) {
    exchange.too_large_ = fmt::format("its headers have more than {} bytes", kLargestHead);
    return 0;
  }
  if (line.starts_with("HTTP/")) {
    exchange.response_.headers.clear();  // of an interim response
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    exchange.response_.headers.emplace_back(to_lower_ascii(line.substr(0, colon)),
                                            trimmed(line.substr(colon + 1)));
  }
  return line.size();
}

// libcurl has undone the Content-Encoding, piece by piece: the bound is that of the decoded body.
std::size_t HttpExchange::take_body(char* data, std::size_t size, std::size_t count, void* user) {
  HttpExchange& exchange = *static_cast<HttpExchange*>(user);
  const std::size_t bytes = size * count;
  const std::uint64_t most = exchange.settings_.options.largest_body;
  if (exchange.response_.body.size() + bytes > most) {
    exchange.too_large_ = fmt::format("more than {} bytes", most);
    return 0;
  }
  exchange.response_.body.append(data, bytes);
  return bytes;
}

// The address is the one that is connected to, of this host or of its proxy: no other answer of the
// name service can come in between.
curl_socket_t HttpExchange::open_socket(void* user, curlsocktype /*purpose*/,
                                        curl_sockaddr* address) {
  HttpExchange& exchange = *static_cast<HttpExchange*>(user);
  if (exchange.settings_.options.refuses_internal && exchange.proxy_.empty()) {
    const std::string why = internal_address(address->addr);
    if (!why.empty()) {
      exchange.refused_address_ = why;
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

tl::expected<HttpResponse, HttpError> HttpExchange::finish(CURL* curl, CURLcode code) {
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  if (!too_large_.empty()) return http_failed(subject_, HttpFailure::kTooLarge, too_large_);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  long proxy_status = 0;
  curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
  if (proxy_status == 407 || (status == 407 && !proxy_.empty() && url_.scheme == "http")) {
    return http_failed(subject_, HttpFailure::kConnect,
                       "the proxy answers 407: it wants a user and a password that it knows, as in "
                       "HTTPS_PROXY=http://USER:PASSWORD@PROXY:PORT");
  }
  if (code == CURLE_OK) {
    response_.status = static_cast<int>(status);
    return std::move(response_);
  }
  if (code == CURLE_COULDNT_CONNECT && !refused_address_.empty()) {
    return http_failed(subject_, HttpFailure::kAddress, refused_address_);
  }
  if (proxy_status != 0 && proxy_status / 100 != 2) {
    return http_failed(subject_, HttpFailure::kConnect,
                       fmt::format("the proxy refuses with {}", proxy_status));
  }
  if (code == CURLE_OUT_OF_MEMORY) {
    return http_failed(subject_, HttpFailure::kTooLarge, "one of its headers");
  }
  const std::string_view reason = reason_[0] != '\0' ? reason_.data() : curl_easy_strerror(code);
  return http_failed(subject_, http_failure_of(code, reason), reason);
}

}  // namespace keyhound
