// SPDX-License-Identifier: Apache-2.0
// verification_load [CREDENTIALS [HOSTS [KILLS]]]: verifies them against a server on the loopback
// that limits rates, kills the run with SIGKILL in the middle KILLS times, and begins it again each
// time. Every credential must get its proof once, but for those that were on their way when the run
// was killed; each host must be asked in order and at its pace; and what a run needs of memory must
// be bounded. Prints what it measured; 1: one of it does not hold.
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "scanner/model/fingerprint.h"
#include "scanner/verify/run/verification_cache.h"
#include "scanner/verify/run/verification_run.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_server.h"

extern char** environ;

namespace keyhound::testing {
namespace {

constexpr double kRate = 20;              // requests a second to one host
constexpr std::size_t kConnections = 16;  // what may be on its way when a run is killed
constexpr long kMostGrowth = 24L << 10U;  // KiB, however many credentials there are
constexpr std::string_view kRule = "sample-token";

struct Load {
  std::size_t credentials = 3000;
  std::size_t hosts = 50;
  std::size_t kills = 2;
};

std::string host_of(std::size_t credential, const Load& load) {
  return fmt::format("host{}.example", credential % load.hosts);
}

// ---- The run: a process of its own.

struct Work {
  std::deque<Verifier> verifiers;
  std::vector<VerificationCandidate> candidates;
  std::vector<PlannedVerification> plan;
};

Verifier verifier_of(const std::string& host) {
  Verifier verifier;
  verifier.id = "sample-verifier";
  verifier.url = "https://" + host + "/me";
  verifier.bearer = "{secret}";
  verifier.active = {{{200}, {"id"}, {}, {}}};
  verifier.revoked = {{{401}, {"error"}, {}, {}}};
  return verifier;
}

Work work_of(const Load& load, const VerificationCache& cache) {
  Work work;
  for (std::size_t i = 0; i < load.hosts; ++i)
    work.verifiers.push_back(verifier_of(host_of(i, load)));
  for (std::size_t i = 0; i < load.credentials; ++i) {
    VerificationCandidate candidate;
    candidate.rule_id = kRule;
    candidate.parts.secret = fmt::format("sample-{}", i);
    candidate.fingerprint =
        fingerprint(FingerprintKey(), "sample", candidate.parts.secret).short_form();
    PlannedVerification planned;
    planned.candidate = i;
    planned.step = PlannedStep::kRequest;
    planned.verifier = &work.verifiers[i % load.hosts];
    planned.host = host_of(i, load);
    if (const auto known = cache.find(kRule, candidate.fingerprint,
                                      {planned.verifier->id, planned.host, {}}, {})) {
      planned.step = PlannedStep::kKnown;
      planned.known = *known;
    }
    work.candidates.push_back(std::move(candidate));
    work.plan.push_back(std::move(planned));
  }
  return work;
}

// "VmRSS" as it is, "VmHWM" at its highest, in KiB. getrusage() would tell of the one who started
// us.
long memory(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    long kib = 0;
    if (word == name + ":" && status >> kib) return kib;
  }
  return 0;
}

// Writes "GROWTH PROOFS" to `report`.
int run_client(const Load& load, const std::string& connect_to, const std::string& ca_file,
               const std::string& cache_path, const std::string& report) {
  auto cache = VerificationCache::open(cache_path);
  if (!cache) {
    fmt::print(stderr, "{}\n", cache.error().message);
    return 1;
  }
  const Work work = work_of(load, *cache);
  HttpOptions http;
  http.ca_file = ca_file;
  http.connect_to = {connect_to};
  VerificationLimits limits;
  limits.requests_per_second = kRate;
  limits.connections = kConnections;
  limits.retries = 10;
  const long before = memory("VmRSS");
  const auto results =
      run_verification(work.candidates, work.plan, {}, http, limits,
                       [&](const PlannedVerification& planned, const Liveness& liveness) {
                         const auto& candidate = work.candidates[planned.candidate];
                         return cache->add(candidate.rule_id, candidate.fingerprint, liveness);
                       });
  if (!results) {
    fmt::print(stderr, "{}\n", results.error().message);
    return 1;
  }
  const auto proofs = std::count_if(results->begin(), results->end(), [](const Liveness& one) {
    return one.state == LivenessState::kActive || one.state == LivenessState::kRevoked;
  });
  std::ofstream(report) << memory("VmHWM") - before << ' ' << proofs << '\n';
  return 0;
}

// ---- The providers, and what they saw.

struct Asked {
  std::chrono::steady_clock::time_point at;
  std::size_t credential = 0;
  bool is_proof = false;
};

class Providers {
 public:
  Providers() : server_([this](const TlsRequest& request) { return answer_to(request); }) {}

  [[nodiscard]] const TlsServer& server() const { return server_; }
  [[nodiscard]] std::size_t proofs() const {
    const std::lock_guard lock(mutex_);
    return proofs_;
  }
  [[nodiscard]] std::map<std::string, std::vector<Asked>> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  TlsAnswer answer_to(const TlsRequest& request) {
    const std::string token = request.header("authorization").substr(std::string("Bearer ").size());
    const std::size_t credential = std::stoul(token.substr(std::string("sample-").size()));
    TlsAnswer answer = judged(request.host, credential);
    answer.delay = std::chrono::milliseconds(10);
    return answer;
  }

  // Each 41st request of a host is one too many for it, and each 97th fails.
  TlsAnswer judged(const std::string& host, std::size_t credential) {
    const std::lock_guard lock(mutex_);
    std::vector<Asked>& asked = asked_[host];
    asked.push_back({std::chrono::steady_clock::now(), credential, false});
    if (asked.size() % 41 == 0) return status_answer(429, "{}", {{"Retry-After", "1"}});
    if (asked.size() % 97 == 0) return status_answer(503);
    asked.back().is_proof = true;
    ++proofs_;
    return credential % 3 == 0 ? status_answer(401, R"({"error":"revoked"})")
                               : json_answer(R"({"id":1})");
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Asked>> asked_;
  std::size_t proofs_ = 0;
  TlsServer server_;
};

// ---- What must hold.

class Verdict {
 public:
  void require(bool holds, const std::string& what) {
    if (holds) return;
    fmt::print("FAILED: {}\n", what);
    is_good_ = false;
  }
  [[nodiscard]] bool is_good() const { return is_good_; }

 private:
  bool is_good_ = true;
};

void check_requests(const Providers& providers, const Load& load, Verdict& verdict) {
  std::map<std::size_t, std::size_t> proofs;
  std::size_t requests = 0;
  std::size_t fastest = 0;  // of one host, in one second
  for (const auto& [host, asked] : providers.asked()) {
    requests += asked.size();
    std::size_t first = 0;
    std::size_t next = 0;  // what the host has to be asked about, or once more
    for (std::size_t i = 0; i < asked.size(); ++i) {
      while (asked[i].at - asked[first].at > std::chrono::seconds(1)) ++first;
      fastest = std::max(fastest, i - first + 1);
      verdict.require(host_of(asked[i].credential, load) == host, "a host got another's secret");
      verdict.require(asked[i].credential + load.hosts >= next, host + " was not asked in order");
      if (asked[i].is_proof) ++proofs[asked[i].credential];
      next = asked[i].credential;
    }
  }
  const auto repeated = static_cast<std::size_t>(
      std::count_if(proofs.begin(), proofs.end(), [](const auto& one) { return one.second > 1; }));
  fmt::print("{} requests for {} proofs, {} of them twice; at most {} a second to one host\n",
             requests, proofs.size(), repeated, fastest);
  verdict.require(proofs.size() == load.credentials, "not every credential was asked about");
  verdict.require(repeated <= load.kills * kConnections,
                  "more was asked twice than was on its way");
  // What is sent evenly may arrive less so; a run that begins anew has no past.
  verdict.require(fastest <= static_cast<std::size_t>(kRate * 1.5) + 2,
                  "a host was asked too fast");
}

// ---- The one who kills.

class Runs {
 public:
  Runs(const Providers& providers, const Load& load) {
    arguments_ = {"verification_load",
                  "run",
                  std::to_string(load.credentials),
                  std::to_string(load.hosts),
                  providers.server().connect_to(),
                  providers.server().ca_file(),
                  dir_ / "cache",
                  dir_ / "report"};
  }
  [[nodiscard]] pid_t start() const {
    std::vector<char*> argv;
    for (const std::string& argument : arguments_)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    pid_t process = -1;
    if (::posix_spawn(&process, "/proc/self/exe", nullptr, nullptr, argv.data(), environ) != 0)
      return -1;
    return process;
  }
  // GROWTH and PROOFS of a run that came to its end.
  [[nodiscard]] std::pair<long, std::size_t> report() const {
    std::ifstream file(dir_ / "report");
    std::pair<long, std::size_t> read;
    file >> read.first >> read.second;
    return read;
  }

 private:
  TempDir dir_;
  std::vector<std::string> arguments_;
};

int exit_of(pid_t process) {
  int status = 0;
  if (::waitpid(process, &status, 0) != process) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int run_all(const Load& load) {
  for (const char* name : {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"})
    ::unsetenv(name);
  const Providers providers;
  const Runs runs(providers, load);
  Verdict verdict;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t kill = 0; kill < load.kills; ++kill) {
    const std::size_t goal = load.credentials * (kill + 1) / (load.kills + 1);
    const pid_t process = runs.start();
    while (providers.proofs() < goal && ::kill(process, 0) == 0 &&
           ::waitpid(process, nullptr, WNOHANG) == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ::kill(process, SIGKILL);
    verdict.require(exit_of(process) == 128 + SIGKILL, "a run ended before it could be killed");
    fmt::print("killed after {} proofs\n", providers.proofs());
  }
  verdict.require(exit_of(runs.start()) == 0, "the last run failed");
  const auto [growth, proofs] = runs.report();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  fmt::print("{} credentials of {} hosts in {:.1f} s; the last run's memory grew by {} KiB\n",
             load.credentials, load.hosts, seconds.count(), growth);
  verdict.require(proofs == load.credentials, "the last run does not know all results");
  verdict.require(growth > 0 && growth <= kMostGrowth, "the memory of a run is not bounded");
  check_requests(providers, load, verdict);
  return verdict.is_good() ? 0 : 1;
}

}  // namespace
}  // namespace keyhound::testing

int main(int count, char** values) {
  using namespace keyhound::testing;
  const std::vector<std::string> arguments(values + 1, values + count);
  const bool is_run = !arguments.empty() && arguments[0] == "run";
  const auto number = [&](std::size_t at, std::size_t otherwise) {
    at += is_run ? 1 : 0;
    return at < arguments.size() ? std::stoul(arguments[at]) : otherwise;
  };
  Load load;
  load.credentials = number(0, load.credentials);
  load.hosts = number(1, load.hosts);
  if (is_run) return run_client(load, arguments[3], arguments[4], arguments[5], arguments[6]);
  load.kills = number(2, load.kills);
  return run_all(load);
}
