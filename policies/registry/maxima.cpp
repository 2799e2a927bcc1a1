// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/maxima.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace keyhound {
namespace {

bool agrees(std::string_view selector, std::string_view value) {
  return selector.empty() || selector == value;
}

bool selects(const MaximumSelectors& selectors, const Credential* credential) {
  if (credential == nullptr) return selectors == MaximumSelectors{};
  return agrees(selectors.kind, credential->kind) && agrees(selectors.type, credential->type) &&
         agrees(selectors.environment, credential->scope.environment) &&
         agrees(selectors.level, credential->scope.level);
}

template <class T>
std::optional<Greatest<T>> smallest(const Registry& registry, const Credential* credential,
                                    std::optional<T> Maximum::*limit) {
  std::optional<Greatest<T>> found;
  for (const Maximum& row : registry.maxima) {
    const std::optional<T>& value = row.*limit;
    if (!value || !selects(row.selectors, credential)) continue;
    if (!found || *value < found->value) found = Greatest<T>{*value, &row};
  }
  return found;
}

constexpr std::array<std::pair<std::string_view, std::optional<Duration> Maximum::*>, 5>
    kDurations = {{{"rotation", &Maximum::rotation},
                   {"grace", &Maximum::grace},
                   {"on_leak", &Maximum::on_leak},
                   {"review", &Maximum::review},
                   {"exception", &Maximum::exception}}};

std::string weakened(std::string_view limit, const Maximum& above) {
  return "its " + std::string(limit) + " is above the maximum of a higher layer, at " +
         to_string(above.place) + "; a lower layer may only allow less";
}

}  // namespace

std::optional<Greatest<Duration>> greatest_rotation(const Registry& registry,
                                                    const Credential& credential) {
  return smallest(registry, &credential, &Maximum::rotation);
}

std::optional<Greatest<Duration>> greatest_grace(const Registry& registry,
                                                 const Credential& credential) {
  return smallest(registry, &credential, &Maximum::grace);
}

std::optional<Greatest<Duration>> greatest_on_leak(const Registry& registry,
                                                   const Credential& credential) {
  return smallest(registry, &credential, &Maximum::on_leak);
}

std::optional<Greatest<Duration>> greatest_review(const Registry& registry,
                                                  const Credential& credential) {
  return smallest(registry, &credential, &Maximum::review);
}

std::optional<Greatest<std::int64_t>> greatest_max_repos(const Registry& registry,
                                                         const Credential& credential) {
  return smallest(registry, &credential, &Maximum::max_repos);
}

std::optional<Greatest<Duration>> greatest_exception(const Registry& registry,
                                                     const Credential* credential) {
  return smallest(registry, credential, &Maximum::exception);
}

// Rows come in the order of layers, so that the smallest value so far of the same selectors is what
// a row of a lower layer may not exceed.
std::vector<RegistryProblem> find_weakened_maxima(const Registry& registry) {
  using Key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
  std::map<Key, std::vector<const Maximum*>> rows;
  std::vector<RegistryProblem> problems;
  for (const Maximum& row : registry.maxima) {
    const MaximumSelectors& by = row.selectors;
    std::vector<const Maximum*>& same = rows[{by.kind, by.type, by.environment, by.level}];
    for (const auto& [name, limit] : kDurations) {
      for (const Maximum* above : same) {
        if (above->layer == row.layer || !(row.*limit) || !(above->*limit)) continue;
        if (*(row.*limit) <= *(above->*limit)) continue;
        problems.push_back({row.place, weakened(name, *above)});
        break;
      }
    }
    for (const Maximum* above : same) {
      if (above->layer == row.layer || !row.max_repos || !above->max_repos) continue;
      if (*row.max_repos <= *above->max_repos) continue;
      problems.push_back({row.place, weakened("max_repos", *above)});
      break;
    }
    same.push_back(&row);
  }
  return problems;
}

}  // namespace keyhound
