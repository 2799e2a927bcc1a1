// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the few frames of AMQP 0-9-1 that a login takes
// (https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf, section 4.2). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

inline constexpr std::size_t kAmqpFrameHead = 7;
inline constexpr std::size_t kLongestAmqpFrame = 128U << 10U;

// Class and method as one number: 10.11 is 0x000a000b.
enum class AmqpMethod : std::uint32_t {
  kStart = 0x000a000a,
  kStartOk = 0x000a000b,
  kTune = 0x000a001e,
  kClose = 0x000a0032,
};

// Length of what follows the head of a frame with a method on channel 0, with its end mark; nothing
// for other heads, and for frames that are too long.
std::optional<std::size_t> amqp_rest(std::string_view head);

struct AmqpFrame {
  AmqpMethod method = AmqpMethod::kStart;
  std::string_view arguments;  // borrowed
};
// `rest`: what follows the head. Nothing when it is damaged.
std::optional<AmqpFrame> read_amqp_frame(std::string_view rest);

// Of Connection.Start: the mechanisms, in a line with spaces. Empty when it is damaged.
std::string_view mechanisms_of_start(std::string_view arguments);
// Of Connection.Close: its reason. 0 when it is damaged.
int code_of_close(std::string_view arguments);

// Connection.Start-Ok with the mechanism PLAIN; asks to be told why, should the login fail
// (https://www.rabbitmq.com/docs/auth-notification).
std::string plain_login_frame(std::string_view user, std::string_view password);

}  // namespace keyhound
