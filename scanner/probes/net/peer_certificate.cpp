// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/peer_certificate.h"

#include <cstddef>
#include <cstdint>

namespace keyhound {
namespace {

constexpr char kCertificate = 11;

// Cuts what a length of `width` bytes stands in front of; empty where it is not all there.
std::string_view take_vector(std::string_view& bytes, std::size_t width) {
  if (bytes.size() < width) return bytes = {};
  std::size_t size = 0;
  for (const char c : bytes.substr(0, width)) size = (size << 8U) | static_cast<std::uint8_t>(c);
  bytes.remove_prefix(width);
  if (size > bytes.size()) return bytes = {};
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

}  // namespace

std::string_view certificate_of_message(std::string_view message, bool is_tls13) {
  if (message.empty() || message.front() != kCertificate) return {};
  message.remove_prefix(1);
  std::string_view body = take_vector(message, 3);
  if (is_tls13) take_vector(body, 1);  // the context of a request, empty for servers
  std::string_view list = take_vector(body, 3);
  return take_vector(list, 3);
}

}  // namespace keyhound
