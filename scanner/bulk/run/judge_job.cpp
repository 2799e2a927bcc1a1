// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/judge_job.h"

#include <nlohmann/json.hpp>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/json/strict_members.h"

namespace keyhound {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kJobSchema = "keyhound/judge-job/v1";
constexpr std::string_view kAnswerSchema = "keyhound/judge-answer/v1";
constexpr std::size_t kRunIdDigits = 32;  // as many as the ledger's own ids have

Result<JudgeAnswer> read_answer(std::string_view json) {
  KEYHOUND_TRY(const Json document, parse_strictly(json));
  JudgeAnswer answer;
  StrictMembers members(document, "");
  members.expect("schema", kAnswerSchema);
  members.read("exit_code", answer.exit_code);
  members.read("findings", answer.findings);
  members.read("failed", answer.failed);
  members.read("verdicts_failed", answer.verdicts_failed);
  members.read("complete", answer.complete);
  KEYHOUND_TRY_STATUS(members.finish());
  return answer;
}

}  // namespace

std::string ledger_run_id(std::string_view run_key) {
  return to_hex(sha256_of_parts({"keyhound bulk run\n", run_key})).substr(0, kRunIdDigits);
}

std::string write_judge_job(const JudgeJob& job) {
  return json_line({{"schema", kJobSchema},
                    {"step", job.step == JudgeStep::kStart ? "start" : "finish"},
                    {"store", job.store},
                    {"run_key", job.run_key},
                    {"folder", job.folder},
                    {"scan_arguments", job.scan_arguments},
                    {"fail_on_level", job.fail_on_level},
                    {"ledger", job.ledger},
                    {"signing_key", job.signing_key}}) +
         "\n";
}

Result<JudgeJob> read_judge_job(std::string_view json) {
  KEYHOUND_TRY(const Json document, parse_strictly(json));
  JudgeJob job;
  std::string step;
  StrictMembers members(document, "");
  members.expect("schema", kJobSchema);
  members.read("step", step);
  members.read("store", job.store);
  members.read("run_key", job.run_key);
  members.read("folder", job.folder);
  members.read("scan_arguments", job.scan_arguments);
  members.read("fail_on_level", job.fail_on_level);
  members.read("ledger", job.ledger);
  members.read("signing_key", job.signing_key);
  if (step != "start" && step != "finish")
    members.complain("step", "it is neither start nor finish");
  if (job.folder.empty()) members.complain("folder", "it is empty");
  KEYHOUND_TRY_STATUS(members.finish());
  job.step = step == "start" ? JudgeStep::kStart : JudgeStep::kFinish;
  return job;
}

std::string write_judge_answer(const JudgeAnswer& answer) {
  return json_line({{"schema", kAnswerSchema},
                    {"exit_code", answer.exit_code},
                    {"findings", answer.findings},
                    {"failed", answer.failed},
                    {"verdicts_failed", answer.verdicts_failed},
                    {"complete", answer.complete}}) +
         "\n";
}

Result<JudgeAnswer> read_judge_answer(std::string_view json, const std::string& file) {
  auto answer = read_answer(json);
  if (!answer) return fail(answer.error().within(file));
  return answer;
}

}  // namespace keyhound
