// SPDX-License-Identifier: Apache-2.0
// The public half of a private key that was found, as fingerprints which tie the finding to its
// credential without keeping anything of the secret. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

// Longer texts are no private key: RSA with 16384 bits, the most that OpenSSH takes, has 13 KiB.
inline constexpr std::size_t kLongestPrivateKey = 64 * 1024;

// The fingerprints of the public half, each in the form that others print it in:
//
// SHA256:<43 base64> of the SSH public key, as `ssh-keygen -l` prints it: RSA, DSA, Ed25519, ECDSA
// over P-256, P-384 and P-521, and what OpenSSH keeps of keys in security tokens
// (https://www.rfc-editor.org/rfc/rfc4253#section-6.6,
// https://www.rfc-editor.org/rfc/rfc5656#section-3.1,
// https://www.rfc-editor.org/rfc/rfc8709#section-4).
//
// spki-sha256:<64 hex> of the DER SubjectPublicKeyInfo, which certificates carry, as
// `openssl pkey -in KEY -pubout -outform DER | sha256sum` prints it: the same but for security
// tokens, and X25519, X448, Ed448, RSA-PSS and other curves
// (https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7). Points are uncompressed and curves
// named, however the private key writes them.
//
// `private_key` is a PEM block as it stands in a source text (indented, quoted, concatenated, with
// escapes such as \n), with or without its end, or the base64 between the dashes or of all of the
// block: PKCS#1, PKCS#8, SEC1, DSA or openssh-key-v1. Of the latter only the public part is read,
// which an encrypted key has in clear
// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key), and nobody checks that
// the private part belongs to it. Empty for everything else, also for keys in PEM or PKCS#8 that
// are encrypted: those do not show their public half.
std::vector<std::string> public_key_fingerprints(std::string_view private_key);

// Whether the text is a private key that parses, of which the modulus is the product of the primes
// when it is one of RSA. Nothing for what cannot be said: keys that are encrypted (of those of
// OpenSSH the public half is looked at), and blocks without an end that do not parse.
std::optional<bool> is_private_key_sound(std::string_view private_key);

}  // namespace keyhound
