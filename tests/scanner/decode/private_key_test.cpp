// SPDX-License-Identifier: Apache-2.0
// The keys are made as the tests run, by OpenSSL; the only one that stands here is published.
#include "scanner/decode/private_key.h"

#include <doctest/doctest.h>
#include <openssl/core_names.h>
#include <openssl/dsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <thread>

#include "scanner/base/c_handle.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

using testing::base64;
using Key = CHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = CHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Bio = CHandle<BIO, BIO_free>;
using Number = CHandle<BIGNUM, BN_free>;
using Fingerprints = std::vector<std::string>;

Key generate(const char* name, std::size_t bits = 0) {
  return Key(bits == 0 ? EVP_PKEY_Q_keygen(nullptr, nullptr, name)
                       : EVP_PKEY_Q_keygen(nullptr, nullptr, name, bits));
}

Key generate_ec(const char* curve) { return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve)); }

Key generate_dsa() {
  const KeyContext parameters(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr));
  EVP_PKEY* made = nullptr;
  EVP_PKEY_paramgen_init(parameters.get());
  EVP_PKEY_CTX_set_dsa_paramgen_bits(parameters.get(), 1024);
  EVP_PKEY_CTX_set_dsa_paramgen_q_bits(parameters.get(), 160);
  EVP_PKEY_paramgen(parameters.get(), &made);
  const Key domain(made);
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, domain.get(), nullptr));
  made = nullptr;
  EVP_PKEY_keygen_init(context.get());
  EVP_PKEY_keygen(context.get(), &made);
  return Key(made);
}

std::string content(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pkcs8_pem(const Key& key, const EVP_CIPHER* cipher = nullptr) {
  const Bio bio(BIO_new(BIO_s_mem()));
  REQUIRE(PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), cipher, "pass", 4, nullptr,
                                        nullptr) == 1);
  return content(bio);
}

std::string traditional_pem(const Key& key, const EVP_CIPHER* cipher = nullptr) {
  const Bio bio(BIO_new(BIO_s_mem()));
  static const unsigned char pass[] = {'p', 'a', 's', 's'};
  REQUIRE(PEM_write_bio_PrivateKey_traditional(bio.get(), key.get(), cipher,
                                               cipher == nullptr ? nullptr : pass,
                                               cipher == nullptr ? 0 : 4, nullptr, nullptr) == 1);
  return content(bio);
}

std::string text(const std::vector<unsigned char>& bytes) { return {bytes.begin(), bytes.end()}; }

std::string ssh_string(const std::string& value) {
  std::string out(4, '\0');
  out[2] = static_cast<char>(value.size() >> 8U);
  out[3] = static_cast<char>(value.size() & 0xFFU);
  return out + value;
}

// OpenSSL's own "mpi" has the form of SSH's mpint, its length included.
std::string ssh_number(const Key& key, const char* name) {
  BIGNUM* read = nullptr;
  REQUIRE(EVP_PKEY_get_bn_param(key.get(), name, &read) == 1);
  const Number number(read);
  std::vector<unsigned char> bytes(static_cast<std::size_t>(BN_bn2mpi(number.get(), nullptr)));
  BN_bn2mpi(number.get(), bytes.data());
  return text(bytes);
}

std::string ssh_point(const Key& key) {
  unsigned char* bytes = nullptr;
  const std::size_t size = EVP_PKEY_get1_encoded_public_key(key.get(), &bytes);
  const std::string point(reinterpret_cast<char*>(bytes), size);
  OPENSSL_free(bytes);
  return ssh_string(point);
}

std::string rsa_wire(const Key& key) {
  return ssh_string("ssh-rsa") + ssh_number(key, "e") + ssh_number(key, "n");
}

std::string dsa_wire(const Key& key) {
  return ssh_string("ssh-dss") + ssh_number(key, "p") + ssh_number(key, "q") +
         ssh_number(key, "g") + ssh_number(key, "pub");
}

std::string ec_wire(const Key& key, const std::string& name) {
  return ssh_string("ecdsa-sha2-" + name) + ssh_string(name) + ssh_point(key);
}

std::string ed25519_wire(const Key& key) {
  std::vector<unsigned char> point(32);
  std::size_t size = point.size();
  REQUIRE(EVP_PKEY_get_raw_public_key(key.get(), point.data(), &size) == 1);
  return ssh_string("ssh-ed25519") + ssh_string(text(point));
}

std::string ssh_form(const std::string& wire) {
  const Sha256Digest digest = sha256(wire);
  return "SHA256:" +
         to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()}).substr(0, 43);
}

std::string spki_form(const Key& key) {
  std::vector<unsigned char> der(static_cast<std::size_t>(i2d_PUBKEY(key.get(), nullptr)));
  unsigned char* at = der.data();
  i2d_PUBKEY(key.get(), &at);
  return "spki-sha256:" + to_hex(sha256(text(der)));
}

std::string pem(const std::string& label, const std::string& bytes) {
  const std::string dashes(5, '-');
  return dashes + "BEGIN " + label + dashes + "\n" + base64(bytes) + "\n" + dashes + "END " +
         label + dashes + "\n";
}

std::string openssh_bytes(const std::string& wire, const std::string& cipher = "none") {
  return std::string("openssh-key-v1\0", 15) + ssh_string(cipher) + ssh_string("kdf") +
         ssh_string("options") + std::string("\0\0\0\1", 4) + ssh_string(wire) +
         ssh_string(std::string(200, 'p'));
}

std::string openssh_pem(const std::string& wire, const std::string& cipher = "none") {
  return pem("OPENSSH PRIVATE KEY", openssh_bytes(wire, cipher));
}

struct Kind {
  std::string name;
  Key key;
  std::string wire;
};

std::vector<Kind> kinds() {
  std::vector<Kind> made;
  const auto add = [&made](std::string name, Key key, const auto& wire_of) {
    std::string wire = wire_of(key);
    made.push_back({std::move(name), std::move(key), std::move(wire)});
  };
  add("RSA", generate("RSA", 1024), rsa_wire);
  add("DSA", generate_dsa(), dsa_wire);
  add("Ed25519", generate("ED25519"), ed25519_wire);
  for (const std::string bits : {"256", "384", "521"}) {
    const auto wire = [&bits](const Key& key) { return ec_wire(key, "nistp" + bits); };
    add("P-" + bits, generate_ec(("P-" + bits).c_str()), wire);
  }
  return made;
}

}  // namespace

TEST_CASE("Every container of a key has the two fingerprints of its public half") {
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.name);
    const Fingerprints expected = {ssh_form(kind.wire), spki_form(kind.key)};
    CHECK(public_key_fingerprints(pkcs8_pem(kind.key)) == expected);
    CHECK(public_key_fingerprints(openssh_pem(kind.wire)) == expected);
    CHECK(public_key_fingerprints(openssh_pem(kind.wire, "aes256-ctr")) == expected);
    if (kind.name == "Ed25519") continue;
    CHECK(public_key_fingerprints(traditional_pem(kind.key)) == expected);
  }
}

TEST_CASE("A published OpenSSH key has the fingerprint that ssh-keygen prints") {
  const Fingerprints found = public_key_fingerprints(testing::openssh_private_key());
  REQUIRE(found.size() == 2);
  CHECK(found[0] == testing::openssh_fingerprint());
  CHECK(found[1].starts_with("spki-sha256:"));
}

TEST_CASE("Keys that SSH does not know have the fingerprint of certificates only") {
  for (const char* name : {"X25519", "X448", "ED448"}) {
    CAPTURE(name);
    const Key key = generate(name);
    CHECK(public_key_fingerprints(pkcs8_pem(key)) == Fingerprints{spki_form(key)});
  }
  const Key key = generate_ec("secp256k1");
  CHECK(public_key_fingerprints(traditional_pem(key)) == Fingerprints{spki_form(key)});
}

TEST_CASE("Keys of security tokens have the fingerprint of SSH only") {
  const std::string wire = ssh_string("sk-ssh-ed25519@openssh.com") +
                           ssh_string(std::string(32, 'k')) + ssh_string("ssh:");
  CHECK(public_key_fingerprints(openssh_pem(wire)) == Fingerprints{ssh_form(wire)});
}

TEST_CASE("How an EC key writes its curve and its point does not matter") {
  const Key key = generate_ec("P-256");
  const Fingerprints expected = {ssh_form(ec_wire(key, "nistp256")), spki_form(key)};
  EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                 "compressed");
  CHECK(public_key_fingerprints(traditional_pem(key)) == expected);
  EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_ENCODING, "explicit");
  CHECK(public_key_fingerprints(pkcs8_pem(key)) == expected);
  EVP_PKEY_set_int_param(key.get(), OSSL_PKEY_PARAM_EC_INCLUDE_PUBLIC, 0);
  CHECK(public_key_fingerprints(pkcs8_pem(key)) == expected);
  CHECK(public_key_fingerprints(traditional_pem(key)) == expected);
}

TEST_CASE("A key is read from a string literal, without its end, and followed by other text") {
  const Key key = generate("RSA", 1024);
  const Fingerprints expected = {ssh_form(rsa_wire(key)), spki_form(key)};
  const std::string block = traditional_pem(key);
  std::string escaped;
  for (const char c : block) escaped += c == '\n' ? "\\n\" +\n    \"" : std::string(1, c);
  CHECK(public_key_fingerprints("\"" + escaped + "\"") == expected);
  const std::size_t end = block.find("\n-----END");
  CHECK(public_key_fingerprints(block.substr(0, end)) == expected);
  const std::size_t body = block.find('\n');
  CHECK(public_key_fingerprints(block.substr(body, end - body)) == expected);
  CHECK(public_key_fingerprints(block.substr(0, end) + "\", other text") == expected);
}

TEST_CASE("A block that is encoded in base64 once more has the same fingerprints") {
  const Key key = generate("RSA", 1024);
  const Fingerprints expected = {ssh_form(rsa_wire(key)), spki_form(key)};
  CHECK(public_key_fingerprints(to_base64(traditional_pem(key))) == expected);
  CHECK(public_key_fingerprints(to_base64(to_base64(traditional_pem(key)))).empty());
}

TEST_CASE("A key is sound when it parses, and when an RSA key's primes make its modulus") {
  const Key key = generate("RSA", 1024);
  const std::string block = traditional_pem(key);
  CHECK(is_private_key_sound(block) == true);
  CHECK(is_private_key_sound(traditional_pem(generate_ec("P-256"))) == true);
  CHECK_FALSE(is_private_key_sound(traditional_pem(key, EVP_aes_128_cbc())).has_value());
  CHECK_FALSE(is_private_key_sound(block.substr(0, 200)).has_value());
  // The modulus stands in the first lines: another one still parses.
  std::string other = block;
  const std::size_t at = block.find('\n') + 40;
  other[at] = other[at] == 'A' ? 'B' : 'A';
  CHECK(is_private_key_sound(other) == false);
  other[block.find('\n') + 1] = 'A';
  CHECK(is_private_key_sound(other) == false);
}

TEST_CASE("Encrypted keys in PEM and PKCS#8 do not show their public half") {
  const Key key = generate_ec("P-256");
  CHECK(public_key_fingerprints(pkcs8_pem(key, EVP_aes_128_cbc())).empty());
  const std::string block = traditional_pem(key, EVP_aes_128_cbc());
  REQUIRE(block.find("Proc-Type") != std::string::npos);
  CHECK(public_key_fingerprints(block).empty());
}

TEST_CASE("Of a key that is cut nothing is told, or all when its public half is there") {
  const Key key = generate_ec("P-256");
  const Fingerprints expected = {ssh_form(ec_wire(key, "nistp256")), spki_form(key)};
  const std::string der = testing::from_base64(traditional_pem(key).substr(31, 164));
  REQUIRE(public_key_fingerprints(base64(der)) == expected);
  for (std::size_t size = 0; size < der.size(); ++size) {
    CHECK(public_key_fingerprints(base64(der.substr(0, size))).empty());
  }
  const std::string openssh = openssh_bytes(ec_wire(key, "nistp256"));
  const std::size_t private_part = openssh.size() - 204;
  for (std::size_t size = 0; size < openssh.size(); ++size) {
    const bool is_whole = size >= private_part;
    CHECK(public_key_fingerprints(base64(openssh.substr(0, size))) ==
          (is_whole ? expected : Fingerprints{}));
  }
}

TEST_CASE("What is no key has no fingerprint") {
  const std::string point = ssh_string("\x04" + std::string(64, 'x'));
  const std::string negative = ssh_string("\x80");
  for (const std::string& wire :
       {std::string(), ssh_string("ssh-rsa"), ssh_string("unknown") + ssh_string("x"),
        ssh_string("ssh-ed25519") + ssh_string("short"),
        ssh_string("ssh-rsa") + negative + negative,
        ssh_string("ssh-rsa") + ssh_string("") + ssh_string("\x01"),
        ssh_string("ssh-ed25519") + ssh_string(std::string(32, 'k')) + "more",
        ssh_string("ecdsa-sha2-nistp256") + ssh_string("nistp384") + point,
        ssh_string("ecdsa-sha2-nistp256") + ssh_string("nistp256") + point}) {
    CAPTURE(wire);
    CHECK(public_key_fingerprints(openssh_pem(wire)).empty());
  }
  CHECK(public_key_fingerprints("").empty());
  CHECK(public_key_fingerprints("password").empty());
  CHECK(public_key_fingerprints(pem("RSA PRIVATE KEY", std::string(600, 'x'))).empty());
}

TEST_CASE("Texts beyond the limit are not read") {
  const std::string block = testing::openssh_private_key();
  CHECK(
      public_key_fingerprints(block + std::string(kLongestPrivateKey - block.size(), ' ')).size() ==
      2);
  CHECK(public_key_fingerprints(block + std::string(kLongestPrivateKey, ' ')).empty());
}

TEST_CASE("A key whose public half would take minutes to compute is refused") {
  const auto element = [](char tag, const std::string& body) {
    return std::string{tag, '\x82'} + ssh_string(body).substr(2) + body;
  };
  const std::string large = element('\2', "\x7F" + std::string(10000, '\x7F'));
  const std::string small = element('\2', "\2");
  const std::string dsa = element('\6', "\x2A\x86\x48\xCE\x38\x04\x01");
  const std::string parameters = element('\x30', large + small + small);
  const std::string der =
      element('\x30', element('\2', std::string(1, '\0')) + element('\x30', dsa + parameters) +
                          element('\4', large));
  CHECK(public_key_fingerprints(pem("PRIVATE KEY", der)).empty());
}

TEST_CASE("Threads may ask at the same time") {
  const Key key = generate_ec("P-256");
  const std::string block = pkcs8_pem(key);
  const Fingerprints expected = {ssh_form(ec_wire(key, "nistp256")), spki_form(key)};
  std::vector<Fingerprints> found(4);
  std::vector<std::thread> threads;
  for (Fingerprints& own : found) {
    threads.emplace_back([&own, &block] {
      for (int i = 0; i < 20; ++i) own = public_key_fingerprints(block);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Fingerprints& own : found) CHECK(own == expected);
}

}  // namespace keyhound
