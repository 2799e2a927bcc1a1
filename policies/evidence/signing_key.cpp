// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/signing_key.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::string_view kPublicPrefix = "ed25519:";
constexpr std::string_view kSeedPrefix = "keyhound-signing-key:ed25519:";
constexpr std::uint64_t kLargestKeyFile = 4096;  // bytes
constexpr std::size_t kKeyIdBytes = 8;

std::string_view as_text(const std::array<std::uint8_t, 32>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

// Behind `prefix` the base64 of exactly 32 bytes.
bool read_key(std::string_view text, std::string_view prefix, std::array<std::uint8_t, 32>& key) {
  text = trimmed(text);
  if (!text.starts_with(prefix)) return false;
  auto bytes = from_base64(text.substr(prefix.size()));
  const bool is_key = bytes && bytes->size() == key.size();
  if (is_key) std::copy(bytes->begin(), bytes->end(), key.begin());
  if (bytes) wipe(*bytes);
  return is_key;
}

// The file's mode is looked at before its content: a key that others could read is not used.
Status check_mode(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return fail(errno_error(errno, path));
  if ((status.st_mode & 077U) == 0) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: others than its owner may use this key (mode {:03o}); run "
                          "'chmod 600' on it, or make a new one if they may have read it",
                          path, status.st_mode & 0777U));
}

// Answers errno, or 0.
int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t put = ::write(descriptor, content.data(), content.size());
    if (put < 0 && errno != EINTR) return errno;
    if (put > 0) content.remove_prefix(static_cast<std::size_t>(put));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

}  // namespace

std::string to_text(const PublicKey& key) {
  return std::string(kPublicPrefix) + to_base64(as_text(key));
}

std::string key_id_of(const PublicKey& key) {
  return to_hex(sha256(as_text(key))).substr(0, 2 * kKeyIdBytes);
}

Result<PublicKey> parse_public_key(std::string_view text) {
  PublicKey key{};
  if (read_key(text, kPublicPrefix, key)) return key;
  return fail(ErrorKind::kConfiguration,
              "this is no public key; 'keyhound evidence keygen' prints one as ed25519:...");
}

Result<PublicKey> load_public_key(const std::string& text_or_path) {
  if (text_or_path.starts_with(kPublicPrefix)) return parse_public_key(text_or_path);
  KEYHOUND_TRY(const std::string content, read_file(text_or_path, kLargestKeyFile));
  auto key = parse_public_key(content);
  if (!key) return fail(key.error().within(text_or_path));
  return key;
}

Result<SigningKey> load_signing_key(const std::string& path) {
  KEYHOUND_TRY_STATUS(check_mode(path));
  KEYHOUND_TRY(std::string content, read_file(path, kLargestKeyFile));
  KeySeed seed{};
  const bool is_key = read_key(content, kSeedPrefix, seed);
  wipe(content);
  if (!is_key) {
    return fail(
        ErrorKind::kConfiguration,
        fmt::format("{}: it holds no signing key; 'keyhound evidence keygen' makes one", path));
  }
  SigningKey key(seed);
  seed.fill(0);
  return key;
}

Status save_signing_key(const std::string& path, const SigningKey& key) {
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0 && errno == EEXIST) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: it exists already; a key is never replaced", path));
  }
  if (descriptor < 0) return fail(errno_error(errno, fmt::format("{}: cannot create it", path)));
  std::string encoded = to_base64(as_text(key.seed()));
  std::string content = fmt::format("{}{}\n", kSeedPrefix, encoded);
  // The mode whatever the umask, and before the key is in the file.
  int error_number = ::fchmod(descriptor, 0600) == 0 ? 0 : errno;
  if (error_number == 0) error_number = write_all(descriptor, content);
  wipe(encoded);
  wipe(content);
  if (::close(descriptor) != 0 && error_number == 0) error_number = errno;
  if (error_number == 0) return {};
  ::unlink(path.c_str());
  return fail(errno_error(error_number, fmt::format("{}: cannot write it", path)));
}

}  // namespace keyhound
