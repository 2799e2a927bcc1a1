// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/child_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::TempDir;

ProcessSpec shell(const std::string& script) {
  ProcessSpec spec;
  spec.command = {"/bin/sh", "-c", script};
  spec.environment = {{"PATH", "/usr/bin:/bin"}};
  spec.limits.wall_time = seconds(60);
  return spec;
}

ProcessEnd end_of(ProcessSpec spec) {
  const Result<ProcessEnd> end = run_process(std::move(spec));
  REQUIRE_MESSAGE(end, end.error().message);
  return *end;
}

bool is_alive(pid_t process) { return ::kill(process, 0) == 0; }

// A killed process that is not ours goes when init or a subreaper has taken note of it.
bool goes_away(pid_t process) {
  for (int i = 0; i < 500; ++i) {
    if (!is_alive(process)) return true;
    const std::string stat = "/proc/" + std::to_string(process) + "/stat";
    if (std::filesystem::exists(stat)) {
      const std::string text = testing::read_whole_file(stat);
      if (text.find(") Z ") != std::string::npos) return true;
    }
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

pid_t number_in(const TempDir& folder, const std::string& name) {
  for (int i = 0; i < 1000; ++i) {
    if (folder.exists(name) && folder.read_file(name).ends_with('\n'))
      return std::stoi(folder.read_file(name));
    std::this_thread::sleep_for(milliseconds(10));
  }
  FAIL("no " << name);
  return -1;
}

TEST_CASE("A process tells its exit code and both streams, and reads its input") {
  ProcessSpec spec = shell("cat; echo wrong >&2; exit 3");
  spec.input = std::string(300'000, 'x') + "end\n";
  const ProcessEnd end = end_of(spec);
  CHECK(end.exit_code == 3);
  CHECK(end.signal == 0);
  CHECK(end.err == "wrong\n");
  CHECK(end.out.size() == (64U << 10U));
  CHECK(end.out.ends_with("xxend\n"));
  CHECK(end.peak_memory_bytes > 100'000);
  CHECK(describe_end(end) == "ended with exit code 3");
  CHECK(limit_that_ended(end).empty());
}

TEST_CASE("A signal that ends a process is told by number and name") {
  const ProcessEnd end = end_of(shell("kill -SEGV $$"));
  CHECK(end.exit_code == -1);
  CHECK(describe_end(end) == "ended by signal 11 (SIGSEGV)");
}

TEST_CASE("A program that is not there, or that cannot be run, is an error of its kind") {
  ProcessSpec spec;
  SUBCASE("no such name in PATH") {
    spec.command = {"no-such-program"};
    const auto end = run_process(spec);
    REQUIRE_FALSE(end);
    CHECK(end.error().kind == ErrorKind::kNotFound);
    CHECK(end.error().message.starts_with("no-such-program: "));
  }
  SUBCASE("no such path") {
    spec.command = {"/no/such/program"};
    const auto end = run_process(spec);
    REQUIRE_FALSE(end);
    CHECK(end.error().kind == ErrorKind::kNotFound);
  }
  SUBCASE("no program") {
    const TempDir folder;
    folder.write_file("text", "text\n");
    spec.command = {folder / "text"};
    const auto end = run_process(spec);
    REQUIRE_FALSE(end);
    CHECK(end.error().kind == ErrorKind::kUnreadable);
  }
  SUBCASE("text without an interpreter is not given to a shell") {
    const TempDir folder;
    folder.write_file("text", "echo shell\n");
    ::chmod((folder / "text").c_str(), 0755);
    spec.command = {folder / "text"};
    CHECK_FALSE(run_process(spec));
  }
  SUBCASE("no such directory") {
    spec = shell("true");
    spec.directory = "/no/such/folder";
    const auto end = run_process(spec);
    REQUIRE_FALSE(end);
    CHECK(end.error().kind == ErrorKind::kNotFound);
    CHECK(end.error().message.starts_with("/no/such/folder"));
  }
}

TEST_CASE("A process has the given environment and directory, and nothing else of this one") {
  ::setenv("KEYHOUND_PROCESS_TEST", "inherited", 1);
  const TempDir folder;
  ProcessSpec spec = shell("/usr/bin/env | sort; pwd; ls -l /proc/self/fd | wc -l; ulimit -c");
  spec.environment.emplace_back("ALPHA", "1 2");
  spec.directory = folder.str();
  const int left_open = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  const ProcessEnd end = end_of(spec);
  ::close(left_open);
  CHECK(end.out.find("KEYHOUND_PROCESS_TEST") == std::string::npos);
  CHECK(end.out.find("ALPHA=1 2\n") != std::string::npos);
  CHECK(end.out.find(folder.str() + "\n") != std::string::npos);
  // "total", the three streams, and the folder that ls reads.
  CHECK(end.out.ends_with("\n5\n0\n"));
}

TEST_CASE("A process has no terminal, a session of its own, and no signal ignored") {
  ::signal(SIGPIPE, SIG_IGN);
  const ProcessEnd end =
      end_of(shell("ps -o sid=,pgid=,pid=,tty= -p $$; grep -E 'SigIgn|SigBlk' /proc/self/status; "
                   "(exec < /dev/tty) 2> /dev/null || echo no terminal"));
  std::istringstream words(end.out);
  std::string session;
  std::string group;
  std::string pid;
  std::string terminal;
  words >> session >> group >> pid >> terminal;
  CHECK(session == pid);
  CHECK(group == pid);
  CHECK(terminal == "?");
  CHECK(end.out.find("SigIgn:\t0000000000000000") != std::string::npos);
  CHECK(end.out.find("SigBlk:\t0000000000000000") != std::string::npos);
  CHECK(end.out.find("no terminal") != std::string::npos);
}

TEST_CASE("The wall time ends the whole group, also what ignores SIGTERM or has left the group") {
  const TempDir folder;
  ProcessSpec spec = shell(
      "trap '' TERM; (trap '' TERM HUP; echo $$ > child; sh -c 'echo $PPID > one; sleep 100') & "
      "setsid sh -c 'echo $$ > two; sleep 100; true' & sleep 100; true");
  spec.directory = folder.str();
  spec.limits.wall_time = milliseconds(700);
  const ProcessEnd end = end_of(spec);
  CHECK(end.is_timed_out);
  CHECK(end.signal == SIGKILL);
  CHECK(end.seconds < 20);
  CHECK(describe_end(end) == "did not end within 1 s");
  CHECK(limit_that_ended(end) == "time-limit");
  CHECK(goes_away(number_in(folder, "one")));
  CHECK(goes_away(number_in(folder, "two")));
}

TEST_CASE("What a process leaves running is ended with it, and does not delay its end") {
  const TempDir folder;
  ProcessSpec spec = shell("sleep 100 & echo $! > left; echo done");
  spec.directory = folder.str();
  const ProcessEnd end = end_of(spec);
  CHECK(end.exit_code == 0);
  CHECK(end.out == "done\n");
  CHECK(end.seconds < 20);
  CHECK(goes_away(number_in(folder, "left")));
}

TEST_CASE("A process over its memory ends by its memory limit, descendants counted") {
  ProcessSpec spec = shell(
      "perl -e '$x = \"x\" x 60000000; sleep 50' & perl -e '$x = \"x\" x 60000000; sleep 50'");
  SUBCASE("over it") {
    spec.limits.memory_bytes = 100U << 20U;
    const ProcessEnd end = end_of(spec);
    CHECK(end.is_over_memory);
    CHECK(end.seconds < 40);
    CHECK(limit_that_ended(end) == "memory-limit");
    CHECK(describe_end(end).ends_with("more than its limit"));
  }
  SUBCASE("below it") {
    spec.limits.memory_bytes = 1000U << 20U;
    spec.limits.wall_time = seconds(2);
    const ProcessEnd end = end_of(spec);
    CHECK(end.is_timed_out);
    CHECK_FALSE(end.is_over_memory);
    CHECK(end.peak_own_bytes > (100U << 20U));
  }
}

TEST_CASE("A file that a process maps does not count as its memory") {
  const TempDir folder;
  folder.write_file("large", "");
  std::filesystem::resize_file(folder / "large", 3000U << 20U);
  ProcessSpec spec = shell(
      "python3 -c 'import mmap; f = open(\"large\"); m = mmap.mmap(f.fileno(), 0, "
      "prot=mmap.PROT_READ); s = sum(m[i] for i in range(0, 300 << 20, 4096)); print(len(m))'");
  spec.directory = folder.str();
  spec.limits.memory_bytes = 100U << 20U;
  const ProcessEnd end = end_of(spec);
  CHECK_MESSAGE(end.out == "3145728000\n", describe_end(end), end.err);
  CHECK(end.peak_memory_bytes > (250U << 20U));
}

TEST_CASE("A file over its limit, processor time and open files end where they should") {
  ProcessSpec spec;
  SUBCASE("file") {
    const TempDir folder;
    spec = shell("exec dd if=/dev/zero of=file bs=1M count=8");
    spec.directory = folder.str();
    spec.limits.file_bytes = 1U << 20U;
    const ProcessEnd end = end_of(spec);
    CHECK(end.signal == SIGXFSZ);
    CHECK(limit_that_ended(end) == "file-limit");
    CHECK(std::filesystem::file_size(folder / "file") == (1U << 20U));
  }
  SUBCASE("processor") {
    spec = shell("while :; do :; done");
    spec.limits.cpu_seconds = 1;
    const ProcessEnd end = end_of(spec);
    CHECK(end.signal == SIGXCPU);
    CHECK(end.cpu_seconds > 0.5);
    CHECK(limit_that_ended(end) == "time-limit");
  }
  SUBCASE("open files") {
    spec = shell("ulimit -n");
    spec.limits.open_files = 77;
    CHECK(end_of(spec).out == "77\n");
  }
}

TEST_CASE("A process that writes without an end is bounded in what is kept of it") {
  ProcessSpec spec = shell("yes abcdefg | head -c 50000000; echo last");
  spec.kept_output = 100;
  const ProcessEnd end = end_of(spec);
  CHECK(end.out.size() == 100);
  CHECK(end.out.ends_with("g\nlast\n"));
}

TEST_CASE("poll answers nothing while a process runs, and its end from then on") {
  auto process = ChildProcess::start(shell("sleep 0.3; exit 4"));
  REQUIRE(process);
  const auto none = process->poll(milliseconds(0));
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
  while (!process->poll(milliseconds(1000))->has_value()) {
  }
  CHECK((*process->poll(milliseconds(0)))->exit_code == 4);
}

TEST_CASE("wait_any wakes for the first of several") {
  std::vector<ChildProcess> processes;
  for (const char* const script : {"sleep 60", "sleep 0.2; exit 9", "sleep 60"}) {
    processes.push_back(*ChildProcess::start(shell(script)));
  }
  const std::vector<ChildProcess*> all = {&processes[0], &processes[1], &processes[2]};
  const auto start = std::chrono::steady_clock::now();
  std::optional<ProcessEnd> end;
  while (!end) {
    ChildProcess::wait_any(all, seconds(30));
    end = *processes[1].poll(milliseconds(0));
  }
  CHECK(end->exit_code == 9);
  CHECK(std::chrono::steady_clock::now() - start < seconds(20));
  const auto first = static_cast<pid_t>(processes[0].pid());
  processes.clear();
  CHECK_FALSE(is_alive(first));  // ended and reaped
}

TEST_CASE("kill ends a process, and no zombie is left") {
  auto process = ChildProcess::start(shell("sleep 60"));
  REQUIRE(process);
  const auto pid = static_cast<pid_t>(process->pid());
  process->kill();
  std::optional<ProcessEnd> end;
  while (!end) end = *process->poll(seconds(1));
  CHECK(end->signal == SIGKILL);
  CHECK_FALSE(end->is_timed_out);
  CHECK_FALSE(is_alive(pid));
}

TEST_CASE("A process ends with the process that started it") {
  const TempDir folder;
  const pid_t starter = ::fork();
  if (starter == 0) {
    ProcessSpec spec = shell("echo $$ > pid; sleep 100; true");
    spec.directory = folder.str();
    auto process = ChildProcess::start(spec);
    ::pause();
    ::_exit(0);
  }
  const pid_t child = number_in(folder, "pid");
  CHECK(is_alive(child));
  ::kill(starter, SIGKILL);
  ::waitpid(starter, nullptr, 0);
  CHECK(goes_away(child));
}

TEST_CASE("A program that ignores SIGCHLD still hears how its processes end") {
  ::signal(SIGCHLD, SIG_IGN);
  CHECK(end_of(shell("exit 6")).exit_code == 6);
  ::signal(SIGCHLD, SIG_DFL);
}

}  // namespace
}  // namespace keyhound
