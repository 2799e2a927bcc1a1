// SPDX-License-Identifier: Apache-2.0
// Result<T>: the one way an operation fails. Holds a value or an Error; each layer that passes an
// error on adds its context in front ("rules/aws.toml: rule aws-access-key-id: ...").
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace keyhound {

// Decides the exit code: the first two end the run with 2, the others make it incomplete (3).
enum class ErrorKind {
  kUsage,          // the command line is wrong
  kConfiguration,  // a rule, registry or configuration file is wrong
  kNotFound,       // a path, object or revision does not exist
  kUnreadable,     // it exists, but the system does not let us read it
  kCorrupt,        // it was read, and its content is not what its format promises
  kLimit,          // it exceeds a configured limit
  kInternal,       // a defect of keyhound
};

struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;

  // The same error with `context` and ": " in front of its message.
  [[nodiscard]] Error within(std::string_view context) const {
    return {kind, std::string(context) + ": " + message};
  }
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace keyhound

#define KEYHOUND_CONCAT_INNER(a, b) a##b
#define KEYHOUND_CONCAT(a, b) KEYHOUND_CONCAT_INNER(a, b)
#define KEYHOUND_TRY_IMPL(result, declaration, ...)                \
  auto result = (__VA_ARGS__);                                     \
  if (!result) return ::keyhound::fail(std::move(result).error()); \
  declaration = std::move(*result)

// KEYHOUND_TRY(auto x, expr): x is the value of expr, or the function returns expr's error.
#define KEYHOUND_TRY(declaration, ...) \
  KEYHOUND_TRY_IMPL(KEYHOUND_CONCAT(keyhound_result_, __LINE__), declaration, __VA_ARGS__)

// KEYHOUND_TRY_STATUS(expr): the function returns expr's error, if it has one.
#define KEYHOUND_TRY_STATUS(...)                              \
  if (auto keyhound_status = (__VA_ARGS__); !keyhound_status) \
  return ::keyhound::fail(std::move(keyhound_status).error())
