// SPDX-License-Identifier: Apache-2.0
// keyhound-pack RULES_DIR OUT_DIR: the build's step that turns rules/*.toml into what the program
// embeds: in OUT_DIR rules.bin, rule-table.bin, examples.bin, verifiers.bin, plans.bin,
// plan-table.bin and triggers-{baseline,avx2,avx512}.bin. It proves every rule.
#include <cstdio>
#include <string>
#include <vector>

#include "scanner/base/file.h"
#include "scanner/engine/match_plan.h"
#include "scanner/engine/plan_codec.h"
#include "scanner/engine/plan_table.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/trigger_database.h"
#include "scanner/engine/trigger_table.h"
#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_file.h"
#include "scanner/rules/rule_pack.h"
#include "scanner/rules/verifier_set.h"

namespace {

using namespace std::string_literals;
using keyhound::CpuLevel;
using keyhound::Result;
using keyhound::Status;

constexpr std::pair<const char*, CpuLevel> kDatabases[] = {
    {"triggers-baseline.bin", CpuLevel::kBaseline},
    {"triggers-avx2.bin", CpuLevel::kAvx2},
    {"triggers-avx512.bin", CpuLevel::kAvx512},
};

Status pack(const std::string& rules_folder, const std::string& out_folder) {
  KEYHOUND_TRY(keyhound::RuleFile file, keyhound::load_rule_files(rules_folder));
  std::vector<keyhound::Verifier> verifiers = std::move(file.verifiers);
  KEYHOUND_TRY(const keyhound::RuleSet rules, keyhound::make_rule_set(std::move(file)));
  KEYHOUND_TRY(const auto checked, keyhound::VerifierSet::create(std::move(verifiers), rules));
  KEYHOUND_TRY(const keyhound::RuleEngine proof, keyhound::RuleEngine::create(rules));
  KEYHOUND_TRY_STATUS(
      keyhound::write_file(out_folder + "/rules.bin", keyhound::encode_rule_set(rules)));
  KEYHOUND_TRY_STATUS(
      keyhound::write_file(out_folder + "/rule-table.bin", keyhound::encode_rule_table(rules)));
  KEYHOUND_TRY_STATUS(
      keyhound::write_file(out_folder + "/examples.bin", keyhound::encode_rule_examples(rules)));
  KEYHOUND_TRY_STATUS(keyhound::write_file(out_folder + "/verifiers.bin",
                                           keyhound::encode_verifiers(checked.all())));
  std::vector<keyhound::MatchPlan> plans;
  for (const keyhound::Rule& rule : rules.rules) {
    KEYHOUND_TRY(keyhound::MatchPlan plan, keyhound::make_match_plan(rule));
    plans.push_back(std::move(plan));
  }
  KEYHOUND_TRY_STATUS(
      keyhound::write_file(out_folder + "/plans.bin", keyhound::encode_plans(plans)));
  KEYHOUND_TRY_STATUS(keyhound::write_file(out_folder + "/plan-table.bin",
                                           keyhound::encode_plan_table(rules, plans)));
  const keyhound::TriggerTable table = keyhound::make_trigger_table(plans);
  for (const auto& [name, level] : kDatabases) {
    KEYHOUND_TRY(const std::string bytes,
                 keyhound::TriggerDatabase::compile_image(table.patterns(), level));
    KEYHOUND_TRY_STATUS(keyhound::write_file(out_folder + "/"s + name, bytes));
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: keyhound-pack RULES_DIR OUT_DIR\n", stderr);
    return 1;
  }
  const Status status = pack(argv[1], argv[2]);
  if (status) return 0;
  std::fprintf(stderr, "keyhound-pack: %s\n", status.error().message.c_str());
  return 1;
}
