// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/literal_bindings.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/name_traits.h"
#include "scanner/filters/generic/value_traits.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

using JobValue = std::pair<FactIndex, std::string_view>;

// The name of a Secret, as `secret: web-tls-2` means: words and numbers between hyphens.
bool is_object_name(std::string_view value) {
  const bool is_label = std::all_of(value.begin(), value.end(), [](char c) {
    return is_lower_ascii(c) || is_digit_ascii(c) || c == '-' || c == '.';
  });
  return is_label && value.find('-') != std::string_view::npos &&
         read_value_traits(value).words > 0.3F;
}

// "POSTGRES" of POSTGRES_ADMIN_PASSWORD; empty: there is one word only.
std::string_view first_word(std::string_view name) {
  const std::size_t end = name.find('_');
  return end == std::string_view::npos ? std::string_view() : name.substr(0, end);
}

// A list of secrets, in the notation of what takes it, is no secret.
bool is_list_name(std::string_view name) { return to_lower_ascii(name).ends_with("secrets"); }

bool is_own_machine(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

// What a job starts for itself.
class TemporaryValues {
 public:
  explicit TemporaryValues(const Definition& definition) {
    if (outlives_runs(definition)) return;
    for (const Binding& one : definition.bindings) {
      if (!one.is_literal) continue;
      if (one.name.ends_with("_HOST") && is_own_machine(one.value.text))
        hosts_.insert({one.scope.job, first_word(one.name)});
      if (is_credential_name(one.name) && judge_binding(definition, one) == LiteralKind::kThrowAway)
        passwords_.insert({one.scope.job, one.value.text});
    }
  }

  // A password that a database of the job has, or of something that listens on the job's machine.
  [[nodiscard]] bool has(const Binding& binding) const {
    if (passwords_.contains({binding.scope.job, binding.value.text})) return true;
    const std::string_view word = first_word(binding.name);
    return hosts_.contains({binding.scope.job, word}) || hosts_.contains({kNoFact, word});
  }

 private:
  std::set<JobValue> passwords_;
  std::set<JobValue> hosts_;  // by the first word of their names
};

}  // namespace

bool outlives_runs(const Definition& definition) {
  const std::string_view id = definition.platform->id;
  return id == "kubernetes" || id == "ansible" || id == "terraform";
}

LiteralKind judge_binding(const Definition& definition, const Binding& binding) {
  if (!outlives_runs(definition)) return judge_literal(binding.name, binding.value.text);
  if (read_name(binding.name).kind == NameKind::kSecret && is_object_name(binding.value.text))
    return LiteralKind::kOther;
  return judge_literal("password", binding.value.text);
}

std::vector<CredentialBinding> credential_bindings(const Definition& definition,
                                                   bool (*is_wanted)(const Definition& definition,
                                                                     const Binding& binding)) {
  std::vector<CredentialBinding> found;
  std::optional<TemporaryValues> temporary;  // most definitions have nothing to ask about
  std::set<std::uint32_t> places;
  for (const Binding& one : definition.bindings) {
    if (!one.is_literal || one.is_encrypted || !is_wanted(definition, one)) continue;
    if (!is_credential_name(one.name) || is_list_name(one.name)) continue;
    LiteralKind kind = judge_binding(definition, one);
    if (kind == LiteralKind::kOther || !places.insert(one.value.whole.begin).second) continue;
    if (!temporary) temporary.emplace(definition);
    if (temporary->has(one)) kind = LiteralKind::kThrowAway;
    found.push_back({&one, kind});
  }
  return found;
}

}  // namespace keyhound
