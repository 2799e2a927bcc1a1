// SPDX-License-Identifier: Apache-2.0
// Three steps: the text becomes bytes, the bytes become an OpenSSL key, the key is written in its
// public forms. The text is not decoded by OpenSSL's PEM reader, which does not know keys in string
// literals and asks the terminal for the passphrase of an encrypted one; what is called here reads
// unencrypted DER and has nothing to ask. OpenSSL wipes the keys that it frees, we our buffer.
#include "scanner/decode/private_key.h"

#include <openssl/asn1.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "scanner/base/c_handle.h"
#include "scanner/base/crypto_library.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/private_key_text.h"
#include "scanner/decode/ssh_wire.h"
#include "scanner/decode/wiped_buffer.h"

namespace keyhound {
namespace {

using Key = CHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = CHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Pkcs8 = CHandle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Number = CHandle<BIGNUM, BN_clear_free>;
using NumberContext = CHandle<BN_CTX, BN_CTX_free>;
using ParamBuilder = CHandle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = CHandle<OSSL_PARAM, OSSL_PARAM_free>;

// Some forms make OpenSSL compute the public half, which takes minutes for absurd numbers. RSA
// never does; the greatest other key in use, DSA with 3072 bits, has 1.3 KiB.
constexpr std::size_t kLongestOtherKey = 1536;

// A context of our own, so that no openssl.cnf of the machine decides what we can read. Made at the
// first key, never before, and never freed: a worker may end after main.
OSSL_LIB_CTX* library() {
  static OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
  return context;
}

// OPENSSL_free is a macro.
void free_bytes(unsigned char* bytes) { OPENSSL_free(bytes); }
using OpensslBytes = CHandle<unsigned char, free_bytes>;

// Takes back what OpenSSL adds to the thread's error queue, which others read.
class ErrorMark {
 public:
  ErrorMark() { ERR_set_mark(); }
  ~ErrorMark() { ERR_pop_to_mark(); }
  ErrorMark(const ErrorMark&) = delete;
  ErrorMark& operator=(const ErrorMark&) = delete;
};

// --- The kinds of keys that SSH knows ---

const unsigned char* as_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string as_text(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Keys whose wire form is a row of mpints: OpenSSL's names of them, in the order of the wire.
struct NumbersFormat {
  const char* ssh_name;
  const char* name;
  std::array<const char*, 4> numbers;  // null: no more
};
constexpr NumbersFormat kNumbersFormats[] = {
    {"ssh-rsa", "RSA", {OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_N}},
    {"ssh-dss",
     "DSA",
     {OSSL_PKEY_PARAM_FFC_P, OSSL_PKEY_PARAM_FFC_Q, OSSL_PKEY_PARAM_FFC_G,
      OSSL_PKEY_PARAM_PUB_KEY}}};

struct Curve {
  std::string_view ssh_key_name;
  std::string_view ssh_name;
  const char* name;
  std::size_t point_size;
};
constexpr Curve kCurves[] = {{"ecdsa-sha2-nistp256", "nistp256", "prime256v1", 65},
                             {"ecdsa-sha2-nistp384", "nistp384", "secp384r1", 97},
                             {"ecdsa-sha2-nistp521", "nistp521", "secp521r1", 133}};

constexpr std::string_view kSshEd25519 = "ssh-ed25519";
constexpr std::size_t kEd25519Size = 32;

// --- The public part of an OpenSSH key to a key ---

Key key_from_params(const char* name, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(library(), name, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
  EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get());
  return Key(key);
}

Key key_from_numbers(const NumbersFormat& format, std::string_view wire) {
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  std::array<Number, 4> numbers;
  for (std::size_t i = 0; i < numbers.size() && format.numbers[i] != nullptr; ++i) {
    const auto value = take_ssh_string(wire);
    if (!value || value->empty() || (as_bytes(*value)[0] & 0x80U) != 0) return nullptr;  // negative
    numbers[i].reset(BN_bin2bn(as_bytes(*value), static_cast<int>(value->size()), nullptr));
    if (OSSL_PARAM_BLD_push_BN(builder.get(), format.numbers[i], numbers[i].get()) != 1) return {};
  }
  return wire.empty() ? key_from_params(format.name, builder.get()) : nullptr;
}

Key key_from_point(const Curve& curve, std::string_view wire) {
  const auto name = take_ssh_string(wire);
  const auto point = take_ssh_string(wire);
  if (!name || *name != curve.ssh_name || !point || !wire.empty()) return nullptr;
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.name, 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point->data(),
                                   point->size());
  return key_from_params("EC", builder.get());
}

Key key_from_wire(std::string_view wire) {
  const auto type = take_ssh_string(wire);
  if (!type) return nullptr;
  for (const NumbersFormat& format : kNumbersFormats) {
    if (*type == format.ssh_name) return key_from_numbers(format, wire);
  }
  for (const Curve& curve : kCurves) {
    if (*type == curve.ssh_key_name) return key_from_point(curve, wire);
  }
  const auto point = take_ssh_string(wire);
  if (*type != kSshEd25519 || !point || point->size() != kEd25519Size || !wire.empty()) return {};
  return Key(EVP_PKEY_new_raw_public_key_ex(library(), "ED25519", nullptr, as_bytes(*point),
                                            point->size()));
}

// --- DER to a key ---

// The unencrypted private key in PKCS#8 (https://www.rfc-editor.org/rfc/rfc5958).
Key key_from_pkcs8(std::string_view der) {
  constexpr int kKinds[] = {EVP_PKEY_RSA,     EVP_PKEY_RSA_PSS, EVP_PKEY_EC,     EVP_PKEY_DSA,
                            EVP_PKEY_ED25519, EVP_PKEY_ED448,   EVP_PKEY_X25519, EVP_PKEY_X448};
  const unsigned char* at = as_bytes(der);
  const Pkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  const ASN1_OBJECT* algorithm = nullptr;
  if (!info || PKCS8_pkey_get0(&algorithm, nullptr, nullptr, nullptr, info.get()) != 1) return {};
  const int kind = OBJ_obj2nid(algorithm);
  const bool is_rsa = kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
  if (!is_rsa && der.size() > kLongestOtherKey) return nullptr;
  if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds)) return nullptr;
  return Key(EVP_PKCS82PKEY_ex(info.get(), library(), nullptr));
}

Key key_of_kind(int kind, std::string_view der) {
  const unsigned char* at = as_bytes(der);
  const auto size = static_cast<long>(der.size());
  return Key(d2i_PrivateKey_ex(kind, nullptr, &at, size, library(), nullptr));
}

struct DerElement {
  int tag = 0;
  std::string_view content;
  std::string_view whole;
};

// Takes the element at the front of `in`; nothing when it is not whole or not of a universal tag.
std::optional<DerElement> take_element(std::string_view& in) {
  const unsigned char* at = as_bytes(in);
  long size = 0;
  DerElement element;
  int tag_class = 0;
  const int status =
      ASN1_get_object(&at, &size, &element.tag, &tag_class, static_cast<long>(in.size()));
  constexpr int kErrorOrNoLength = 0x81;
  if ((status & kErrorOrNoLength) != 0 || tag_class != V_ASN1_UNIVERSAL) return std::nullopt;
  const auto header = static_cast<std::size_t>(at - as_bytes(in));
  element.whole = in.substr(0, header + static_cast<std::size_t>(size));
  element.content = element.whole.substr(header);
  in.remove_prefix(element.whole.size());
  return element;
}

// Tells the kinds apart by what follows the version; the label of the PEM block does not count.
// What follows the key is not looked at: a text that is cut by a rule has it.
Key key_from_der(std::string_view bytes) {
  auto sequence = take_element(bytes);
  if (!sequence || sequence->tag != V_ASN1_SEQUENCE) return nullptr;
  const auto version = take_element(sequence->content);
  const auto second = take_element(sequence->content);
  if (!version || version->tag != V_ASN1_INTEGER || !second) return nullptr;
  const bool is_long = sequence->whole.size() > kLongestOtherKey;
  if (second->tag == V_ASN1_SEQUENCE) return key_from_pkcs8(sequence->whole);
  if (second->tag == V_ASN1_OCTET_STRING && !is_long) {
    return key_of_kind(EVP_PKEY_EC, sequence->whole);
  }
  if (second->tag != V_ASN1_INTEGER) return nullptr;
  Key rsa = key_of_kind(EVP_PKEY_RSA, sequence->whole);
  return rsa || is_long ? std::move(rsa) : key_of_kind(EVP_PKEY_DSA, sequence->whole);
}

// --- A key to its public forms ---

// Appends the number of that name as an mpint; false when `key` has none above zero.
bool put_number(std::string& out, const EVP_PKEY* key, const char* name) {
  BIGNUM* read = nullptr;
  EVP_PKEY_get_bn_param(key, name, &read);
  const Number number(read);
  if (!number || BN_is_negative(number.get()) == 1 || BN_is_zero(number.get()) == 1) return false;
  // With room for a sign: the greatest bit is never set.
  std::vector<unsigned char> bytes(static_cast<std::size_t>(BN_num_bits(number.get()) / 8 + 1));
  BN_bn2binpad(number.get(), bytes.data(), static_cast<int>(bytes.size()));
  put_ssh_string(out, as_text(bytes));
  return true;
}

bool put_numbers(std::string& out, const NumbersFormat& format, const EVP_PKEY* key) {
  put_ssh_string(out, format.ssh_name);
  for (const char* name : format.numbers) {
    if (name != nullptr && !put_number(out, key, name)) return false;
  }
  return true;
}

// Has points and curves written as certificates have them, however the private key does.
void normalise_curve(EVP_PKEY* key) {
  EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                 OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED);
  EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_GROUP);
}

// Appends nothing for curves that SSH does not know; false when the point is none.
bool put_point(std::string& out, const EVP_PKEY* key) {
  std::array<char, 32> name{};
  EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr);
  for (const Curve& curve : kCurves) {
    if (std::string_view(name.data()) != curve.name) continue;
    std::array<unsigned char, 160> point{};
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                        &size) != 1 ||
        size != curve.point_size) {
      return false;
    }
    put_ssh_string(out, curve.ssh_key_name);
    put_ssh_string(out, curve.ssh_name);
    put_ssh_string(out, as_text({point.data(), size}));
  }
  return true;
}

// The SSH form of the public half, empty where there is none; nothing when the key is broken.
std::optional<std::string> ssh_public_key(const EVP_PKEY* key) {
  std::string out;
  bool is_sound = true;
  for (const NumbersFormat& format : kNumbersFormats) {
    if (EVP_PKEY_is_a(key, format.name) == 1) is_sound = put_numbers(out, format, key);
  }
  if (EVP_PKEY_is_a(key, "EC") == 1) is_sound = put_point(out, key);
  if (EVP_PKEY_is_a(key, "ED25519") == 1) {
    std::array<unsigned char, kEd25519Size> point{};
    std::size_t size = point.size();
    is_sound = EVP_PKEY_get_raw_public_key(key, point.data(), &size) == 1;
    put_ssh_string(out, kSshEd25519);
    put_ssh_string(out, as_text(point));
  }
  return is_sound ? std::optional(out) : std::nullopt;
}

std::string ssh_fingerprint(std::string_view ssh_public_key) {
  std::string digest = to_base64(as_text(sha256(ssh_public_key)));
  while (digest.ends_with('=')) digest.pop_back();
  return "SHA256:" + digest;
}

std::vector<std::string> fingerprints_of(EVP_PKEY* key) {
  std::vector<std::string> found;
  if (key == nullptr) return found;
  normalise_curve(key);
  const auto ssh = ssh_public_key(key);
  unsigned char* der = nullptr;
  const int size = ssh ? i2d_PUBKEY(key, &der) : -1;
  const OpensslBytes owned(der);
  if (size <= 0) return found;
  if (!ssh->empty()) found.push_back(ssh_fingerprint(*ssh));
  found.push_back("spki-sha256:" + to_hex(sha256(as_text({der, static_cast<std::size_t>(size)}))));
  return found;
}

// What stands between the lines of dashes of a private key.
struct ReadKey {
  bool has_bytes = false;         // an encrypted PEM block shows none
  std::string token_public_part;  // of a key that a security token holds; empty: it is none
  Key key;                        // null: broken, cut short, or of the above
};

ReadKey read_key(std::string_view private_key) {
  ReadKey read;
  if (private_key.empty() || private_key.size() > kLongestPrivateKey) return read;
  WipedBuffer buffer(private_key.size());
  const std::size_t size = decode_private_key_text(private_key, buffer.bytes());
  const std::string_view bytes(buffer.bytes().data(), size);
  if (size == 0) return read;
  read.has_bytes = true;
  if (bytes.starts_with("-----BEGIN") && !private_key.starts_with("-----BEGIN")) {
    return read_key(bytes);  // a block that is encoded once more
  }
  const std::string_view part = openssh_public_part(bytes);
  if (is_security_token_key(part)) {
    read.token_public_part = part;
  } else {
    read.key = part.empty() ? key_from_der(bytes) : key_from_wire(part);
  }
  return read;
}

// Whether the modulus of an RSA key is the product of its two primes; true for other keys.
bool fits_together(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") != 1) return true;
  std::array<Number, 4> numbers;
  const char* const names[] = {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_FACTOR1,
                               OSSL_PKEY_PARAM_RSA_FACTOR2, OSSL_PKEY_PARAM_RSA_FACTOR3};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key, names[i], &number);
    numbers[i].reset(number);
  }
  const auto& [modulus, first, second, third] = numbers;
  if (!modulus || !first || !second || third) return true;  // a public half; more than two primes
  const NumberContext context(BN_CTX_secure_new());
  const Number product(BN_secure_new());
  return BN_mul(product.get(), first.get(), second.get(), context.get()) == 1 &&
         BN_cmp(product.get(), modulus.get()) == 0;
}

// What both functions answer.
struct KeyFacts {
  std::vector<std::string> fingerprints;
  std::optional<bool> is_sound;
};

KeyFacts read_facts(std::string_view private_key) {
  const ErrorMark mark;
  const ReadKey read = read_key(private_key);
  if (!read.has_bytes) return {};
  if (!read.token_public_part.empty()) return {{ssh_fingerprint(read.token_public_part)}, true};
  if (read.key) {
    const bool is_sound = fits_together(read.key.get());
    return {fingerprints_of(read.key.get()), is_sound};
  }
  const bool is_block = private_key.find("-----BEGIN") != std::string_view::npos;
  const bool is_cut = is_block && private_key.find("-----END") == std::string_view::npos;
  return {{}, is_cut ? std::nullopt : std::optional(false)};
}

// Both are asked about every key, which stands in many versions of a file, and OpenSSL is slow to
// read one. Keys are known by their digests.
const KeyFacts& facts_of(std::string_view private_key) {
  struct Known {
    std::optional<Sha256Digest> digest;
    KeyFacts facts;
  };
  thread_local std::array<Known, 64> known;
  const Sha256Digest digest = sha256(private_key);
  Known& one = known[digest[0] % known.size()];
  if (one.digest != digest) one = {digest, read_facts(private_key)};
  return one.facts;
}

}  // namespace

// Without libcrypto nothing is known of a key, as of one in a form that we do not read.
std::vector<std::string> public_key_fingerprints(std::string_view private_key) {
  return load_libcrypto() ? facts_of(private_key).fingerprints : std::vector<std::string>();
}

std::optional<bool> is_private_key_sound(std::string_view private_key) {
  return load_libcrypto() ? facts_of(private_key).is_sound : std::nullopt;
}

}  // namespace keyhound
