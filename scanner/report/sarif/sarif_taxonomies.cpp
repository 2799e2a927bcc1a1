// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_taxonomies.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "scanner/base/text_encode.h"
#include "scanner/report/sarif/rule_descriptor.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/uuid.h"

namespace keyhound {

namespace {

struct Taxonomy {
  std::string_view framework;  // in PolicyInfo::controls
  std::string_view name;
  std::string_view organization;
  std::string_view version;
  std::string_view guid;  // empty: made of the name
  std::string_view description;
  std::string_view uri;
  std::string_view relation;  // of a rule to the taxon
};

constexpr std::array kTaxonomies = {
    // The guid that other producers of SARIF use for CWE.
    Taxonomy{"cwe", "CWE", "MITRE", "4.17", "25f72d7e-8a92-459d-ad67-64853f788765",
             "The MITRE Common Weakness Enumeration.", "https://cwe.mitre.org/", "superset"},
    Taxonomy{"owasp_nhi", "OWASP-NHI-2025", "OWASP", "2025", "",
             "The OWASP Non-Human Identities Top 10 of 2025.",
             "https://owasp.org/www-project-non-human-identities-top-10/2025/", "relevant"}};

struct Title {
  std::string_view id;
  std::string_view title;
};

constexpr std::array kTitles = {
    Title{"CWE-200", "Exposure of Sensitive Information to an Unauthorized Actor"},
    Title{"CWE-214", "Invocation of Process Using Visible Sensitive Information"},
    Title{"CWE-250", "Execution with Unnecessary Privileges"},
    Title{"CWE-259", "Use of Hard-coded Password"},
    Title{"CWE-266", "Incorrect Privilege Assignment"},
    Title{"CWE-269", "Improper Privilege Management"},
    Title{"CWE-312", "Cleartext Storage of Sensitive Information"},
    Title{"CWE-321", "Use of Hard-coded Cryptographic Key"},
    Title{"CWE-324", "Use of a Key Past its Expiration Date"},
    Title{"CWE-522", "Insufficiently Protected Credentials"},
    Title{"CWE-532", "Insertion of Sensitive Information into Log File"},
    Title{"CWE-538",
          "Insertion of Sensitive Information into Externally-Accessible File or "
          "Directory"},
    Title{"CWE-540", "Inclusion of Sensitive Information in Source Code"},
    Title{"CWE-598", "Use of GET Request Method With Sensitive Query Strings"},
    Title{"CWE-613", "Insufficient Session Expiration"},
    Title{"CWE-668", "Exposure of Resource to Wrong Sphere"},
    Title{"CWE-672", "Operation on a Resource after Expiration or Release"},
    Title{"CWE-778", "Insufficient Logging"},
    Title{"CWE-798", "Use of Hard-coded Credentials"},
    Title{"CWE-829", "Inclusion of Functionality from Untrusted Control Sphere"},
    Title{"CWE-1391", "Use of Weak Credentials"},
    Title{"NHI1:2025", "Improper Offboarding"},
    Title{"NHI2:2025", "Secret Leakage"},
    Title{"NHI3:2025", "Vulnerable Third-Party NHI"},
    Title{"NHI4:2025", "Insecure Authentication"},
    Title{"NHI5:2025", "Overprivileged NHI"},
    Title{"NHI6:2025", "Insecure Cloud Deployment Configurations"},
    Title{"NHI7:2025", "Long-Lived Secrets"},
    Title{"NHI8:2025", "Environment Isolation"},
    Title{"NHI9:2025", "NHI Reuse"},
    Title{"NHI10:2025", "Human Use of NHI"}};

std::string_view title_of(std::string_view id) {
  for (const Title& one : kTitles) {
    if (one.id == id) return one.title;
  }
  return "";
}

// The place in kTaxonomies; its size: no taxonomy of ours.
std::size_t taxonomy_of(std::string_view framework) {
  std::size_t i = 0;
  while (i < kTaxonomies.size() && kTaxonomies[i].framework != framework) ++i;
  return i;
}

std::string guid_of(const Taxonomy& taxonomy) {
  if (!taxonomy.guid.empty()) return std::string(taxonomy.guid);
  return keyhound_uuid("taxonomy " + std::string(taxonomy.name));
}

Json taxon(const std::string& id, std::string_view title) {
  const std::string text = title.empty() ? id : std::string(title);
  Json object = {{"id", id}, {"name", pascal_case(text)}};
  object["shortDescription"]["text"] = as_sentence(text);
  if (id.starts_with("CWE-")) {
    object["helpUri"] = "https://cwe.mitre.org/data/definitions/" + id.substr(4) + ".html";
  }
  return object;
}

}  // namespace

void SarifTaxonomies::add(const Controls& controls) {
  for (const auto& [framework, ids] : controls) {
    const std::size_t taxonomy = taxonomy_of(framework);
    if (taxonomy == kTaxonomies.size()) continue;
    for (const std::string& id : ids) taxa_[taxonomy].emplace(to_valid_utf8(id), title_of(id));
  }
}

Json SarifTaxonomies::relationships(const Controls& controls) const {
  Json list = Json::array();
  for (const auto& [framework, ids] : controls) {
    const auto found = taxa_.find(taxonomy_of(framework));
    if (found == taxa_.end()) continue;
    const Taxonomy& taxonomy = kTaxonomies[found->first];
    const auto component = std::distance(taxa_.begin(), found);
    for (const std::string& id : ids) {
      const std::string safe = to_valid_utf8(id);
      const auto index = std::distance(found->second.begin(), found->second.find(safe));
      list.push_back(
          {{"target",
            {{"id", safe},
             {"index", index},
             {"toolComponent",
              {{"name", taxonomy.name}, {"index", component}, {"guid", guid_of(taxonomy)}}}}},
           {"kinds", Json::array({taxonomy.relation})}});
    }
  }
  return list;
}

Json SarifTaxonomies::components() const {
  Json list = Json::array();
  for (const auto& [place, taxa] : taxa_) {
    const Taxonomy& taxonomy = kTaxonomies[place];
    list.push_back({{"name", taxonomy.name}, {"index", list.size()}, {"guid", guid_of(taxonomy)}});
  }
  return list;
}

Json SarifTaxonomies::taxonomies() const {
  Json list = Json::array();
  for (const auto& [place, taxa] : taxa_) {
    const Taxonomy& taxonomy = kTaxonomies[place];
    Json entries = Json::array();
    for (const auto& [id, title] : taxa) entries.push_back(taxon(id, title));
    Json object = {{"name", taxonomy.name},          {"version", taxonomy.version},
                   {"guid", guid_of(taxonomy)},      {"organization", taxonomy.organization},
                   {"informationUri", taxonomy.uri}, {"isComprehensive", false}};
    object["shortDescription"]["text"] = taxonomy.description;
    object["taxa"] = std::move(entries);
    list.push_back(std::move(object));
  }
  return list;
}

Controls check_controls(const CheckInfo& check) {
  Controls controls;
  std::vector<std::string> weaknesses;
  std::vector<std::string> risks;
  std::string_view rest = check.weaknesses;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (word.starts_with("CWE-")) weaknesses.emplace_back(word);
    if (word.starts_with("NHI")) risks.push_back(std::string(word) + ":2025");
  }
  if (!weaknesses.empty()) controls.emplace_back("cwe", std::move(weaknesses));
  if (!risks.empty()) controls.emplace_back("owasp_nhi", std::move(risks));
  return controls;
}

const Controls& secret_controls() {
  static const Controls kControls = {{"cwe", {"CWE-798"}}, {"owasp_nhi", {"NHI2:2025"}}};
  return kControls;
}

}  // namespace keyhound
