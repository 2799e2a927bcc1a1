// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/verification_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "scanner/base/ascii.h"
#include "scanner/base/glob.h"
#include "scanner/base/text_encode.h"
#include "scanner/rules/template_text.h"
#include "scanner/verify/drivers/driver.h"
#include "scanner/verify/endpoint.h"
#include "scanner/verify/template_values.h"

namespace keyhound {
namespace {

using Encode = std::function<std::string(std::string_view)>;

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kEndpointPiece = "{endpoint}";

// RFC 3986, 2.3: what needs no encoding anywhere in a URL.
bool is_unreserved(char c) {
  const char lower = to_lower_ascii(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// For a query, a form or a segment of a path, where a colon may stand (RFC 3986, 3.3).
std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c) || c == ':')
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

// What stands between the quotes of a JSON string.
std::string json_escaped(std::string_view text) {
  const std::string quoted =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

std::string as_it_is(std::string_view text) { return std::string(text); }

tl::unexpected<Error> cannot(std::string message) {
  return fail(ErrorKind::kUnreadable, std::move(message));
}

// What the templates of one request are filled with.
struct Filling {
  const Verifier& verifier;
  const CredentialParts& parts;
  const RequestSettings& settings;
};

Result<std::string> filled(std::string_view text, const Filling& filling, const Encode& encode) {
  KEYHOUND_TRY(const auto pieces, parse_template(text));
  const TemplateValues values{&filling.parts, filling.settings.now, nullptr, {}};
  std::string result;
  for (const TemplatePiece& piece : pieces) {
    if (piece.kind == TemplatePiece::Kind::kText) {
      result += piece.text;
      continue;
    }
    KEYHOUND_TRY(const std::string value, template_value(piece, values));
    result += encode(value);
  }
  return result;
}

// RFC 9110, 5.5: visible characters, blanks and bytes beyond ASCII. Tabs are left out, as HttpPool
// sends none.
bool fits_header(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

Result<std::string> filled_header(std::string_view text, const Filling& filling) {
  KEYHOUND_TRY(std::string value, filled(text, filling, as_it_is));
  if (!fits_header(value)) {
    return cannot(
        "the credential holds a line end or another control character, which no header "
        "can hold");
  }
  return value;
}

// The host of a URL of ours: it has no user and no port but what a template put there.
std::string_view host_of(std::string_view url) {
  url.remove_prefix(kHttps.size());
  return url.substr(0, url.find_first_of("/?#"));
}

// "*.example.com", or with what the path may be: "hooks.example.com/services/**".
bool fits_glob(const std::string& glob, std::string_view url) {
  const std::string host = to_lower_ascii(host_of(url));
  if (glob.find('/') == std::string::npos) return Glob(glob).matches(host);
  const std::string_view behind = url.substr(kHttps.size() + host.size());
  return Glob(glob).matches(host + std::string(behind.substr(0, behind.find_first_of("?#"))));
}

// A path with ".." in it, plain or encoded, leads elsewhere than it says.
bool climbs(std::string_view url) {
  const std::string lower = to_lower_ascii(url);
  return lower.find("..") != std::string::npos || lower.find("%2e") != std::string::npos;
}

// `url` was made of `url_template`.
Status check_host(const Verifier& verifier, std::string_view url_template, const std::string& url) {
  const std::string_view host = host_of(url);
  const bool is_name = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_unreserved(c) && c != '_' && c != '~';
  });
  const bool is_fixed =
      url_template != "{secret}" && host_of(url_template).find('{') == std::string_view::npos;
  const bool is_allowed =
      is_fixed || std::any_of(verifier.hosts.begin(), verifier.hosts.end(),
                              [&](const std::string& glob) { return fits_glob(glob, url); });
  if (is_name && is_allowed) return {};
  return cannot("the credential names a host or a path that is not asked");
}

Result<std::string> secret_url(const Verifier& verifier, const std::string& url) {
  const bool is_url =
      url.starts_with("https://") &&
      std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!is_url || climbs(url)) return cannot("the credential is no https URL");
  KEYHOUND_TRY_STATUS(check_host(verifier, verifier.url, url));
  return url;
}

// Below the installation that the user names: in place of "{endpoint}", or of the host of a
// verifier that has its own.
Result<std::string> url_below(const std::string& endpoint, const Filling& filling) {
  KEYHOUND_TRY(const std::string base, parse_endpoint(endpoint));
  const std::string_view url = filling.verifier.url;
  const std::size_t path = url.starts_with(kEndpointPiece)
                               ? kEndpointPiece.size()
                               : std::min(url.find('/', kHttps.size()), url.size());
  KEYHOUND_TRY(const std::string rest, filled(url.substr(path), filling, percent_encoded));
  return base + rest;
}

const VerifierRoute* route_of(const Verifier& verifier, std::string_view secret) {
  const auto found =
      std::find_if(verifier.routes.begin(), verifier.routes.end(),
                   [secret](const VerifierRoute& one) { return secret.starts_with(one.prefix); });
  return found == verifier.routes.end() ? nullptr : &*found;
}

Result<std::string> url_of(const Filling& filling) {
  const Verifier& verifier = filling.verifier;
  if (verifier.url == "{secret}") return secret_url(verifier, filling.parts.secret);
  const VerifierRoute* const route = route_of(verifier, filling.parts.secret);
  const auto endpoint = filling.settings.endpoints.find(verifier.id);
  if (route == nullptr && endpoint != filling.settings.endpoints.end())
    return url_below(endpoint->second, filling);
  if (verifier.url.starts_with(kEndpointPiece)) {
    return fail(ErrorKind::kUsage,
                fmt::format("no endpoint for {0}: give --endpoint {0}=https://...", verifier.id));
  }
  const std::string& url_template = route == nullptr ? verifier.url : route->url;
  KEYHOUND_TRY(std::string url, filled(url_template, filling, percent_encoded));
  KEYHOUND_TRY_STATUS(check_host(verifier, url_template, url));
  return url;
}

Status add_headers(const Filling& filling, HttpRequest& request) {
  const Verifier& verifier = filling.verifier;
  for (const std::string& header : verifier.headers) {
    const std::size_t colon = header.find(':');
    std::string_view text = std::string_view(header).substr(colon + 1);
    while (text.starts_with(' ')) text.remove_prefix(1);
    KEYHOUND_TRY(std::string value, filled_header(text, filling));
    request.headers.emplace_back(header.substr(0, colon), std::move(value));
  }
  if (!verifier.bearer.empty()) {
    KEYHOUND_TRY(const std::string token, filled_header(verifier.bearer, filling));
    request.authorisation = {"Authorization", "Bearer " + token};
  }
  if (!verifier.basic.empty()) {
    KEYHOUND_TRY(const std::string pair, filled(verifier.basic, filling, as_it_is));
    request.authorisation = {"Authorization", "Basic " + to_base64(pair)};
  }
  return {};
}

Status add_body(const Filling& filling, HttpRequest& request) {
  const Verifier& verifier = filling.verifier;
  if (!verifier.body.empty()) {
    KEYHOUND_TRY(request.body, filled(verifier.body, filling, json_escaped));
    request.headers.emplace_back("Content-Type", "application/json");
  }
  for (const std::string& field : verifier.form) {
    KEYHOUND_TRY(const std::string text, filled(field, filling, percent_encoded));
    request.body += (request.body.empty() ? "" : "&") + text;
  }
  if (!verifier.form.empty())
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  return {};
}

}  // namespace

Result<HttpRequest> verification_request(const Verifier& verifier, const CredentialParts& parts,
                                         const RequestSettings& settings) {
  const Filling filling{verifier, parts, settings};
  HttpRequest request;
  request.method = verifier.method;
  KEYHOUND_TRY(request.url, url_of(filling));
  KEYHOUND_TRY_STATUS(add_headers(filling, request));
  KEYHOUND_TRY_STATUS(add_body(filling, request));
  if (verifier.driver.empty()) return request;
  const Driver* const driver = find_driver(verifier.driver);
  if (driver == nullptr) {
    return fail(ErrorKind::kInternal,
                fmt::format("verifier {}: there is no driver {}", verifier.id, verifier.driver));
  }
  KEYHOUND_TRY_STATUS(driver->sign(verifier, parts, settings, request));
  return request;
}

bool is_routed(const Verifier& verifier, std::string_view secret) {
  return route_of(verifier, secret) != nullptr;
}

bool asks_for_secret_alone(const Verifier& verifier) {
  const auto templates = templates_of(verifier);
  return verifier.driver.empty() &&
         std::none_of(templates.begin(), templates.end(), [](std::string_view text) {
           return text.find("{part:") != std::string_view::npos ||
                  text.find("{identity:") != std::string_view::npos;
         });
}

namespace {

std::string request_words(const Verifier& verifier, const std::string& url) {
  std::string text = verifier.method + " " + url;
  if (!verifier.bearer.empty()) text += ", bearer " + verifier.bearer;
  if (!verifier.basic.empty()) text += ", basic " + verifier.basic;
  for (const std::string& header : verifier.headers) text += ", " + header;
  for (const std::string& field : verifier.form) text += ", form " + field;
  if (!verifier.body.empty()) text += ", body " + verifier.body;
  if (verifier.driver.empty()) return text;
  text += ", signed by " + verifier.driver;
  for (const RequestSignature& signature : verifier.signatures)
    text += fmt::format(", {}", signature.header.empty() ? signature.query : signature.header);
  return text;
}

}  // namespace

std::string describe_request(const Verifier& verifier) {
  std::string text = request_words(verifier, verifier.url);
  for (const VerifierRoute& route : verifier.routes)
    text += fmt::format(", of {}... {}", route.prefix, route.url);
  return text;
}

std::string describe_request(const Verifier& verifier, std::string_view secret) {
  const VerifierRoute* const route = route_of(verifier, secret);
  return request_words(verifier, route == nullptr ? verifier.url : route->url);
}

}  // namespace keyhound
