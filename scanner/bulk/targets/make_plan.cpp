// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/ascii.h"
#include "scanner/bulk/targets/api_cache.h"
#include "scanner/bulk/targets/forge_client.h"
#include "scanner/bulk/targets/forge_listing.h"
#include "scanner/bulk/targets/forge_token.h"
#include "scanner/bulk/targets/list_input.h"
#include "scanner/bulk/targets/plan.h"
#include "scanner/bulk/targets/repository_folders.h"
#include "scanner/bulk/targets/target_filter.h"
#include "scanner/bulk/targets/target_list.h"
#include "scanner/http/http_client.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestList = 256U << 20U;  // bytes
constexpr std::uint64_t kLargestPlan = std::uint64_t{1} << 30U;

class PlanMaker {
 public:
  PlanMaker(const PlanOptions& options, const PlanEnvironment& environment)
      : options_(options),
        environment_(environment),
        cache_(options.cache.empty() ? "" : options.cache + "/api"),
        api_wait_(options.api_wait) {}

  Result<Plan> make() {
    add(read_targets(options_.targets));
    KEYHOUND_TRY_STATUS(add_lists());
    KEYHOUND_TRY_STATUS(add_directories());
    KEYHOUND_TRY_STATUS(add_forges());
    if (plan_.targets.empty() && first_failure_) return fail(*first_failure_);
    exclude_targets(options_.filter, plan_.targets);
    keep_one_of_each_name();
    plan_.complete = std::none_of(plan_.diagnostics.begin(), plan_.diagnostics.end(),
                                  [](const Diagnostic& one) { return one.incomplete; });
    plan_.digest = plan_digest(plan_.targets);
    return std::move(plan_);
  }

 private:
  void add(std::vector<Target> targets, std::vector<Diagnostic> diagnostics) {
    std::move(targets.begin(), targets.end(), std::back_inserter(plan_.targets));
    std::move(diagnostics.begin(), diagnostics.end(), std::back_inserter(plan_.diagnostics));
  }
  void add(TargetList list) { add(std::move(list.targets), std::move(list.diagnostics)); }

  Status add_lists() {
    for (const std::string& file : options_.lists) {
      KEYHOUND_TRY(const std::string text, read_list_input(file, kLargestList));
      add(read_target_list(text, list_input_name(file)));
    }
    return {};
  }

  Status add_directories() {
    for (const std::string& folder : options_.directories) {
      KEYHOUND_TRY(FoundRepositories found, find_repositories(folder));
      add(std::move(found.targets), std::move(found.diagnostics));
    }
    return {};
  }

  Status add_forges() {
    if (options_.forges.empty()) return {};
    KEYHOUND_TRY_STATUS(require_one_instance_each());
    HttpOptions http_options;
    http_options.ca_file = environment_.variable("SSL_CERT_FILE");
    KEYHOUND_TRY(HttpClient http, HttpClient::create(http_options));
    for (const ForgeSource& source : options_.forges) {
      KEYHOUND_TRY_STATUS(add_forge(source, http));
    }
    return {};
  }

  // A token belongs to one instance, and the environment names no other.
  [[nodiscard]] Status require_one_instance_each() const {
    std::map<std::string_view, std::string> bases;
    for (const ForgeSource& source : options_.forges) {
      KEYHOUND_TRY(const ForgeAndList found, find_forge_list(source.forge));
      const std::string base = base_of(*found.forge, source);
      const auto [known, is_new] = bases.emplace(found.forge->provider, base);
      if (is_new || known->second == base) continue;
      return fail(ErrorKind::kUsage,
                  fmt::format("two instances of {} are asked ({} and {}), and the environment has "
                              "one token; make a plan for each",
                              found.forge->name, known->second, base));
    }
    return {};
  }

  static std::string base_of(const Forge& forge, const ForgeSource& source) {
    return source.api_url.empty() ? std::string(forge.public_api) : source.api_url;
  }

  Status add_forge(const ForgeSource& source, HttpClient& http) {
    KEYHOUND_TRY(const ForgeAndList found, find_forge_list(source.forge));
    KEYHOUND_TRY(ForgeAccess access,
                 forge_access(*found.forge, base_of(*found.forge, source), environment_));
    ForgeClient client(std::move(access), http, cache_, environment_, api_wait_);
    ForgeListing listing = list_repositories(*found.forge, *found.list, source.name, client);
    add(std::move(listing.targets), std::move(listing.diagnostics));
    if (!listing.broken_off) return {};
    if (listing.broken_off->kind == ErrorKind::kConfiguration) return fail(*listing.broken_off);
    plan_.diagnostics.push_back({"broken-list", fmt::format("{} {}", source.forge, source.name),
                                 listing.broken_off->message, true});
    if (!first_failure_) first_failure_ = listing.broken_off;
    return {};
  }

  // The public forges take "acme/Pay" and "acme/pay" for one repository.
  static std::string identity_of(const Target& target) {
    const std::string_view host = std::string_view(target.name).substr(0, target.name.find('/'));
    const bool ignores_case = std::any_of(
        forges().begin(), forges().end(),
        [&](const Forge* forge) { return !host.empty() && forge->public_host == host; });
    return ignores_case ? to_lower_ascii(target.name) : target.name;
  }

  // What a forge tells of a repository counts more than a line of a list.
  void keep_one_of_each_name() {
    std::map<std::string, std::size_t> kept;  // places in `targets`
    std::vector<Target> targets;
    for (Target& target : plan_.targets) {
      const auto [known, is_new] = kept.emplace(identity_of(target), targets.size());
      if (is_new) {
        targets.push_back(std::move(target));
      } else if (targets[known->second].provider_id.empty()) {
        targets[known->second] = std::move(target);
      }
    }
    std::sort(targets.begin(), targets.end(),
              [](const Target& a, const Target& b) { return a.name < b.name; });
    plan_.targets = std::move(targets);
  }

  const PlanOptions& options_;
  const PlanEnvironment& environment_;
  ApiCache cache_;
  Duration api_wait_;
  Plan plan_;
  std::optional<Error> first_failure_;
};

Result<Plan> load_plan(const std::string& file) {
  KEYHOUND_TRY(const std::string json, read_list_input(file, kLargestPlan));
  return read_plan(json, list_input_name(file));
}

}  // namespace

Result<Plan> make_plan(const PlanOptions& options, const PlanEnvironment& environment) {
  if (!options.plan_file.empty()) return load_plan(options.plan_file);
  if (options.targets.empty() && options.lists.empty() && options.directories.empty() &&
      options.forges.empty()) {
    return fail(ErrorKind::kUsage,
                "no repository is named; give paths or URLs, --list FILE, --directory DIR, or a "
                "list of a forge such as --github-org NAME");
  }
  return PlanMaker(options, environment).make();
}

Result<Plan> make_plan(const PlanOptions& options) {
  return make_plan(options, system_plan_environment());
}

}  // namespace keyhound
