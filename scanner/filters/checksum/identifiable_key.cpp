// SPDX-License-Identifier: Apache-2.0
// Microsoft's identifiable keys (https://github.com/microsoft/security-utilities). A key is base64
// that has four fixed characters, its signature, at a fixed place; its last four bytes are the
// Marvin32 of those before, seeded by what the key is for. Common annotated keys have a marker and
// the month of issue besides, one seed for all, and may keep three bytes of the hash only.
#include <algorithm>
#include <initializer_list>

#include "scanner/base/text_decode.h"
#include "scanner/filters/checksum/checksum_kind.h"
#include "scanner/filters/checksum/marvin32.h"

namespace keyhound {
namespace {

constexpr std::size_t kSignatureLength = 4;
constexpr std::size_t kCheckSize = 4;  // bytes
constexpr std::size_t kMostSeeds = 7;
constexpr std::size_t kMostDraws = 1000;  // of a body without '+' and '/'

// A seed is the eight characters of what the key is for.
constexpr std::uint64_t seed(std::string_view name) {
  std::uint64_t value = 0;
  for (const char c : name) value = (value << 8U) | static_cast<std::uint8_t>(c);
  return value;
}

enum class Wrong { kIsWrong, kSaysNothing };

struct KeyKind {
  std::string_view name;
  std::size_t signature_at;
  std::size_t length;  // with padding
  std::string_view signatures[3];
  std::string_view seeds[kMostSeeds];
  std::string_view alphabet;  // of what is drawn
  Wrong wrong = Wrong::kIsWrong;
};

// Redis keys have '+' and '/' replaced after the hash was taken, so that most are not right.
constexpr KeyKind kKinds[] = {
    {"azure-apim",
     76,
     88,
     {"APIM"},
     {"IoTHub00", "Tenant00", "Gatewy00", "GitKey00"},
     kBase64Alphabet},
    {"azure-batch", 76, 88, {"+ABa"}, {"AbAcct00"}, kBase64Alphabet},
    {"azure-container-registry", 42, 52, {"+ACR"}, {"ACRDflt0"}, kBase64Alphabet},
    {"azure-cosmosdb",
     76,
     88,
     {"ACDb"},
     {"MastRW00", "MastRO00", "SysAll00", "SystRW00", "SystRO00", "Resour00", "Encryp00"},
     kBase64Alphabet},
    {"azure-functions", 44, 56, {"AzFu"}, {"Functi00", "Master00", "System00"}, kBase64UrlAlphabet},
    {"azure-iot", 33, 44, {"AIoT"}, {"IoTHub00", "DpsKey00", "Device00"}, kBase64Alphabet},
    {"azure-messaging",
     33,
     44,
     {"+ASb", "+AEh", "+ARm"},
     {"Send0000", "Manage00", "Listen00", "System00", "Unknown0"},
     kBase64Alphabet},
    {"azure-redis", 33, 44, {"AzCa"}, {"Access00"}, kBase64Alphabet, Wrong::kSaysNothing},
    {"azure-search", 42, 52, {"AzSe"}, {"Query000", "PAdmin00"}, kBase62Alphabet},
    {"azure-storage", 76, 88, {"+ASt"}, {"Default0"}, kBase64Alphabet},
};

std::string little_endian(std::uint32_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
  return bytes;
}

// Nothing for keys of the same length from before there were signatures.
std::optional<bool> is_key_right(const KeyKind& kind, std::string_view key) {
  if (key.size() != kind.length) return std::nullopt;
  const std::string_view signature = key.substr(kind.signature_at, kSignatureLength);
  if (std::find(std::begin(kind.signatures), std::end(kind.signatures), signature) ==
      std::end(kind.signatures)) {
    return std::nullopt;
  }
  const auto bytes = from_base64(key);
  bool is_right = false;
  if (bytes && bytes->size() > kCheckSize) {
    const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - kCheckSize);
    const std::string_view check = std::string_view(*bytes).substr(body.size());
    is_right =
        std::any_of(std::begin(kind.seeds), std::end(kind.seeds), [&](std::string_view name) {
          return !name.empty() && little_endian(marvin32(body, seed(name)), kCheckSize) == check;
        });
  }
  if (!is_right && kind.wrong == Wrong::kSaysNothing) return std::nullopt;
  return is_right;
}

std::string make_key(const KeyKind& kind, const Draw& draw) {
  const bool for_url = kind.alphabet == kBase64UrlAlphabet;
  std::string key;
  for (std::size_t i = 0; i < kMostDraws; ++i) {
    key = draw_text(draw, kind.alphabet, kind.signature_at) + std::string(kind.signatures[0]);
    // What the signature leaves of its last byte is zero: the bits of an 'A'.
    const auto bytes = from_base64(key.size() % 4 == 0 ? key : key + 'A');
    if (!bytes) break;
    key = base64_without_padding(
        *bytes + little_endian(marvin32(*bytes, seed(kind.seeds[0])), kCheckSize), for_url);
    if (kind.alphabet != kBase62Alphabet || key.find_first_of("+/") == std::string::npos) break;
  }
  while (key.size() < kind.length) key += '=';
  return key;
}

// --- Common annotated keys ---

struct AnnotatedKind {
  std::string_view name;
  std::string_view tail;  // what stands for the service in a key that is made
};

constexpr AnnotatedKind kAnnotatedKinds[] = {
    {"azure-annotated", "AAAAAZMP"},
    {"azure-annotated-ai", "AAAAACOG"},
    {"azure-annotated-devops", "AAAAAZDO"},
};

constexpr std::string_view kMarker = "JQQJ9";  // 9 or D follows, which tells keys that are derived
constexpr std::size_t kMarkerAt = 52;
constexpr std::size_t kHashedLength = 80;  // characters: 60 bytes
constexpr std::size_t kShortLength = 84;
constexpr std::size_t kLongLength = 88;
constexpr std::string_view kAnnotatedSeed = "Default0";

std::string annotated_check(std::string_view hashed, std::size_t size) {
  const auto bytes = from_base64(hashed);
  if (!bytes) return {};
  return base64_without_padding(little_endian(marvin32(*bytes, seed(kAnnotatedSeed)), size), false);
}

std::optional<bool> is_annotated_key_right(std::string_view key) {
  if (key.size() != kShortLength && key.size() != kLongLength) return std::nullopt;
  if (key.substr(kMarkerAt, kMarker.size()) != kMarker) return std::nullopt;
  const bool is_short = key.size() == kShortLength;
  const std::string check = annotated_check(key.substr(0, kHashedLength), is_short ? 3 : 4);
  return !check.empty() && key.substr(kHashedLength, check.size()) == check;
}

std::string make_annotated_key(std::string_view tail, const Draw& draw) {
  std::string key;
  for (std::size_t i = 0; i < kMostDraws; ++i) {
    key = draw_text(draw, kBase62Alphabet, kMarkerAt) + std::string(kMarker) + "9B" +
          draw_text(draw, "ABCDEFGHIJKL", 1) + draw_text(draw, kBase62Alphabet, 12);
    key += tail;
    key += annotated_check(key, 3);
    if (key.find_first_of("+/") == std::string::npos) break;
  }
  return key;
}

}  // namespace

std::vector<ChecksumKind> identifiable_key_checksums() {
  std::vector<ChecksumKind> rows;
  for (const KeyKind& kind : kKinds) {
    rows.push_back({kind.name, [&kind](std::string_view key) { return is_key_right(kind, key); },
                    [&kind](const Draw& draw) { return make_key(kind, draw); }});
  }
  for (const AnnotatedKind& kind : kAnnotatedKinds) {
    rows.push_back({kind.name, is_annotated_key_right,
                    [&kind](const Draw& draw) { return make_annotated_key(kind.tail, draw); }});
  }
  return rows;
}

}  // namespace keyhound
