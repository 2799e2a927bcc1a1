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

// A machine that others know, too: db.example.com, not `postgres`, a service of the job.
bool is_far_machine(std::string_view host) {
  if (is_own_machine(host) || host.starts_with("127.") || host == "0.0.0.0") return false;
  for (const std::string_view near : {".internal", ".local", ".localhost"})
    if (host.ends_with(near)) return false;
  return host.find('.') != std::string_view::npos;
}

// "PG" of PGHOST, "DB" of DB_HOST; empty: the name is of no host.
std::string_view owner_of_host(std::string_view name) {
  constexpr std::string_view kHost = "HOST";
  if (!name.ends_with(kHost)) return {};
  name.remove_suffix(kHost.size());
  while (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

// A password that a container beside the job gets: what runs there ends with the job.
bool is_of_service(const Binding& binding) {
  return binding.key_path.find("/services/") != std::string::npos &&
         read_name(binding.name).kind == NameKind::kPassword;
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
      const std::string_view owner = owner_of_host(one.name);
      if (!owner.empty() && is_far_machine(one.value.text)) far_.insert({one.scope.job, owner});
      if (!is_credential_name(one.name)) continue;
      const LiteralKind kind = judge_binding(definition, one);
      if (kind == LiteralKind::kThrowAway ||
          (kind == LiteralKind::kCredential && is_of_service(one)))
        passwords_.insert({one.scope.job, one.value.text});
    }
  }

  // A password of a database that goes on when the job ends: its host says so.
  [[nodiscard]] bool is_far(const Binding& binding) const {
    return std::any_of(far_.begin(), far_.end(), [&](const JobValue& one) {
      return (one.first == binding.scope.job || one.first == kNoFact) &&
             std::string_view(binding.name).starts_with(one.second);
    });
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
  std::set<JobValue> far_;    // by what stands before HOST in their names
};

}  // namespace

bool is_for_far_machine(const Definition& definition, const Binding& binding) {
  return std::any_of(
      definition.bindings.begin(), definition.bindings.end(), [&](const Binding& one) {
        const std::string_view owner = owner_of_host(one.name);
        return !owner.empty() && one.is_literal && one.scope.covers(binding.scope) &&
               is_far_machine(one.value.text) && std::string_view(binding.name).starts_with(owner);
      });
}

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
    if (temporary->is_far(one)) {
      kind = LiteralKind::kCredential;
    } else if (temporary->has(one)) {
      kind = LiteralKind::kThrowAway;
    }
    found.push_back({&one, kind});
  }
  return found;
}

}  // namespace keyhound
