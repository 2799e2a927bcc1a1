// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace keyhound {
namespace {

using Draw = std::function<std::uint32_t(std::uint32_t)>;

constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase36 = "0123456789abcdefghijklmnopqrstuvwxyz";

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

std::string base62_of_6(std::uint32_t crc) { return in_base(crc, kBase62, 6); }
std::string base36_of_7(std::uint32_t crc) { return in_base(crc, kBase36, 7); }
std::string lower_hex(std::uint32_t crc) { return fmt::format("{:08x}", crc); }
std::string upper_hex(std::uint32_t crc) { return fmt::format("{:08X}", crc); }
std::string little_endian_hex(std::uint32_t crc) { return lower_hex(swap_bytes(crc)); }

// The base64 of four bytes without its padding.
std::string little_endian_base64(std::uint32_t crc) {
  const std::uint64_t bits = static_cast<std::uint64_t>(swap_bytes(crc)) << 4U;
  std::string text;
  for (unsigned shift = 36; shift > 0; shift -= 6) text += kBase64[(bits >> (shift - 6)) & 63U];
  return text;
}

// What the CRC covers of everything in front of it.

std::string all_of_it(std::string_view front) { return std::string(front); }

std::string behind_underscore(std::string_view front) {
  const std::size_t underscore = front.find('_');
  return std::string(underscore == std::string_view::npos ? front : front.substr(underscore + 1));
}

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

std::string draw_text(const Draw& draw, std::string_view alphabet, std::size_t length) {
  std::string text;
  while (text.size() < length)
    text += alphabet[draw(static_cast<std::uint32_t>(alphabet.size())) % alphabet.size()];
  return text;
}

std::string draw_24(const Draw& draw) { return draw_text(draw, kBase62, 24); }
std::string draw_30(const Draw& draw) { return draw_text(draw, kBase62, 30); }
std::string draw_40(const Draw& draw) { return draw_text(draw, kBase62, 40); }
std::string draw_50(const Draw& draw) { return draw_text(draw, kBase62, 50); }
std::string draw_grafana(const Draw& draw) { return draw_text(draw, kBase62, 32) + '_'; }
std::string draw_zuplo(const Draw& draw) { return draw_text(draw, kBase36, 32) + '_'; }
std::string draw_confluent(const Draw& draw) { return draw_text(draw, kBase64, 54); }
std::string draw_atlassian(const Draw& draw) { return draw_text(draw, kBase64Url, 171) + '='; }

// Payload, version, and the payload's length in base 36.
std::string draw_routable(const Draw& draw) {
  return draw_text(draw, kBase64Url, 40) + ".01." + in_base(40, kBase36, 2);
}

// A kind of checksum. A token is its prefix, a front, and the checksum of what is covered of both.
struct ChecksumKind {
  std::string_view name;
  std::string_view prefix;  // of the tokens that are made; empty where the CRC does not cover it
  std::string (*covered)(std::string_view front);
  std::string (*written)(std::uint32_t crc);
  std::string (*draw_front)(const Draw& draw);
};

// By name. Where a CRC covers the prefix and providers use several, each has a row to be made with.
constexpr ChecksumKind kKinds[] = {
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

const ChecksumKind* find_kind(std::string_view name) {
  const auto* kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [name](const ChecksumKind& k) { return k.name == name; });
  return kind == std::end(kKinds) ? nullptr : kind;
}

}  // namespace

std::optional<bool> is_checksum_right(std::string_view name, std::string_view secret) {
  const ChecksumKind* kind = find_kind(name);
  if (kind == nullptr) return std::nullopt;
  const std::size_t width = kind->written(0).size();
  if (secret.size() <= width) return false;
  const std::string_view front = secret.substr(0, secret.size() - width);
  const std::string covered = kind->covered(front);
  return !covered.empty() && kind->written(crc32_of(covered)) == secret.substr(front.size());
}

Result<std::string> make_checksum_body(std::string_view name, const Draw& draw) {
  const ChecksumKind* kind = find_kind(name);
  if (kind == nullptr) {
    return fail(ErrorKind::kConfiguration, fmt::format("there is no checksum '{}'", name));
  }
  std::string front = kind->draw_front(draw);
  const std::string covered = kind->covered(std::string(kind->prefix) + front);
  return front + kind->written(crc32_of(covered));
}

std::vector<std::string_view> checksum_names() {
  std::vector<std::string_view> names;
  for (const ChecksumKind& kind : kKinds) names.push_back(kind.name);
  return names;
}

}  // namespace keyhound
