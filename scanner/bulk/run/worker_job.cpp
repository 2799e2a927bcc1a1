// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/worker_job.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/bulk/json/strict_members.h"
#include "scanner/bulk/json/target_json.h"

namespace keyhound {
namespace {

using OrderedJson = nlohmann::ordered_json;
using Json = nlohmann::json;

constexpr std::string_view kJobSchema = "keyhound/worker-job/v1";
constexpr std::string_view kAnswerSchema = "keyhound/worker-answer/v1";
constexpr std::string_view kOutcomes[] = {"scanned", "unchanged", "failed"};

OrderedJson mirrors_json(const MirrorOptions& mirrors) {
  return {{"cache", mirrors.cache},
          {"timeout_seconds", static_cast<std::uint64_t>(mirrors.timeout.count())},
          {"largest_bytes", mirrors.largest_bytes},
          {"protocols", mirrors.protocols},
          {"credential_helper", mirrors.credential_helper},
          {"token_variable", mirrors.token_variable},
          {"git", mirrors.git}};
}

Result<MirrorOptions> read_mirrors(const Json& value) {
  MirrorOptions mirrors;
  std::uint64_t seconds = 0;
  StrictMembers members(value, "mirrors");
  members.read("cache", mirrors.cache);
  members.read("timeout_seconds", seconds);
  members.read("largest_bytes", mirrors.largest_bytes);
  members.read("protocols", mirrors.protocols);
  members.read("credential_helper", mirrors.credential_helper);
  members.read("token_variable", mirrors.token_variable);
  members.read("git", mirrors.git);
  KEYHOUND_TRY_STATUS(members.finish());
  mirrors.timeout = std::chrono::seconds(seconds);
  return mirrors;
}

OrderedJson verification_json(const WorkerVerification& verification) {
  return {{"arguments", verification.arguments},
          {"shared_folder", verification.shared_folder},
          {"shards", verification.shards},
          {"shard", verification.shard},
          {"seconds", verification.seconds}};
}

Result<WorkerVerification> read_verification(const Json& value) {
  WorkerVerification verification;
  StrictMembers members(value, "verification");
  members.read("arguments", verification.arguments);
  members.read("shared_folder", verification.shared_folder);
  members.read("shards", verification.shards);
  members.read("shard", verification.shard);
  members.read("seconds", verification.seconds);
  KEYHOUND_TRY_STATUS(members.finish());
  return verification;
}

Result<WorkerAnswer> read_answer(std::string_view json) {
  KEYHOUND_TRY(const Json document, parse_strictly(json));
  WorkerAnswer answer;
  StrictMembers members(document, "");
  members.expect("schema", kAnswerSchema);
  members.read("outcome", answer.outcome);
  members.read("reason", answer.failure.reason);
  members.read("message", answer.failure.message);
  members.read("refs_digest", answer.refs_digest);
  members.read("basis", answer.basis);
  members.read("exit_code", answer.exit_code);
  members.read("fetch_seconds", answer.fetch_seconds);
  members.read("scan_seconds", answer.scan_seconds);
  members.read("verification", answer.verification);
  members.read("next_steps", answer.next_steps);
  if (std::find(std::begin(kOutcomes), std::end(kOutcomes), answer.outcome) == std::end(kOutcomes))
    members.complain("outcome", "it is none of scanned, unchanged, failed");
  if ((answer.outcome == "failed") == answer.failure.reason.empty())
    members.complain("reason", "a failure has a reason, and nothing else has");
  KEYHOUND_TRY_STATUS(members.finish());
  return answer;
}

}  // namespace

std::string write_worker_job(const WorkerJob& job) {
  return json_line({{"schema", kJobSchema},
                    {"target", target_json(job.target)},
                    {"mirrors", mirrors_json(job.mirrors)},
                    {"folder", job.folder},
                    {"refs_digest", job.refs_digest},
                    {"basis", job.basis},
                    {"rescan", job.rescan},
                    {"keep_mirror", job.keep_mirror},
                    {"scan_arguments", job.scan_arguments},
                    {"verification", verification_json(job.verification)}}) +
         "\n";
}

Result<WorkerJob> read_worker_job(std::string_view json) {
  KEYHOUND_TRY(const Json document, parse_strictly(json));
  WorkerJob job;
  StrictMembers members(document, "");
  members.expect("schema", kJobSchema);
  const Json* const target = members.member("target");
  const Json* const mirrors = members.member("mirrors");
  const Json* const verification = members.member("verification");
  members.read("folder", job.folder);
  members.read("refs_digest", job.refs_digest);
  members.read("basis", job.basis);
  members.read("rescan", job.rescan);
  members.read("keep_mirror", job.keep_mirror);
  members.read("scan_arguments", job.scan_arguments);
  if (job.folder.empty()) members.complain("folder", "it is empty");
  KEYHOUND_TRY_STATUS(members.finish());
  KEYHOUND_TRY(job.target, read_target(*target, "target"));
  KEYHOUND_TRY(job.mirrors, read_mirrors(*mirrors));
  KEYHOUND_TRY(job.verification, read_verification(*verification));
  return job;
}

std::string write_worker_answer(const WorkerAnswer& answer) {
  return json_line({{"schema", kAnswerSchema},
                    {"outcome", answer.outcome},
                    {"reason", answer.failure.reason},
                    {"message", answer.failure.message},
                    {"refs_digest", answer.refs_digest},
                    {"basis", answer.basis},
                    {"exit_code", answer.exit_code},
                    {"fetch_seconds", answer.fetch_seconds},
                    {"scan_seconds", answer.scan_seconds},
                    {"verification", answer.verification},
                    {"next_steps", answer.next_steps}}) +
         "\n";
}

Result<WorkerAnswer> read_worker_answer(std::string_view json, const std::string& file) {
  auto answer = read_answer(json);
  if (!answer) return fail(answer.error().within(file));
  return answer;
}

}  // namespace keyhound
