// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/worker_job.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

WorkerJob sample() {
  WorkerJob job;
  job.target.name = "git.example/acme/pay";
  job.target.location = "https://git.example/acme/pay.git";
  job.mirrors.cache = "/cache";
  job.mirrors.timeout = std::chrono::seconds(7);
  job.mirrors.protocols = {"https"};
  job.folder = "/jobs/1";
  job.refs_digest = "sha256:refs";
  job.basis = "sha256:basis until 2027-01-01T00:00:00Z";
  job.rescan = true;
  job.keep_mirror = false;
  job.scan_arguments = {"--rules", "more rules.toml"};
  job.verification = {{"--allow=GitHub"}, "/cache/verification/1", 8, 3, 3240};
  return job;
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A job comes back from its JSON as it was") {
  const std::string text = write_worker_job(sample());
  const auto read = read_worker_job(text);
  REQUIRE(read);
  CHECK(write_worker_job(*read) == text);
  CHECK(read->mirrors.timeout == std::chrono::seconds(7));
  CHECK(read->scan_arguments == sample().scan_arguments);
  CHECK_FALSE(read->keep_mirror);
  CHECK(read->verification.arguments == sample().verification.arguments);
  CHECK(read->verification.shared_folder == "/cache/verification/1");
  CHECK(read->verification.shards == 8);
  CHECK(read->verification.shard == 3);
  CHECK(read->verification.seconds == 3240);
}

TEST_CASE("A job that another version wrote, or that lacks something, is refused") {
  const std::string text = write_worker_job(sample());
  CHECK(read_worker_job(changed(text, "worker-job/v1", "worker-job/v2")).error().message ==
        "schema: expected keyhound/worker-job/v1");
  CHECK(read_worker_job(changed(text, "\"rescan\"", "\"Rescan\"")).error().message ==
        "rescan: it is missing");
  CHECK(read_worker_job(changed(text, "/jobs/1", "")).error().message == "folder: it is empty");
  CHECK(read_worker_job(changed(text, "largest_bytes", "largest")).error().message ==
        "mirrors.largest_bytes: it is missing");
  CHECK_FALSE(read_worker_job(text.substr(0, text.size() / 2)));
}

TEST_CASE("An answer comes back as it was; a cut or unlikely one names its file") {
  WorkerAnswer answer;
  answer.outcome = "failed";
  answer.failure = {"not-found", "there is no such repository"};
  answer.fetch_seconds = 1.5;
  answer.verification = "asked 1: active 1";
  answer.next_steps = {"add --allow a.example.com"};
  const std::string text = write_worker_answer(answer);
  const auto read = read_worker_answer(text, "answer.json");
  REQUIRE(read);
  CHECK(read->failure.reason == "not-found");
  CHECK(read->fetch_seconds == 1.5);

  const auto unknown = read_worker_answer(changed(text, "\"failed\"", "\"lost\""), "answer.json");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.rfind("answer.json: outcome: ", 0) == 0);
  const auto reasonless = read_worker_answer(changed(text, "not-found", ""), "answer.json");
  REQUIRE_FALSE(reasonless);
  CHECK(reasonless.error().message.rfind("answer.json: reason: ", 0) == 0);
  CHECK_FALSE(read_worker_answer("", "answer.json"));
}

}  // namespace keyhound
