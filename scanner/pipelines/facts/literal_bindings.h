// SPDX-License-Identifier: Apache-2.0
// Which bindings of a definition give a literal to the name of a credential, for the checks that
// speak of such literals, each of other bindings. Pure, thread-safe.
#pragma once

#include <vector>

#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// Borrows the definition.
struct CredentialBinding {
  const Binding* binding = nullptr;
  LiteralKind kind = LiteralKind::kCredential;  // never kOther
};

// The literals of bindings that `is_wanted` says yes to, neither encrypted nor harmless; each place
// of the file once, however many aliases lead to it. A value that a database of the same job takes
// as its throw-away password is one under whatever name, and so is what is for the job's own
// machine (POSTGRES_HOST: localhost) or what a service beside the job gets; none is what
// is for a host that others know (PGHOST: db.example.com).
std::vector<CredentialBinding> credential_bindings(const Definition& definition,
                                                   bool (*is_wanted)(const Definition& definition,
                                                                     const Binding& binding));

// Whether a password's host says that its database goes on when the job ends. Linear.
bool is_for_far_machine(const Definition& definition, const Binding& binding);

// Whether what the definition describes goes on when a run ends: clusters and machines.
bool outlives_runs(const Definition& definition);

// The kind of a literal: judge_literal(), but that databases of clusters and machines are no
// throw-aways.
LiteralKind judge_binding(const Definition& definition, const Binding& binding);

}  // namespace keyhound
