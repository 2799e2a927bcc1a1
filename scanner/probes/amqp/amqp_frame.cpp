// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/amqp/amqp_frame.h"

namespace keyhound {
namespace {

constexpr char kMethodFrame = 1;
constexpr char kEndMark = '\xce';
constexpr char kTable = 'F';
constexpr char kBoolean = 't';
constexpr char kLongString = 'S';

// A number of `width` bytes, taken off the front; nothing where there are fewer.
std::optional<std::uint32_t> take_number(std::string_view& bytes, std::size_t width) {
  if (bytes.size() < width) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : bytes.substr(0, width))
    number = (number << 8U) | static_cast<std::uint8_t>(c);
  bytes.remove_prefix(width);
  return number;
}

std::optional<std::string_view> take_text(std::string_view& bytes, std::size_t width) {
  const auto size = take_number(bytes, width);
  if (!size || *size > bytes.size()) return std::nullopt;
  const std::string_view text = bytes.substr(0, *size);
  bytes.remove_prefix(*size);
  return text;
}

std::string number(std::size_t value, std::size_t width) {
  std::string bytes;
  for (std::size_t i = width; i > 0; --i)
    bytes += static_cast<char>((value >> (8 * (i - 1))) & 0xffU);
  return bytes;
}

std::string text(std::string_view value, std::size_t width) {
  return number(value.size(), width) + std::string(value);
}

}  // namespace

std::optional<std::size_t> amqp_rest(std::string_view head) {
  if (head.size() != kAmqpFrameHead || head[0] != kMethodFrame) return std::nullopt;
  head.remove_prefix(1);
  const auto channel = take_number(head, 2);
  const auto size = take_number(head, 4);
  if (channel != 0U || *size < 4 || *size > kLongestAmqpFrame) return std::nullopt;
  return *size + 1;
}

std::optional<AmqpFrame> read_amqp_frame(std::string_view rest) {
  if (rest.size() < 5 || rest.back() != kEndMark) return std::nullopt;
  rest.remove_suffix(1);
  const auto method = take_number(rest, 4);
  return AmqpFrame{AmqpMethod{*method}, rest};
}

std::string_view mechanisms_of_start(std::string_view arguments) {
  if (!take_number(arguments, 2) || !take_text(arguments, 4)) return {};  // version, properties
  return take_text(arguments, 4).value_or(std::string_view());
}

int code_of_close(std::string_view arguments) {
  return static_cast<int>(take_number(arguments, 2).value_or(0));
}

std::string plain_login_frame(std::string_view user, std::string_view password) {
  const std::string capabilities = text("authentication_failure_close", 1) + kBoolean + '\1';
  const std::string properties = text("product", 1) + kLongString + text("keyhound", 4) +
                                 text("capabilities", 1) + kTable + text(capabilities, 4);
  std::string response(1, '\0');
  response += user;
  response += '\0';
  response += password;
  const std::string payload = number(static_cast<std::size_t>(AmqpMethod::kStartOk), 4) +
                              text(properties, 4) + text("PLAIN", 1) + text(response, 4) +
                              text("en_US", 1);
  return std::string(1, kMethodFrame) + number(0, 2) + text(payload, 4) + kEndMark;
}

}  // namespace keyhound
