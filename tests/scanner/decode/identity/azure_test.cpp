// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/decode/identity/revealed.h"

namespace keyhound {

TEST_CASE("A shared access signature reveals expiry, permissions, resource and account") {
  const std::string url =
      "https://shop.blob.core.windows.net/c?sp=rl&st=2026-01-01T00:00:00Z&se=2027-01-02T03:04:05Z&"
      "skoid=0a&sktid=0b&sv=2022-11-02&sr=c&sig=abc%3D";
  CHECK(revealed("azure-sas", url, "expires") == "2027-01-02T03:04:05Z");
  CHECK(revealed("azure-sas", url, "permissions") == "rl");
  CHECK(revealed("azure-sas", url, "resource") == "c");
  CHECK(revealed("azure-sas", url, "account") == "shop");
  CHECK(revealed("azure-sas", url, "tenant") == "0b");
  CHECK(revealed("azure-sas", "?sv=1&se=2027-01-02T03%3A04Z&sig=a", "expires") ==
        "2027-01-02T03:04:00Z");
  CHECK(revealed("azure-sas", "?sv=1&se=2027-01-02&sig=a", "expires") == "2027-01-02T00:00:00Z");
  CHECK(revealed("azure-sas", "?sv=1&se=soon&sig=a", "expires").empty());
  // A name that only ends with the parameter's is another one.
  CHECK(revealed("azure-sas", "?xse=2027-01-02&sig=a", "expires").empty());
}

TEST_CASE("An annotated key reveals the month of issue") {
  CHECK(revealed("azure-annotated", std::string(52, 'x') + "JQQJ99BCxxxx", "issued") == "2025-03");
  CHECK(revealed("azure-annotated", std::string(52, 'x') + "JQQJ99BZxxxx", "issued").empty());
}

TEST_CASE("A storage connection string reveals its cloud, where that is not the public one") {
  const auto cloud = [](const std::string& text) {
    return revealed("azure-storage-cloud", "AccountName=shop;AccountKey=a==" + text, "cloud");
  };
  CHECK(cloud("").empty());
  CHECK(cloud(";EndpointSuffix=core.windows.net").empty());
  CHECK(cloud(";EndpointSuffix=core.chinacloudapi.cn") == "core.chinacloudapi.cn");
  CHECK(cloud(";endpointsuffix=Core.USGovCloudAPI.net;") == "core.usgovcloudapi.net");
  CHECK(cloud(";BlobEndpoint=https://shop.blob.core.windows.net/;").empty());
  CHECK(cloud(";BlobEndpoint=https://shop.blob.core.usgovcloudapi.net/;") ==
        "core.usgovcloudapi.net");
  CHECK(cloud(";EndpointSuffix=core.windows.net;BlobEndpoint=https://files.example.com/c") ==
        "files.example.com");
  CHECK(cloud(";BlobEndpoint=http://127.0.0.1:10000/shop") == "127.0.0.1:10000");
  CHECK(cloud(";EndpointSuffix=;") == "unknown");
}

}  // namespace keyhound
