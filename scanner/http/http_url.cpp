// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_url.h"

#include "scanner/base/ascii.h"
#include "scanner/http/curl_library.h"

namespace keyhound {
namespace {

Error no_url() { return {ErrorKind::kUsage, "this is no address of http or https without a user"}; }

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

Result<HttpUrl> read_parts(CURLU* url) {
  HttpUrl parts;
  parts.scheme = part_of(url, CURLUPART_SCHEME);
  parts.host = to_lower_ascii(part_of(url, CURLUPART_HOST));
  parts.port = part_of(url, CURLUPART_PORT);
  curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  char* text = nullptr;
  if (curl_url_get(url, CURLUPART_URL, &text, CURLU_NO_DEFAULT_PORT) == CURLUE_OK) {
    parts.text = text;
    curl_free(text);
  }
  if ((parts.scheme != "http" && parts.scheme != "https") || parts.host.empty() ||
      parts.text.empty()) {
    return fail(no_url());
  }
  return parts;
}

}  // namespace

bool HttpUrl::has_origin_of(const HttpUrl& other) const {
  return scheme == other.scheme && host == other.host && port == other.port;
}

bool HttpUrl::is_loopback() const {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

std::string HttpUrl::origin() const {
  const bool is_usual_port = port == (scheme == "https" ? "443" : "80");
  return scheme + "://" + host + (is_usual_port ? "" : ":" + port);
}

std::string HttpUrl::without_query() const { return text.substr(0, text.find('?')); }

Result<HttpUrl> parse_http_url(const std::string& text) {
  KEYHOUND_TRY_STATUS(start_curl());
  const CurlUrl url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return fail(no_url());
  }
  return read_parts(url.get());
}

Result<HttpUrl> resolve_http_url(const HttpUrl& base, const std::string& reference) {
  KEYHOUND_TRY_STATUS(start_curl());
  const CurlUrl url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, base.text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return fail(no_url());
  }
  return read_parts(url.get());
}

}  // namespace keyhound
