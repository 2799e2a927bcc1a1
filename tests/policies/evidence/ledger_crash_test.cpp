// SPDX-License-Identifier: Apache-2.0
// A writer that is killed, and a disk that is full, at any moment.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {
namespace {

// Runs `work` in a child of this process; answers its pid.
template <class Work>
pid_t in_child(const Work& work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child > 0) return child;
  work();
  ::_exit(0);
}

int exit_code_of(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("A writer killed at any moment leaves a ledger that verifies and goes on") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 16;
  ledger.options.clock = [] { return now(); };
  ledger.fill(1);
  std::mt19937 random(9);
  std::uint64_t last_events = 0;
  int torn = 0;
  for (int round = 0; round < 100; ++round) {
    const std::size_t batch = round % 4 == 0 ? 200 : 1 + random() % 8;
    const pid_t child = in_child([&ledger, batch] {
      auto writer = LedgerWriter::open(ledger.path(), ledger.options);
      const std::vector<EvidenceEvent> events(batch, triaged("a", std::string(3000, 'x')));
      while (writer && writer->append(events)) continue;
      ::_exit(1);
    });
    ::usleep(static_cast<useconds_t>(random() % 30'000));
    ::kill(child, SIGKILL);
    CHECK(exit_code_of(child) == -1);
    const LedgerCheck killed = ledger.verify();
    CAPTURE(round);
    REQUIRE(killed.is_verified());
    CHECK(killed.events >= last_events);
    torn += killed.has_torn_tail ? 1 : 0;
    LedgerWriter writer = ledger.writer();
    const EvidenceEvent event = triaged("after");
    REQUIRE(writer.append(std::span(&event, 1)));
    const LedgerCheck after = ledger.verify();
    REQUIRE(after.is_verified());
    CHECK_FALSE(after.has_torn_tail);
    CHECK(after.events > killed.events);
    last_events = after.events;
    if (ledger.text().size() > 4'000'000) {
      std::filesystem::remove(ledger.path());
      ledger.forget_cache();
      last_events = 0;
    }
  }
  MESSAGE("torn tails in 100 kills: ", torn);
}

TEST_CASE("A disk that is full undoes the batch, and what was there before stays") {
  LedgerFixture ledger;
  ledger.fill(3);
  const std::string before = ledger.text();
  for (const std::size_t room : {0U, 1U, 500U, 5000U}) {
    CAPTURE(room);
    const pid_t child = in_child([&ledger, &before, room] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlim_t limit = before.size() + room;
      const rlimit limits{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &limits);
      auto writer = LedgerWriter::open(ledger.path(), ledger.options);
      if (!writer) ::_exit(1);
      const std::vector<EvidenceEvent> events(20, triaged("a", std::string(1000, 'x')));
      const Status status = writer->append(events);
      if (status) ::_exit(2);
      if (status.error().kind != ErrorKind::kUnreadable) ::_exit(3);
      if (status.error().message.find("nothing was added") == std::string::npos) ::_exit(4);
      ::_exit(0);
    });
    CHECK(exit_code_of(child) == 0);
    CHECK(ledger.text() == before);
    CHECK(ledger.verify().is_verified());
  }
  ledger.fill(1);
  CHECK(ledger.verify({{}, {}, true}).is_verified());
}

TEST_CASE("Processes that append at once share one chain with all their events") {
  LedgerFixture ledger;
  ledger.options.events_per_head = 10;
  ledger.options.clock = [] { return now(); };
  constexpr int kWriters = 4;
  constexpr int kBatches = 10;
  std::vector<pid_t> children;
  for (int i = 0; i < kWriters; ++i) {
    children.push_back(in_child([&ledger] {
      auto writer = LedgerWriter::open(ledger.path(), ledger.options);
      const std::vector<EvidenceEvent> events(3, triaged("a"));
      for (int batch = 0; batch < kBatches; ++batch) {
        if (!writer || !writer->append(events)) ::_exit(1);
      }
    }));
  }
  for (const pid_t child : children) CHECK(exit_code_of(child) == 0);
  const LedgerCheck check = ledger.verify();
  CHECK(check.is_verified());
  CHECK(check.problems.empty());
  CHECK(check.events == 1 + kWriters * kBatches * 3 + check.heads);
}

}  // namespace keyhound::testing
