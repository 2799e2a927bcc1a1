// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/plan_options.h"

#include <fmt/format.h>

#include <cstdlib>
#include <set>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/bulk/targets/forge.h"
#include "scanner/bulk/targets/forge_source.h"
#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kBytesInKib = 1024;

CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                      const std::string& description, const char* placeholder) {
  return app.add_option(name, values, description)->type_name(placeholder)->allow_extra_args(false);
}

void add_forge_options(CLI::App& app, BulkTargetOptions& options) {
  std::size_t count = 0;
  for (const Forge* forge : forges()) count += forge->lists.size();
  options.forge_lists.reserve(count);  // CLI11 keeps references
  for (const Forge* forge : forges()) {
    for (const ForgeList& list : forge->lists) {
      auto& [id, values] = options.forge_lists.emplace_back();
      id = list.id;
      add_list(app, "--" + id, values, std::string(list.description),
               std::string(list.placeholder).c_str());
    }
  }
  app.add_option("--api-url", options.api_url,
                 "API of an instance of one's own, for lists that are named without an address: "
                 "https://git.acme.example, or https://acme.example/gitlab/api/v4")
      ->type_name("URL");
  app.add_option("--api-wait", options.api_wait,
                 "How long to wait for rate limits of APIs in all, as an ISO 8601 duration; beyond "
                 "that the list breaks off, and the plan is not complete")
      ->capture_default_str()
      ->type_name("DURATION");
}

void add_filter_options(CLI::App& app, BulkTargetOptions& options) {
  TargetFilter& filter = options.plan.filter;
  add_list(app, "--include", filter.include,
           "Only targets whose name matches this glob: github.com/acme/pay-* (again for more)",
           "GLOB");
  add_list(app, "--exclude", filter.exclude,
           "Leave out targets whose name matches this glob; it wins over --include (again for "
           "more)",
           "GLOB");
  app.add_flag("--archived", filter.archived, "Also repositories that are archived");
  app.add_flag("--forks", filter.forks, "Also forks");
  for (const auto& [name, size, description] :
       {std::tuple{"--min-size", &options.min_size, "Leave out what is smaller, e.g. 1KB"},
        std::tuple{"--max-size", &options.max_size, "Leave out what is larger, e.g. 5GB"}}) {
    app.add_option(name, *size, description)
        ->transform(CLI::AsSizeValue(false).description(""))
        ->type_name("SIZE");
  }
}

bool has_filter(const PlanOptions& plan) {
  const TargetFilter& filter = plan.filter;
  return !filter.include.empty() || !filter.exclude.empty() || filter.archived || filter.forks ||
         filter.min_size_kib || filter.max_size_kib;
}

// A name without an address belongs to the instance of --api-url; of which forge that is must be
// clear.
Status check_api_url(const BulkTargetOptions& options) {
  std::set<std::string_view> asked;
  for (const auto& [id, values] : options.forge_lists) {
    KEYHOUND_TRY(const ForgeAndList found, find_forge_list(id));
    for (const std::string& value : values) {
      if (value.find("://") == std::string::npos) asked.insert(found.forge->name);
    }
  }
  if (options.api_url.empty() || asked.size() == 1) return {};
  if (asked.empty()) {
    return fail(ErrorKind::kUsage,
                "--api-url: there is no list of a forge here that is named without an address");
  }
  return fail(ErrorKind::kUsage,
              "--api-url: lists of several forges are named here; give each the address of its "
              "page instead, such as https://git.acme.example/acme");
}

}  // namespace

void add_target_options(CLI::App& app, BulkTargetOptions& options) {
  app.add_option("target", options.plan.targets,
                 "Repositories: paths, URLs, or USER@HOST:PATH for ssh")
      ->type_name("TARGET");
  add_list(app, "--list", options.plan.lists,
           "File of such targets, one a line, # begins a comment; -: standard input (again for "
           "more)",
           "FILE");
  add_list(app, "--directory", options.plan.directories,
           "Each repository below this folder, bare or not (again for more)", "DIR");
  add_forge_options(app, options);
  add_filter_options(app, options);
  app.add_option("--plan", options.plan.plan_file,
                 "What 'bulk plan --format json' wrote, in place of all targets and filters")
      ->type_name("FILE");
}

void add_cache_option(CLI::App& app, BulkTargetOptions& options) {
  app.add_option("--cache", options.plan.cache,
                 "Folder for mirrors and for answers of APIs (default: "
                 "$XDG_CACHE_HOME/keyhound/bulk)")
      ->type_name("DIR");
}

Result<PlanOptions> plan_options_of(const BulkTargetOptions& options) {
  KEYHOUND_TRY_STATUS(check_api_url(options));
  PlanOptions plan = options.plan;
  for (const auto& [id, values] : options.forge_lists) {
    for (const std::string& value : values) {
      KEYHOUND_TRY(plan.forges.emplace_back(), forge_source_of(id, value, options.api_url));
    }
  }
  const auto wait = parse_duration(options.api_wait);
  if (!wait) return fail(ErrorKind::kUsage, "--api-wait: " + wait.error().message);
  plan.api_wait = *wait;
  if (options.min_size > 0) plan.filter.min_size_kib = options.min_size / kBytesInKib;
  if (options.max_size > 0)
    plan.filter.max_size_kib = (options.max_size + kBytesInKib - 1) / kBytesInKib;
  const bool names_more = !plan.targets.empty() || !plan.lists.empty() ||
                          !plan.directories.empty() || !plan.forges.empty() || has_filter(plan);
  if (!plan.plan_file.empty() && names_more) {
    return fail(ErrorKind::kUsage,
                "--plan: the plan has its targets and what is left out already; make another plan "
                "for other targets or filters");
  }
  if (plan.cache.empty()) {
    plan.cache = default_bulk_cache().value_or("");  // where there is none, nothing is kept
  }
  return plan;
}

Result<std::string> default_bulk_cache() {
  const char* const cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') return std::string(cache) + "/keyhound/bulk";
  const char* const home = std::getenv("HOME");
  if (home != nullptr && home[0] == '/') return std::string(home) + "/.cache/keyhound/bulk";
  return fail(
      ErrorKind::kUsage,
      "neither XDG_CACHE_HOME nor HOME says where the cache is; name a folder with --cache");
}

}  // namespace keyhound
