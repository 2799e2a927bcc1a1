// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/condition.h"

namespace keyhound {

// A closure that is dated in the future has not happened.
Decision decide_exc1001(const PolicyFacts& facts, const PolicyDefinition&) {
  if (facts.exception == nullptr) return Decision::not_applicable("no exception concerns it");
  const Exception& exception = *facts.exception;
  const std::optional<Timestamp>& closed = exception.closure.at;
  if (closed && *closed <= facts.now) {
    return Decision::pass("'" + exception.id + "' was closed on " + format_timestamp(*closed));
  }
  if (facts.now <= exception.expires) {
    return Decision::pass("'" + exception.id + "' expires on " +
                          format_timestamp(exception.expires));
  }
  return {Outcome::kFail,
          {},
          {{"exception", exception.id},
           {"ago", describe_duration(facts.now - exception.expires)},
           {"expires", format_timestamp(exception.expires)}}};
}

}  // namespace keyhound
