// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/api_cache.h"

#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kFormat = "keyhound/api-page/v1";
constexpr std::uint64_t kLargestFile = 128U << 20U;  // bytes

// One line of JSON about the page, and the body as it came.
std::string write_page(const std::string& url, const CachedPage& page) {
  Json headers = Json::array();
  for (const auto& [name, value] : page.headers) headers.push_back({name, value});
  const Json head = {{"format", kFormat},  {"url", url},
                     {"etag", page.etag},  {"last_modified", page.last_modified},
                     {"headers", headers}, {"sha256", to_hex(sha256(page.body))}};
  return head.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n" + page.body;
}

bool read_headers(const Json& head, CachedPage& page) {
  const auto headers = head.find("headers");
  if (headers == head.end() || !headers->is_array()) return false;
  for (const Json& header : *headers) {
    const bool is_pair =
        header.is_array() && header.size() == 2 && header[0].is_string() && header[1].is_string();
    if (!is_pair) return false;
    page.headers.emplace_back(header[0], header[1]);
  }
  return true;
}

std::optional<CachedPage> read_page(const std::string& url, std::string_view text) {
  const std::size_t line_end = text.find('\n');
  if (line_end == std::string_view::npos) return std::nullopt;
  const auto head = parse_outside_json(text.substr(0, line_end));
  if (!head) return std::nullopt;
  const auto record = JsonRecord::of(*head);
  if (!record || record->text("format").value_or("") != kFormat ||
      record->text("url").value_or("") != url) {
    return std::nullopt;
  }
  CachedPage page;
  page.body = text.substr(line_end + 1);
  page.etag = record->text("etag").value_or("");
  page.last_modified = record->text("last_modified").value_or("");
  const bool is_whole = record->text("sha256").value_or("") == to_hex(sha256(page.body));
  if (!is_whole || !read_headers(*head, page)) return std::nullopt;
  return page;
}

}  // namespace

std::string ApiCache::path_of(const std::string& url) const {
  return folder_ + "/" + to_hex(sha256(url)) + ".page";
}

std::optional<CachedPage> ApiCache::load(const std::string& url) const {
  if (folder_.empty()) return std::nullopt;
  const auto text = read_file(path_of(url), kLargestFile);
  if (!text) return std::nullopt;
  return read_page(url, *text);
}

Status ApiCache::store(const std::string& url, const CachedPage& page) const {
  if (folder_.empty()) return {};
  std::error_code error;
  const bool is_new = fs::create_directories(folder_, error);
  if (error) return fail(errno_error(error.value(), folder_));
  if (is_new) fs::permissions(folder_, fs::perms::owner_all, error);
  return write_file(path_of(url), write_page(url, page));
}

}  // namespace keyhound
