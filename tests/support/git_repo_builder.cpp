// SPDX-License-Identifier: Apache-2.0
#include "tests/support/git_repo_builder.h"

#include <sstream>
#include <stdexcept>

#include "tests/support/program.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kFirstDate = 1768046400;  // 2026-01-10T12:00:00Z

// Settings of every call that must not appear in the repository's own configuration.
constexpr const char* kSettings[][2] = {{"gc.auto", "0"},
                                        {"maintenance.auto", "false"},
                                        {"protocol.file.allow", "always"},
                                        {"core.autocrlf", "false"},
                                        {"advice.detachedHead", "false"}};

RunOptions isolated(const TempDir& home) {
  RunOptions options;
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"}) {
    options.unset.emplace_back(name);
  }
  int count = 0;
  for (const auto& [key, value] : kSettings) {
    const std::string number = std::to_string(count++);
    options.environment["GIT_CONFIG_KEY_" + number] = key;
    options.environment["GIT_CONFIG_VALUE_" + number] = value;
  }
  options.environment["GIT_CONFIG_COUNT"] = std::to_string(count);
  options.environment["GIT_CONFIG_NOSYSTEM"] = "1";
  options.environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
  options.environment["GIT_COMMITTER_NAME"] = "Carl Committer";
  options.environment["GIT_COMMITTER_EMAIL"] = "carl@acme.example";
  options.environment["HOME"] = home.str();
  options.environment["LC_ALL"] = "C.UTF-8";
  return options;
}

}  // namespace

GitRepoBuilder::GitRepoBuilder(Kind kind, std::string_view object_format)
    : is_bare_(kind == Kind::kBare) {
  std::vector<std::string> arguments = {"init", "-q", "-b", "main",
                                        "--object-format=" + std::string(object_format)};
  if (is_bare_) arguments.emplace_back("--bare");
  git(arguments);
}

fs::path GitRepoBuilder::git_dir() const { return is_bare_ ? dir_.path() : dir_.path() / ".git"; }

std::string GitRepoBuilder::date() const {
  return std::to_string(kFirstDate + hours_ * 3600) + " +0000";
}

std::string GitRepoBuilder::git(const std::vector<std::string>& arguments,
                                std::string_view input) const {
  RunOptions options = isolated(home_);
  options.environment["GIT_AUTHOR_NAME"] = author_name_;
  options.environment["GIT_AUTHOR_EMAIL"] = author_email_;
  options.environment["GIT_AUTHOR_DATE"] = date();
  options.environment["GIT_COMMITTER_DATE"] = date();
  options.cwd = dir_.str();
  options.stdin_bytes = std::string(input);
  std::vector<std::string> command = {"git"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  RunResult result = run(command, options);
  if (result.exit_code != 0) {
    throw std::runtime_error("git " + arguments.front() + ": " + result.describe());
  }
  if (result.out.ends_with('\n')) result.out.pop_back();
  return result.out;
}

GitRepoBuilder& GitRepoBuilder::author(std::string_view name, std::string_view email) {
  author_name_ = name;
  author_email_ = email;
  return *this;
}

GitRepoBuilder& GitRepoBuilder::write(std::string_view path, std::string_view bytes) {
  dir_.write_file(path, bytes);
  return *this;
}

GitRepoBuilder& GitRepoBuilder::remove(std::string_view path) {
  fs::remove(dir_.path() / fs::path(path));
  return *this;
}

GitRepoBuilder& GitRepoBuilder::stage(std::string_view path) {
  git({"add", "-f", "--", std::string(path)});
  return *this;
}

GitRepoBuilder& GitRepoBuilder::stage() {
  git({"add", "-A"});
  return *this;
}

std::string GitRepoBuilder::commit(std::string_view message) {
  ++hours_;
  git({"commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", "-"}, message);
  return head();
}

std::string GitRepoBuilder::commit_file(std::string_view path, std::string_view bytes,
                                        std::string_view message) {
  return write(path, bytes).stage(path).commit(message);
}

std::string GitRepoBuilder::commit_removal(std::string_view path, std::string_view message) {
  git({"rm", "-q", "-f", "--", std::string(path)});
  return commit(message);
}

GitRepoBuilder& GitRepoBuilder::branch(std::string_view name) {
  git({"branch", std::string(name)});
  return *this;
}

GitRepoBuilder& GitRepoBuilder::checkout(std::string_view revision) {
  git({"checkout", "-q", std::string(revision)});
  return *this;
}

std::string GitRepoBuilder::merge_with_change(std::string_view branch, std::string_view path,
                                              std::string_view bytes, std::string_view message) {
  git({"merge", "-q", "--no-ff", "--no-commit", std::string(branch)});
  return commit_file(path, bytes, message);
}

GitRepoBuilder& GitRepoBuilder::tag(std::string_view name, std::string_view message) {
  git({"tag", "-a", "-F", "-", std::string(name)}, message);
  return *this;
}

GitRepoBuilder& GitRepoBuilder::note(std::string_view message, std::string_view revision) {
  git({"notes", "add", "-F", "-", std::string(revision)}, message);
  return *this;
}

GitRepoBuilder& GitRepoBuilder::stash(bool with_untracked) {
  ++hours_;
  std::vector<std::string> arguments = {"stash", "push", "-q"};
  if (with_untracked) arguments.emplace_back("--include-untracked");
  git(arguments);
  return *this;
}

GitRepoBuilder& GitRepoBuilder::replace(std::string_view object, std::string_view replacement) {
  git({"replace", std::string(object), std::string(replacement)});
  return *this;
}

GitRepoBuilder& GitRepoBuilder::config(std::string_view key, std::string_view value) {
  git({"config", std::string(key), std::string(value)});
  return *this;
}

GitRepoBuilder& GitRepoBuilder::pack() {
  git({"repack", "-a", "-d", "-f", "-q"});
  git({"prune-packed", "-q"});
  return *this;
}

std::string GitRepoBuilder::blob(std::string_view bytes) {
  return git({"hash-object", "-w", "--stdin"}, bytes);
}

fs::path GitRepoBuilder::loose_object_path(std::string_view oid) const {
  return git_dir() / "objects" / oid.substr(0, 2) / oid.substr(2);
}

fs::path GitRepoBuilder::pack_path() const {
  fs::path found;
  for (const fs::directory_entry& entry : fs::directory_iterator(git_dir() / "objects/pack")) {
    if (entry.path().extension() != ".pack") continue;
    if (!found.empty()) throw std::runtime_error("more than one pack in " + path());
    found = entry.path();
  }
  if (found.empty()) throw std::runtime_error("no pack in " + path());
  return found;
}

GitRepoBuilder::PackedEntry GitRepoBuilder::packed_entry(std::string_view oid) const {
  std::istringstream lines(git({"verify-pack", "-v", pack_path().string()}));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(oid)) continue;
    std::istringstream fields(line);
    std::string id;
    std::string type;
    uint64_t inflated = 0;
    PackedEntry entry;
    fields >> id >> type >> inflated >> entry.size >> entry.offset;
    return entry;
  }
  throw std::runtime_error("not in the pack: " + std::string(oid));
}

void flip_bytes(const fs::path& file, uint64_t offset, uint64_t count) {
  std::string bytes = read_whole_file(file);
  if (offset + count > bytes.size()) throw std::runtime_error("range outside " + file.string());
  for (uint64_t i = offset; i < offset + count; ++i) bytes[i] = static_cast<char>(~bytes[i]);
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  write_whole_file(file, bytes);
}

}  // namespace keyhound::testing
