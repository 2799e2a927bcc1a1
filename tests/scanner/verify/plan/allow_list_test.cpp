// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/plan/allow_list.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

AllowList list_of(const std::vector<std::string>& entries) {
  auto list = AllowList::create(entries, {"GitHub", "Stripe", "Fly.io", "Hugging Face"});
  REQUIRE(list.has_value());
  return *list;
}

std::string fault_of(const std::string& entry) {
  const auto list = AllowList::create({entry}, {"GitHub", "Stripe"});
  REQUIRE_FALSE(list.has_value());
  CHECK(list.error().kind == ErrorKind::kUsage);
  return list.error().message;
}

}  // namespace

TEST_CASE("An empty allow-list allows nobody") {
  CHECK(AllowList().is_empty());
  CHECK_FALSE(AllowList().allows("api.github.com", "GitHub"));
  CHECK_FALSE(AllowList().allows("", ""));
}

TEST_CASE("A host allows itself alone, in any case") {
  const AllowList list = list_of({"API.github.com"});
  CHECK(list.allows("api.github.com", "GitHub"));
  CHECK(list.allows("Api.GitHub.com", ""));
  CHECK_FALSE(list.allows("github.com", "GitHub"));
  CHECK_FALSE(list.allows("api.github.com.evil.example", "GitHub"));
  CHECK_FALSE(list.allows("evil-api.github.com", "GitHub"));
}

TEST_CASE("A glob allows the hosts that it matches") {
  const AllowList list = list_of({"*.example.com"});
  CHECK(list.allows("db.example.com", ""));
  CHECK(list.allows("a.b.example.com", ""));
  CHECK_FALSE(list.allows("example.com", ""));
  CHECK_FALSE(list.allows("example.com.evil.net", ""));
  CHECK(list_of({"*"}).allows("anything.example", ""));
}

TEST_CASE("A provider allows the hosts of its own verifiers only") {
  const AllowList list = list_of({"github", "Hugging Face"});
  CHECK(list.allows("api.github.com", "GitHub"));
  CHECK(list.allows("huggingface.co", "Hugging Face"));
  CHECK_FALSE(list.allows("api.stripe.com", "Stripe"));
  CHECK_FALSE(list.allows("github", ""));
  CHECK_FALSE(list.allows_host("api.github.com"));
  CHECK(list_of({"github", "*.example.com"}).allows_host("DB.example.com"));
}

TEST_CASE("A provider whose name is a host's is a provider") {
  CHECK(list_of({"fly.io"}).allows("api.machines.dev", "Fly.io"));
}

TEST_CASE("Addresses are hosts, those of IPv6 with brackets and without") {
  CHECK(list_of({"127.0.0.1"}).allows("127.0.0.1", ""));
  CHECK(list_of({"[::1]"}).allows("::1", ""));
  CHECK(list_of({"::1"}).allows("[::1]", ""));
  CHECK(list_of({"localhost"}).allows("localhost", ""));
}

TEST_CASE("What is neither host nor provider is refused with the nearest provider") {
  CHECK(fault_of("githbu").find("did you mean 'github'?") != std::string::npos);
  CHECK(fault_of("nobody-knows-this").find("neither a host") != std::string::npos);
  CHECK(fault_of("https://api.github.com").find("neither a host") != std::string::npos);
  CHECK(fault_of("").find("neither a host") != std::string::npos);
  CHECK(fault_of("api.github.com:443").find("without its port") != std::string::npos);
  CHECK(fault_of("a\x1b[31m.example").find('\x1b') == std::string::npos);
}

TEST_CASE("The port of a host is cut off, and brackets stay") {
  CHECK(host_without_port("db.example.com:5432") == "db.example.com");
  CHECK(host_without_port("db.example.com") == "db.example.com");
  CHECK(host_without_port("[::1]:5432") == "[::1]");
}

}  // namespace keyhound
