// SPDX-License-Identifier: Apache-2.0
// CRC-32 (IEEE) at the end of a token: providers differ in what it covers and how it is written.
#include <fmt/format.h>
#include <zlib.h>

#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

std::uint32_t crc32_of(std::string_view text) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

std::uint32_t swap_bytes(std::uint32_t value) {
  return (value << 24U) | ((value & 0xFF00U) << 8U) | ((value >> 8U) & 0xFF00U) | (value >> 24U);
}

// How a token ends with its CRC. The width never depends on the value.

std::string in_base(std::uint32_t value, std::string_view digits, std::size_t width) {
  std::string text(width, digits.front());
  const auto base = static_cast<std::uint32_t>(digits.size());
  for (std::size_t i = width; i-- > 0; value /= base) text[i] = digits[value % base];
  return text;
}

std::string base62_of_6(std::uint32_t crc) { return in_base(crc, kBase62Alphabet, 6); }
std::string base36_of_7(std::uint32_t crc) { return in_base(crc, kBase36Alphabet, 7); }
std::string lower_hex(std::uint32_t crc) { return fmt::format("{:08x}", crc); }
std::string upper_hex(std::uint32_t crc) { return fmt::format("{:08X}", crc); }
std::string little_endian_hex(std::uint32_t crc) { return lower_hex(swap_bytes(crc)); }

// The base64 of four bytes without its padding.
std::string little_endian_base64(std::uint32_t crc) {
  const std::uint64_t bits = static_cast<std::uint64_t>(swap_bytes(crc)) << 4U;
  std::string text;
  for (unsigned shift = 36; shift > 0; shift -= 6)
    text += kBase64Alphabet[(bits >> (shift - 6)) & 63U];
  return text;
}

// What the CRC covers of everything in front of it.

std::string all_of_it(std::string_view front) { return std::string(front); }

std::string behind_underscore(std::string_view front) { return std::string(behind(front, "_")); }

std::string without_last(std::string_view front) {
  return std::string(front.substr(0, front.empty() ? 0 : front.size() - 1));
}

std::string between_underscores(std::string_view front) {
  return behind_underscore(without_last(front));
}

std::string behind_cflt(std::string_view front) {
  return std::string(front.substr(front.starts_with("cflt") ? 4 : 0));
}

// The '=' before the checksum may be escaped, in a URL or in a properties file.
std::string with_plain_equals(std::string_view front) {
  for (const std::string_view escaped : {"%3D", "%3d", "\\="}) {
    if (front.ends_with(escaped))
      return std::string(front.substr(0, front.size() - escaped.size())) + '=';
  }
  return std::string(front);
}

// Random text in front of the checksum, behind the prefix.

std::string draw_24(const Draw& draw) { return draw_text(draw, kBase62Alphabet, 24); }
std::string draw_30(const Draw& draw) { return draw_text(draw, kBase62Alphabet, 30); }
std::string draw_40(const Draw& draw) { return draw_text(draw, kBase62Alphabet, 40); }
std::string draw_50(const Draw& draw) { return draw_text(draw, kBase62Alphabet, 50); }
std::string draw_grafana(const Draw& draw) { return draw_text(draw, kBase62Alphabet, 32) + '_'; }
std::string draw_zuplo(const Draw& draw) { return draw_text(draw, kBase36Alphabet, 32) + '_'; }
std::string draw_confluent(const Draw& draw) { return draw_text(draw, kBase64Alphabet, 54); }
std::string draw_atlassian(const Draw& draw) {
  return draw_text(draw, kBase64UrlAlphabet, 171) + '=';
}

// Payload, version, and the payload's length in base 36.
std::string draw_routable(const Draw& draw) {
  return draw_text(draw, kBase64UrlAlphabet, 40) + ".01." + in_base(40, kBase36Alphabet, 2);
}

// A token is its prefix, a front, and the checksum of what is covered of both.
struct CrcKind {
  std::string_view name;
  std::string_view prefix;  // of the tokens that are made; empty where the CRC does not cover it
  std::string (*covered)(std::string_view front);
  std::string (*written)(std::uint32_t crc);
  std::string (*draw_front)(const Draw& draw);
};

// Where a CRC covers the prefix and providers use several, each has a row to be made with. npm and
// NetBird write theirs as GitHub does.
constexpr CrcKind kKinds[] = {
    {"atlassian", "ATATT3xFfGF0", with_plain_equals, upper_hex, draw_atlassian},
    {"atlassian-access", "ATCTT3xFfG", with_plain_equals, upper_hex, draw_atlassian},
    {"bitbucket", "ATBB", all_of_it, upper_hex, draw_24},
    {"cloudflare", "", behind_underscore, lower_hex, draw_40},
    {"confluent", "", behind_cflt, little_endian_base64, draw_confluent},
    {"github", "", behind_underscore, base62_of_6, draw_30},
    {"gitlab-routable", "glpat-", all_of_it, base36_of_7, draw_routable},
    {"gitlab-runner-routable", "glrt-t1_", all_of_it, base36_of_7, draw_routable},
    {"grafana", "glsa_", without_last, little_endian_hex, draw_grafana},
    {"vercel", "", behind_underscore, base62_of_6, draw_50},
    {"zuplo", "", between_underscores, lower_hex, draw_zuplo},
};

bool is_right(const CrcKind& kind, std::string_view secret) {
  const std::size_t width = kind.written(0).size();
  if (secret.size() <= width) return false;
  const std::string_view front = secret.substr(0, secret.size() - width);
  const std::string covered = kind.covered(front);
  return !covered.empty() && kind.written(crc32_of(covered)) == secret.substr(front.size());
}

std::string make_body(const CrcKind& kind, const Draw& draw) {
  std::string front = kind.draw_front(draw);
  const std::string covered = kind.covered(std::string(kind.prefix) + front);
  return front + kind.written(crc32_of(covered));
}

}  // namespace

std::vector<ChecksumKind> crc_checksums() {
  std::vector<ChecksumKind> rows;
  for (const CrcKind& kind : kKinds) {
    rows.push_back({kind.name, [&kind](std::string_view secret) { return is_right(kind, secret); },
                    [&kind](const Draw& draw) { return make_body(kind, draw); }});
  }
  return rows;
}

}  // namespace keyhound
