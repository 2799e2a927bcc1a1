// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/process_identity.h"

#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

// Files of /proc have no size, so that File's readers do not serve.
std::string read_all(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

// The boot and the name space in which numbers of processes mean something.
std::string number_space() {
  std::array<char, 64> space{};
  if (::readlink("/proc/self/ns/pid", space.data(), space.size() - 1) < 0) return {};
  const std::string boot = read_all("/proc/sys/kernel/random/boot_id").substr(0, 36);
  return boot.empty() ? std::string() : boot + " " + space.data();
}

// Field 22 of /proc/PID/stat, in clock ticks since the boot; the name before it may hold anything.
// Empty: there is no such process, or it ended and waits for its parent.
std::string start_of(std::int64_t pid) {
  const std::string text = read_all("/proc/" + std::to_string(pid) + "/stat");
  std::size_t at = text.rfind(')');
  if (at == std::string::npos || at + 2 >= text.size()) return {};
  const char state = text[at + 2];
  if (state == 'Z' || state == 'X') return {};
  for (int field = 2; field < 22 && at != std::string::npos; ++field) at = text.find(' ', at + 1);
  if (at == std::string::npos) return {};
  return text.substr(at + 1, text.find(' ', at + 1) - at - 1);
}

std::string random_session() {
  std::array<std::uint8_t, 16> bytes{};
  KEYHOUND_CHECK(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  return to_hex(bytes);
}

}  // namespace

Coordinator this_coordinator(int shard) {
  Coordinator self{shard, random_session(), host_name(), ::getpid(), {}};
  const std::string space = number_space();
  if (!space.empty()) self.pid_started = space + " " + start_of(self.pid);
  return self;
}

ProcessState state_of(const Coordinator& coordinator) {
  const std::string space = number_space() + " ";
  if (space.size() == 1 || coordinator.host != host_name()) return ProcessState::kUnknown;
  if (!coordinator.pid_started.starts_with(space)) return ProcessState::kUnknown;
  const bool runs = start_of(coordinator.pid) == coordinator.pid_started.substr(space.size());
  return runs ? ProcessState::kRuns : ProcessState::kGone;
}

}  // namespace keyhound
