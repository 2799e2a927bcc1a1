// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_listing.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <set>
#include <utility>

#include "scanner/bulk/targets/forge_client.h"
#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRepositories = 1'000'000;
constexpr int kMostEmptyPages = 10;  // in a row: filters of a forge may empty a page

class Listing {
 public:
  Listing(const Forge& forge, const ForgeList& list, const std::string& name, ForgeClient& client)
      : forge_(&forge), list_(&list), name_(&name), client_(&client) {}

  ForgeListing run() {
    const Status status = read_pages();
    if (!status) result_.broken_off = in_context(status.error());
    return std::move(result_);
  }

 private:
  // "GitHub organisation acme: ...".
  [[nodiscard]] Error in_context(const Error& error) const {
    Error told = error.within(fmt::format("{} {} {}", forge_->name, list_->what, *name_));
    if (error.kind == ErrorKind::kNotFound) {
      told.message +=
          fmt::format(": there is no {} of this name, or {} may not see it; {}", list_->what,
                      client_->has_token() ? "the token of " + client_->access().token_variable
                                           : std::string("nobody without a token"),
                      list_->not_found);
    }
    return told;
  }

  Status read_pages() {
    KEYHOUND_TRY(std::string url, list_->first_page(*name_, *client_));
    std::set<std::string> seen_urls;
    int empty_pages = 0;
    while (!url.empty()) {
      if (!seen_urls.insert(url).second) return fail(loop());
      KEYHOUND_TRY(const ForgePage page, client_->get(url));
      KEYHOUND_TRY(const std::size_t added, add_page(page));
      empty_pages = added > 0 ? 0 : empty_pages + 1;
      const bool brings_nothing = added == 0 && !page.value.empty();
      if (!page.next.empty() && (brings_nothing || empty_pages > kMostEmptyPages)) {
        return fail(loop());
      }
      if (page.next.empty()) return check_total(page.total);
      url = page.next;
    }
    return {};
  }

  static Error loop() {
    return {ErrorKind::kCorrupt,
            "the pages of the list go round in a circle: the next page brings nothing new; the "
            "server or a proxy before it ignores the number of the page"};
  }

  // How many repositories are new.
  Result<std::size_t> add_page(const ForgePage& page) {
    if (!page.value.is_array()) {
      return fail(ErrorKind::kCorrupt,
                  fmt::format("the answer is no list of repositories; is {} the address of the API "
                              "of {}?",
                              client_->access().base, forge_->name));
    }
    std::size_t added = 0;
    for (const nlohmann::json& item : page.value) {
      if (seen_.size() >= kMostRepositories) {
        return fail(ErrorKind::kLimit, "the list has more than a million repositories");
      }
      if (add_repository(item)) ++added;
    }
    return added;
  }

  bool add_repository(const nlohmann::json& item) {
    const auto record = JsonRecord::of(item);
    Result<Target> target = record ? forge_->read_repository(*record) : fail(record.error());
    if (!target) {
      // The same broken entry again is nothing new.
      if (!seen_.insert("broken " + item.dump(-1, ' ', true, kReplace)).second) return false;
      add_broken(item, target.error());
      return true;
    }
    const std::string key = target->provider_id.empty() ? target->name : target->provider_id;
    if (!seen_.insert(key).second) return false;
    target->provider = forge_->provider;
    result_.targets.push_back(std::move(*target));
    return true;
  }

  void add_broken(const nlohmann::json& item, const Error& error) {
    std::string subject = fmt::format("{} {}", forge_->name, *name_);
    for (const char* member : {"full_name", "path_with_namespace", "name"}) {
      if (!item.is_object()) break;
      const auto found = item.find(member);
      if (found == item.end() || !found->is_string()) continue;
      subject = found->get<std::string>();
      break;
    }
    result_.diagnostics.push_back(diagnose("broken-list", std::move(subject), error));
  }

  // A repository that is deleted while the list is read can move another one to a page that was
  // read already.
  Status check_total(const std::string& total) const {
    std::size_t expected = 0;
    const auto [end, error] = std::from_chars(total.data(), total.data() + total.size(), expected);
    const bool is_number = error == std::errc() && end == total.data() + total.size();
    if (total.empty() || !is_number || seen_.size() >= expected) return {};
    return fail(ErrorKind::kCorrupt,
                fmt::format("the list has {} repositories, and its pages had {}; did it change "
                            "meanwhile? Run again",
                            expected, seen_.size()));
  }

  static constexpr auto kReplace = nlohmann::json::error_handler_t::replace;

  const Forge* forge_;
  const ForgeList* list_;
  const std::string* name_;
  ForgeClient* client_;
  std::set<std::string> seen_;
  ForgeListing result_;
};

}  // namespace

ForgeListing list_repositories(const Forge& forge, const ForgeList& list, const std::string& name,
                               ForgeClient& client) {
  return Listing(forge, list, name, client).run();
}

}  // namespace keyhound
