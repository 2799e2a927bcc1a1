// SPDX-License-Identifier: Apache-2.0
// Policy: a definition whose expressions are checked and ready to run. Immutable, thread-safe; the
// scratch of an evaluation belongs to one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policies/evaluation/message_template.h"
#include "policies/evaluation/policy_definition.h"
#include "policies/evaluation/policy_facts.h"
#include "scanner/model/policy_verdict.h"

namespace keyhound {

// What one policy says about one subject. A failure is not waived yet.
struct Decision {
  Outcome outcome = Outcome::kError;
  std::string message;
  // Not empty: the same decision is made wherever this number is, with the same message.
  std::size_t constant = kVaries;
  static constexpr std::size_t kVaries = static_cast<std::size_t>(-1);
};

// The values of a policy's parameters. They borrow the definition or settings they come from.
using ParameterValues = std::vector<CelValue>;

// Memory of evaluations, one per thread.
class EvaluationScratch {
 public:
  // What the next decisions are about. `facts` is borrowed until the next call.
  void set_facts(const PolicyFacts& facts);

 private:
  friend class Policy;
  CelArena arena_;
  std::vector<CelValue> values_;  // facts, parameters, lets
  std::vector<bool> is_known_;    // by let
};

class Policy {
 public:
  // kConfiguration with one line for each problem. `regexes` must outlive the policy.
  static Result<Policy> compile(PolicyDefinition definition, const CelRegexCompiler* regexes);

  [[nodiscard]] const PolicyDefinition& definition() const { return *definition_; }
  [[nodiscard]] const ParameterValues& default_parameters() const { return *parameters_; }

  // REQUIRES: scratch.set_facts() with facts that hold this policy's subject.
  [[nodiscard]] Decision decide(const ParameterValues& parameters,
                                EvaluationScratch& scratch) const;
  // The same without the message of a constant decision, which most are.
  [[nodiscard]] Decision decide_briefly(const ParameterValues& parameters,
                                        EvaluationScratch& scratch) const;
  // That message. REQUIRES: a constant decision was the last that the scratch was used for.
  [[nodiscard]] std::string constant_message(std::size_t constant,
                                             EvaluationScratch& scratch) const;

 private:
  struct Expression {
    CelProgram program;
    std::vector<std::size_t> lets;  // that it needs, in order
  };
  struct Text {
    std::optional<Expression> condition;
    MessageTemplate text;
    std::vector<std::size_t> lets;
  };
  struct Message {
    std::vector<Text> variants;
    bool is_constant = false;
  };
  struct Guard {
    Expression condition;
    Message reason;
  };
  friend class PolicyCompiler;

  void compute(const std::vector<std::size_t>& lets, EvaluationScratch& scratch) const;
  CelValue evaluate(const Expression& expression, EvaluationScratch& scratch) const;
  std::string render(const Message& message, EvaluationScratch& scratch) const;
  static Decision failed_to_decide(const CelValue& value, std::string_view what);

  std::shared_ptr<const PolicyDefinition> definition_;
  std::shared_ptr<CelArena> arena_;  // of the parameters
  std::shared_ptr<ParameterValues> parameters_;
  std::vector<Expression> lets_;
  std::vector<Guard> applies_;
  std::vector<Guard> undecided_;
  std::optional<Expression> fail_when_;
  Message message_;
  Message pass_;
};

}  // namespace keyhound
