// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/keys/private_key_pem.h"

#include <optional>

#include "scanner/base/signature.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/private_key_text.h"

namespace keyhound {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kLabelEnd = "PRIVATE KEY-----";
constexpr std::string_view kOpenssh("openssh-key-v1\0", 15);
constexpr std::size_t kLineLength = 64;

// "RSA ", "OPENSSH ", "": what stands between the dashes before "PRIVATE KEY". Nothing: no block.
std::optional<std::string_view> label_of(std::string_view text) {
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.find(kLabelEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
  const std::size_t label = begin + kBegin.size();
  if (end < label || end - label > 16) return std::nullopt;
  return text.substr(label, end - label);
}

// The name of a cipher follows what tells the format; "none" where nothing is encrypted
// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key).
bool is_encrypted_openssh(std::string_view bytes) {
  return bytes.starts_with(kOpenssh) &&
         bytes.substr(kOpenssh.size(), 8) != std::string_view("\0\0\0\4none", 8);
}

std::string armoured(std::string_view label, std::string_view bytes) {
  std::string body = to_base64(bytes);
  const std::string name = std::string(label) + std::string(kLabelEnd);
  std::string pem = std::string(kBegin) + name + "\n";
  for (std::size_t i = 0; i < body.size(); i += kLineLength) {
    pem.append(body, i, kLineLength);
    pem += '\n';
  }
  wipe(body);
  return pem + "-----END " + name + "\n";
}

Result<std::string> pem_of_block(std::string_view text) {
  const auto label = label_of(text);
  if (!label) return fail(ErrorKind::kUnreadable, "the key is no PEM block");
  if (text.find("ENCRYPTED") != std::string_view::npos)
    return fail(ErrorKind::kUnreadable, "the key is encrypted; its passphrase is not known");
  std::string bytes(text.size(), '\0');
  const std::size_t size = decode_private_key_text(text, bytes);
  const std::string_view key = std::string_view(bytes).substr(0, size);
  const bool is_encrypted = is_encrypted_openssh(key);
  std::string pem = size == 0 || is_encrypted ? "" : armoured(*label, key);
  wipe(bytes);
  if (is_encrypted)
    return fail(ErrorKind::kUnreadable, "the key is encrypted; its passphrase is not known");
  if (pem.empty()) return fail(ErrorKind::kUnreadable, "the key has no base64");
  return pem;
}

}  // namespace

Result<std::string> private_key_pem(std::string_view secret) {
  if (label_of(secret)) return pem_of_block(secret);
  auto inner = from_base64(secret);  // of all of the block
  if (!inner) return pem_of_block(secret);
  auto pem = pem_of_block(*inner);
  wipe(*inner);
  return pem;
}

}  // namespace keyhound
