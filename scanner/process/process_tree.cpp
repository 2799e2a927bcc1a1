// SPDX-License-Identifier: Apache-2.0
// https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html, proc_tid_children.5.html. statm
// costs one read of counters; smaps_rollup would be exact but walks every page table of the
// process.
#include "scanner/process/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/c_handle.h"

namespace keyhound {
namespace {

using Directory = CHandle<DIR, ::closedir>;

constexpr std::size_t kMostProcesses = 4096;  // a process that starts more is ended by its group

std::string read_proc_file(const std::string& path) {
  std::string text;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return text;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = ::read(descriptor, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(descriptor);
  return text;
}

// The numbers of a line of numbers.
std::vector<std::uint64_t> numbers_in(std::string_view text) {
  std::vector<std::uint64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    std::uint64_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error == std::errc()) numbers.push_back(number);
    at = next + 1;
  }
  return numbers;
}

// A child is in the list of the thread that started it.
void add_children_of(pid_t parent, std::vector<pid_t>& processes) {
  const std::string tasks = fmt::format("/proc/{}/task", parent);
  const Directory directory(::opendir(tasks.c_str()));
  if (!directory) return;
  while (const dirent* const task = ::readdir(directory.get())) {
    if (task->d_name[0] == '.') continue;
    for (const std::uint64_t child :
         numbers_in(read_proc_file(fmt::format("{}/{}/children", tasks, task->d_name)))) {
      if (processes.size() < kMostProcesses) processes.push_back(static_cast<pid_t>(child));
    }
  }
}

std::uint64_t own_memory(pid_t process) {
  const std::vector<std::uint64_t> pages =
      numbers_in(read_proc_file(fmt::format("/proc/{}/statm", process)));
  if (pages.size() < 3 || pages[1] < pages[2]) return 0;
  static const auto page_size = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return (pages[1] - pages[2]) * page_size;
}

}  // namespace

std::vector<pid_t> process_tree(pid_t root) {
  std::vector<pid_t> processes{root};
  for (std::size_t at = 0; at < processes.size(); ++at) add_children_of(processes[at], processes);
  return processes;
}

std::uint64_t own_memory_of_tree(pid_t root) {
  std::uint64_t sum = 0;
  for (const pid_t process : process_tree(root)) sum += own_memory(process);
  return sum;
}

void kill_process_tree(pid_t root) {
  std::vector<pid_t> processes{root};
  for (std::size_t at = 0; at < processes.size(); ++at) {
    ::kill(processes[at], SIGSTOP);
    add_children_of(processes[at], processes);
  }
  for (std::size_t at = processes.size(); at-- > 0;) ::kill(processes[at], SIGKILL);
  ::kill(-root, SIGKILL);
}

}  // namespace keyhound
