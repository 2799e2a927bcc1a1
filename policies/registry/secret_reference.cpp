// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/secret_reference.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestReference = 2048;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  return out;
}

// "acme/pay": from `fewest` to `most` names, none of them empty.
bool is_path(std::string_view text, std::size_t fewest, std::size_t most) {
  std::size_t parts = 1;
  std::size_t start = 0;
  for (std::size_t slash = text.find('/'); slash != std::string_view::npos;
       slash = text.find('/', start)) {
    if (slash == start) return false;
    start = slash + 1;
    ++parts;
  }
  return start < text.size() && parts >= fewest && parts <= most;
}

// "PROJECT:NAME" or "PROJECT:environment/ENVIRONMENT:NAME".
std::optional<CiVariable> parse_ci(std::string_view path) {
  constexpr std::string_view kEnvironment = "environment/";
  const std::size_t first = path.find(':');
  const std::size_t last = path.rfind(':');
  if (first == std::string_view::npos) return std::nullopt;
  CiVariable reference{{}, path.substr(0, first), {}, path.substr(last + 1)};
  if (reference.name.empty()) return std::nullopt;
  if (first == last) return reference;
  const std::string_view middle = path.substr(first + 1, last - first - 1);
  if (!middle.starts_with(kEnvironment)) return std::nullopt;
  reference.environment = middle.substr(kEnvironment.size());
  if (reference.environment.empty()) return std::nullopt;
  return reference;
}

std::string write_ci(std::string_view project, std::string_view environment,
                     std::string_view name) {
  std::string out = std::string(project) + ":";
  if (!environment.empty()) out += "environment/" + std::string(environment) + ":";
  return out + std::string(name);
}

// GitHub ignores the case of all its names, and an organisation has no environments.
std::optional<std::string> github(std::string_view path) {
  const auto reference = parse_ci(path);
  if (!reference || !is_path(reference->project, 1, 2)) return std::nullopt;
  const bool is_organisation = reference->project.find('/') == std::string_view::npos;
  if (is_organisation && !reference->environment.empty()) return std::nullopt;
  return write_ci(lower(reference->project), lower(reference->environment), upper(reference->name));
}

// GitLab ignores the case of groups and projects, not of variables and environments.
std::optional<std::string> gitlab(std::string_view path) {
  const auto reference = parse_ci(path);
  if (!reference || !is_path(reference->project, 1, 32)) return std::nullopt;
  return write_ci(lower(reference->project), reference->environment, reference->name);
}

std::optional<std::string> vault(std::string_view path) {
  if (path.ends_with('#') || !is_path(path.substr(0, path.rfind('#')), 2, 64)) return std::nullopt;
  return std::string(path);
}

std::optional<std::string> aws(std::string_view path) {
  const auto colons = std::count(path.begin(), path.end(), ':');
  if (!path.starts_with("arn:") || colons < 6 || path.back() == ':') return std::nullopt;
  return std::string(path);
}

// Azure ignores the case of vaults and of secrets.
std::optional<std::string> azure(std::string_view path) {
  return is_path(path, 2, 2) ? std::optional(lower(path)) : std::nullopt;
}

// Azure Pipelines ignores the case of variables, groups and connections.
std::optional<std::string> azure_pipelines(std::string_view path) { return lower(path); }

struct System {
  std::string_view name;
  std::optional<std::string> (*canonical)(std::string_view path);
  std::string_view form;
};

constexpr std::array<System, 6> kSystems = {{
    {"github", github,
     "github:OWNER/REPO:NAME, github:OWNER/REPO:environment/ENVIRONMENT:NAME or, of an "
     "organisation, github:OWNER:NAME"},
    {"gitlab", gitlab,
     "gitlab:GROUP/PROJECT:NAME or gitlab:GROUP/PROJECT:environment/ENVIRONMENT:NAME"},
    {"vault", vault, "vault:MOUNT/PATH#KEY or vault:MOUNT/PATH"},
    {"aws-sm", aws, "aws-sm:ARN"},
    {"azure-kv", azure, "azure-kv:VAULT/SECRET"},
    {"azure-pipelines", azure_pipelines, "azure-pipelines:PROJECT/GROUP/NAME"},
}};

bool is_system_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<std::string> refuse(std::string_view form) {
  return fail(ErrorKind::kConfiguration,
              "this is not a secret reference; write " + std::string(form));
}

}  // namespace

Result<std::string> canonical_secret_reference(std::string_view text) {
  constexpr std::string_view kAnyForm = "SYSTEM:PATH, such as github:acme/pay:AWS_KEY";
  const std::size_t colon = text.find(':');
  const bool is_clean = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
  });
  if (colon == std::string_view::npos || !is_clean || text.size() > kLongestReference) {
    return refuse(kAnyForm);
  }
  const std::string_view name = text.substr(0, colon);
  const std::string_view path = text.substr(colon + 1);
  if (!is_system_name(name) || path.empty()) return refuse(kAnyForm);
  for (const System& system : kSystems) {
    if (system.name != name) continue;
    const std::optional<std::string> canonical = system.canonical(path);
    if (!canonical) return refuse(system.form);
    return std::string(name) + ":" + *canonical;
  }
  return std::string(text);
}

std::optional<CiVariable> ci_variable(std::string_view canonical) {
  const std::size_t colon = canonical.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view system = canonical.substr(0, colon);
  if (system != "github" && system != "gitlab") return std::nullopt;
  std::optional<CiVariable> variable = parse_ci(canonical.substr(colon + 1));
  if (variable) variable->system = system;
  return variable;
}

void read_secret_reference(ReadContext& context, const YamlNode& value, std::string& into) {
  std::string written;
  read_value(context, value, written);
  into.clear();
  if (value.resolved().kind != YamlKind::kScalar) return;
  const Result<std::string> canonical = canonical_secret_reference(written);
  if (canonical) {
    into = *canonical;
  } else {
    context.error(value, canonical.error().message);
  }
}

}  // namespace keyhound
