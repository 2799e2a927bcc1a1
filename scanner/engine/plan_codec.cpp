// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/plan_codec.h"

#include "scanner/base/field_codec.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound plans\n";
static_assert(kMagic.size() + sizeof(std::uint64_t) == kEncodedPlansBegin);

}  // namespace

template <class Walker, class Plan>
requires std::is_same_v<std::remove_const_t<Plan>, MatchPlan>
void walk(Walker& walker, Plan& plan) {
  walker.field(plan.trigger);
  walker.field(plan.trigger_bits);
  walker.field(plan.back_min);
  walker.field(plan.back_max);
  walker.field(plan.max_length);
  walker.choice(plan.is_cut, true);
  walker.field(plan.literal_bytes);
}

std::string encode_plan(const MatchPlan& plan) {
  FieldWriter writer({});
  walk(writer, plan);
  return writer.bytes();
}

Result<MatchPlan> decode_plan(std::string_view bytes) {
  FieldReader reader(bytes, {});
  MatchPlan plan;
  walk(reader, plan);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "an encoded match plan is damaged");
  return plan;
}

std::string encode_plans(const std::vector<MatchPlan>& plans) {
  FieldWriter writer(kMagic);
  writer.list(plans);
  return writer.bytes();
}

Result<std::vector<MatchPlan>> decode_plans(std::string_view bytes) {
  FieldReader reader(bytes, kMagic);
  std::vector<MatchPlan> plans;
  reader.list(plans);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "the encoded match plans are damaged");
  return plans;
}

}  // namespace keyhound
