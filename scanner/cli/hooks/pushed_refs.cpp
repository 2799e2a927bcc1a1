// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/pushed_refs.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr std::size_t kLargestInput = std::size_t{64} << 20U;  // bytes

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<std::string> read_input() {
  if (::isatty(STDIN_FILENO) == 1) {
    return fail(ErrorKind::kUsage,
                "git runs this hook and tells it what is pushed; to see what a push would bring, "
                "run 'keyhound scan --range origin/main..HEAD'");
  }
  std::string text;
  char buffer[65536];
  while (true) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(errno_error(errno, "standard input"));
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > kLargestInput)
      return fail(ErrorKind::kLimit, "standard input: more refs than a hook reads (64 MiB)");
  }
}

// The framework tells one ref, and nothing of its old value where the remote has none of it.
Result<Push> framework_push(const std::string& remote, const Repository& repository) {
  Push push;
  push.remote = remote;
  std::string to = variable("PRE_COMMIT_TO_REF");
  if (to.empty()) to = variable("PRE_COMMIT_LOCAL_BRANCH");
  PushedRef ref;
  ref.local_ref = variable("PRE_COMMIT_LOCAL_BRANCH");
  ref.remote_ref = variable("PRE_COMMIT_REMOTE_BRANCH");
  KEYHOUND_TRY(ref.local, repository.resolve(to.empty() ? "HEAD" : to));
  const std::string from = variable("PRE_COMMIT_FROM_REF");
  if (!from.empty()) {
    KEYHOUND_TRY(ref.remote, repository.resolve(from));
  }
  push.refs.push_back(std::move(ref));
  return push;
}

}  // namespace

Result<Push> read_push(const std::vector<std::string>& arguments, const Repository& repository) {
  const std::string remote = variable("PRE_COMMIT_REMOTE_NAME");
  if (variable("PRE_COMMIT") == "1" && !remote.empty()) return framework_push(remote, repository);
  Push push;
  if (!arguments.empty()) push.remote = arguments.front();
  KEYHOUND_TRY(const std::string text, read_input());
  KEYHOUND_TRY(push.refs, parse_push_lines(text));
  return push;
}

}  // namespace keyhound
