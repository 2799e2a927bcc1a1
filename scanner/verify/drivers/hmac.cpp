// SPDX-License-Identifier: Apache-2.0
// HMAC as the verifier says it (Verifier::signatures): exchanges and clouds ask for the same
// signature of other texts, in other places.
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "scanner/base/crypto_library.h"
#include "scanner/base/text_encode.h"
#include "scanner/verify/drivers/driver_list.h"
#include "scanner/verify/drivers/signature_text.h"
#include "scanner/verify/drivers/signing.h"

namespace keyhound {
namespace {

tl::unexpected<Error> cannot(std::string message) {
  return fail(ErrorKind::kUnreadable, std::move(message));
}

Result<std::string> key_of(const RequestSignature& signature, const CredentialParts& parts) {
  if (signature.key == "base64") return base64_secret(parts);
  KEYHOUND_TRY(const std::string_view secret, signing_secret(parts));
  return std::string(secret);
}

Result<std::string> hmac_of(const RequestSignature& signature, std::string_view key,
                            std::string_view text) {
  KEYHOUND_TRY_STATUS(load_libcrypto());
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  const EVP_MD* const digest = signature.algorithm == "sha512" ? EVP_sha512() : EVP_sha256();
  if (HMAC(digest, key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(),
           &size) == nullptr)
    return cannot("the request cannot be signed with the secret");
  const std::string_view made(reinterpret_cast<const char*>(bytes.data()), size);
  return signature.encoding == "base64" ? to_base64(made) : hex_of(made);
}

// A part may be what somebody chose: a passphrase with blanks is signed, but in no header.
Status add_header(std::string_view header, const TemplateValues& values, HttpRequest& request) {
  const std::size_t colon = std::min(header.find(": "), header.size());
  KEYHOUND_TRY(std::string value,
               signature_text(header.substr(std::min(colon + 2, header.size())), values));
  const bool fits =
      std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (!fits) return cannot("a part of the credential holds what no header can hold");
  std::string name(header.substr(0, colon));
  if (name == "Authorization")
    request.authorisation = {std::move(name), std::move(value)};
  else
    request.headers.emplace_back(std::move(name), std::move(value));
  return {};
}

Status sign(const Verifier& verifier, const CredentialParts& parts, const RequestSettings& settings,
            HttpRequest& request) {
  for (const RequestSignature& signature : verifier.signatures) {
    TemplateValues values{&parts, settings.now, &request, {}};
    KEYHOUND_TRY(const std::string key, key_of(signature, parts));
    KEYHOUND_TRY(const std::string text, signature_text(signature.text, values));
    KEYHOUND_TRY(const std::string made, hmac_of(signature, key, text));
    values.signature = made;
    if (!signature.header.empty()) {
      KEYHOUND_TRY_STATUS(add_header(signature.header, values, request));
      continue;
    }
    const std::size_t equals = signature.query.find('=');
    request.url += fmt::format("{}{}={}", request.url.find('?') == std::string::npos ? "?" : "&",
                               signature.query.substr(0, equals), strictly_encoded(made));
  }
  return {};
}

// Base64, so that it is a key in either form.
void sample(CredentialParts& parts) { parts.secret = to_base64("sample-secret"); }

}  // namespace

const Driver kHmacDriver = {"hmac", "signed with an HMAC of the request", sign, sample};

}  // namespace keyhound
