// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/credential_files.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// How platforms name the folder that the repository is checked out to, in lower case.
constexpr std::array<std::string_view, 16> kWorkTrees = {"${{github.workspace}}",
                                                         "$github_workspace",
                                                         "${github_workspace}",
                                                         "${{env.github_workspace}}",
                                                         "$ci_project_dir",
                                                         "${ci_project_dir}",
                                                         "$(build.sourcesdirectory)",
                                                         "$(build.repository.localpath)",
                                                         "$(system.defaultworkingdirectory)",
                                                         "$bitbucket_clone_dir",
                                                         "${bitbucket_clone_dir}",
                                                         "$workspace",
                                                         "${workspace}",
                                                         "${env.workspace}",
                                                         "$circle_working_directory",
                                                         "~/project"};

constexpr std::array<std::string_view, 5> kWholeTrees = {"*", "**", "**/*", "*/**", "**/**"};

// `*`: any bytes.
struct FilePattern {
  std::string_view pattern;
  CredentialFile kind;
};

// By the last part, in lower case. The first that fits counts.
constexpr std::array<FilePattern, 44> kFiles = {{
    {"*.pub", CredentialFile::kNone},
    {".env*.example", CredentialFile::kNone},
    {".env*.sample", CredentialFile::kNone},
    {".env*.template", CredentialFile::kNone},
    {".env*.dist", CredentialFile::kNone},
    {".env*.defaults", CredentialFile::kNone},
    {".env", CredentialFile::kSure},
    {".env.*", CredentialFile::kSure},
    {".env\\*", CredentialFile::kSure},
    {".npmrc", CredentialFile::kSure},
    {".pypirc", CredentialFile::kSure},
    {".netrc", CredentialFile::kSure},
    {"_netrc", CredentialFile::kSure},
    {".git-credentials", CredentialFile::kSure},
    {".dockercfg", CredentialFile::kSure},
    {".dockerconfigjson", CredentialFile::kSure},
    {".pgpass", CredentialFile::kSure},
    {".htpasswd", CredentialFile::kSure},
    {"credentials.json", CredentialFile::kSure},
    {"service-account.json", CredentialFile::kSure},
    {".vault-token", CredentialFile::kSure},
    {"kubeconfig", CredentialFile::kSure},
    {"*.kubeconfig", CredentialFile::kSure},
    {"id_rsa", CredentialFile::kSure},
    {"id_dsa", CredentialFile::kSure},
    {"id_ecdsa", CredentialFile::kSure},
    {"id_ed25519", CredentialFile::kSure},
    {"*.p12", CredentialFile::kSure},
    {"*.pfx", CredentialFile::kSure},
    {"*.jks", CredentialFile::kSure},
    {"*.keystore", CredentialFile::kSure},
    {"*.tfstate", CredentialFile::kSure},
    {"*.tfstate.backup", CredentialFile::kSure},
    {"*public*.key", CredentialFile::kNone},
    {"*gpg*.key", CredentialFile::kNone},  // that packages are verified with
    {"*.key", CredentialFile::kSure},
    {"*private*.pem", CredentialFile::kSure},
    {"*key.pem", CredentialFile::kSure},
    {"*.pem", CredentialFile::kUsual},
    {"*.tfplan", CredentialFile::kUsual},
    {"tfplan", CredentialFile::kUsual},
    {"secrets.*", CredentialFile::kUsual},
    {"terraform.tfvars", CredentialFile::kUsual},
    {"settings.xml", CredentialFile::kUsual},
}};

// Folders, and files known by theirs: the pattern is one of them, or lies below.
constexpr std::array<std::string_view, 12> kFolders = {".git",
                                                       ".aws",
                                                       ".docker/config.json",
                                                       ".docker",
                                                       ".kube",
                                                       ".ssh",
                                                       ".gnupg",
                                                       ".azure",
                                                       ".config/gcloud",
                                                       ".m2/settings.xml",
                                                       ".terraform.d/credentials.tfrc.json",
                                                       ".config/gh"};

std::string without_blanks_in_braces(std::string_view text) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    if (depth <= 0 || text[i] != ' ') out += text[i];
  }
  return out;
}

bool has_folder(std::string_view path, std::string_view folder) {
  for (std::size_t at = path.find(folder); at != std::string_view::npos;
       at = path.find(folder, at + 1)) {
    const std::size_t end = at + folder.size();
    const bool begins = at == 0 || path[at - 1] == '/';
    if (begins && (end == path.size() || path[end] == '/')) return true;
  }
  return false;
}

// At each `*` the first place where the rest may begin will do: it leaves the most to what follows.
bool fits(std::string_view pattern, std::string_view name) {
  while (!pattern.starts_with('*')) {
    if (pattern.starts_with('\\')) pattern.remove_prefix(1);
    if (pattern.empty() || name.empty()) return pattern.empty() && name.empty();
    if (pattern.front() != name.front()) return false;
    pattern.remove_prefix(1);
    name.remove_prefix(1);
  }
  const std::size_t next = pattern.find('*', 1);
  const std::string_view piece = pattern.substr(1, next == pattern.npos ? next : next - 1);
  if (next == pattern.npos) return name.ends_with(piece);
  const std::size_t at = name.find(piece);
  return at != name.npos && fits(pattern.substr(next), name.substr(at + piece.size()));
}

std::string_view last_part(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  for (const std::string_view all : {"/**", "/*", "/**/*"})
    while (path.ends_with(all)) path.remove_suffix(all.size());
  return path.substr(path.find_last_of('/') + 1);
}

}  // namespace

std::string below_work_tree(std::string_view pattern) {
  std::string path = without_blanks_in_braces(pattern);
  std::replace(path.begin(), path.end(), '\\', '/');
  const std::string lower = to_lower_ascii(path);
  for (const std::string_view tree : kWorkTrees) {
    const bool begins = lower.starts_with(tree);
    if (begins && (lower.size() == tree.size() || lower[tree.size()] == '/')) {
      path.erase(0, tree.size());
      path.erase(0, path.find_first_not_of('/'));
      break;
    }
  }
  while (path.starts_with("./"))
    path.erase(0, std::max<std::size_t>(2, path.find_first_not_of('/', 1)));
  return path == "." ? std::string() : path;
}

bool is_whole_work_tree(std::string_view pattern) {
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  return pattern.empty() ||
         std::find(kWholeTrees.begin(), kWholeTrees.end(), pattern) != kWholeTrees.end();
}

CredentialFile credential_file(std::string_view pattern) {
  const std::string path = to_lower_ascii(pattern);
  const std::string_view name = last_part(path);
  for (const FilePattern& file : kFiles)
    if (fits(file.pattern, name)) return file.kind;
  const bool is_kept = std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) {
    return has_folder(path, folder);
  });
  return is_kept ? CredentialFile::kSure : CredentialFile::kNone;
}

bool is_hidden_file(std::string_view pattern) {
  const std::string_view name = last_part(pattern);
  return name.starts_with('.') && name != "." && name != "..";
}

}  // namespace keyhound
