// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/control_framework.h"

#include <map>
#include <set>

#include "tests/policies/controls/evaluated_ledger.h"

namespace keyhound {
namespace {

std::string problems_of(const std::string& yaml) {
  const auto framework = parse_control_framework(yaml, "own.yaml");
  return framework ? "" : framework.error().message;
}

const std::string kHead = "id: own\nname: Own\nversion: \"1\"\n";

}  // namespace

TEST_CASE("Every control that a built-in policy names is in its framework's file") {
  std::map<std::string, std::set<std::string>> named;
  for (const PolicyInfo& policy : builtin_policies()) {
    for (const auto& [framework, ids] : policy.controls)
      named[framework].insert(ids.begin(), ids.end());
  }
  CHECK(named.size() == 6);
  for (const auto& entry : named) {
    const std::string& framework = entry.first;
    std::set<std::string> listed;
    for (const Control& control : testing::builtin_framework(framework).controls)
      listed.insert(control.id);
    for (const std::string& id : entry.second) {
      CAPTURE(framework);
      CAPTURE(id);
      CHECK(listed.count(id) == 1);
    }
  }
}

TEST_CASE("Every control of a built-in framework is tested by a policy or says why none does") {
  const auto frameworks = load_control_frameworks({});
  REQUIRE(frameworks);
  CHECK(frameworks->size() == 6);
  for (const ControlFramework& framework : *frameworks) {
    const ControlReport report = testing::report_of(testing::request_for(framework));
    for (const ControlRow& row : report.rows) {
      CAPTURE(framework.id);
      CAPTURE(row.control.id);
      CHECK(row.policies.empty() != row.control.outside.empty());
      // The policies say it themselves: one place to touch.
      CHECK(row.control.policies.empty());
      CHECK(row.is_listed);
    }
    CHECK_FALSE(framework.source.empty());
    CHECK_FALSE(framework.note.empty());
    CHECK(framework.verified != "none");
  }
}

TEST_CASE("The built-in OWASP list names rotation NHI7, offboarding NHI1 and third parties NHI3") {
  const ControlFramework& owasp = testing::builtin_framework("owasp_nhi");
  REQUIRE(owasp.controls.size() == 10);
  const ControlReport report = testing::report_of(testing::request_for(owasp));
  const auto tests = [&report](std::string_view control, std::string_view policy) {
    const ControlRow* row = testing::find_row(report, control);
    REQUIRE(row != nullptr);
    for (const ControlPolicy& one : row->policies) {
      if (one.id == policy) return true;
    }
    return false;
  };
  CHECK(tests("NHI7:2025", "ROT1001"));
  CHECK_FALSE(tests("NHI3:2025", "ROT1001"));
  CHECK(tests("NHI1:2025", "OWN1002"));
  CHECK(tests("NHI3:2025", "TPY1001"));
}

TEST_CASE("What is wrong in a framework's file is told with line and column, all of it at once") {
  CHECK(problems_of(kHead + "controls:\n  - {id: A, summary: a}\n  - {id: B, summary: b}\n"
                            "  - {id: A, summary: again}\n  - {id: B, summary: again}\n") ==
        "own.yaml:7:10: a control with this id stands before, at line 5; take one of them out\n"
        "own.yaml:8:10: a control with this id stands before, at line 6; take one of them out");
  CHECK(problems_of(kHead + "controls: [{id: A, sumary: a}]\nowner: me\n") ==
        "own.yaml:4:20: unknown key; did you mean 'summary'?\n"
        "own.yaml:4:12: a control needs 'summary'\n"
        "own.yaml:5:1: unknown key; known here: apiVersion, kind, id, name, version, source, "
        "verified, note, controls");
  CHECK(problems_of(kHead) == "own.yaml:1:1: a control framework needs 'controls'");
  CHECK(problems_of(kHead + "verified: certainly\ncontrols: []\n") ==
        "own.yaml:4:11: must be one of primary, secondary, none");
  CHECK(problems_of(kHead + "controls: [{id: \" A\", summary: \"a\\nb\"}]\n") ==
        "own.yaml:4:17: a control's id is one line of at most 60 bytes, without spaces around it\n"
        "own.yaml:4:32: expected one line of at most 1000 bytes");
  CHECK(problems_of("a: [").rfind("own.yaml:", 0) == 0);
  CHECK(problems_of("").rfind("own.yaml:1:1: ", 0) == 0);
}

TEST_CASE("Frameworks of the user stand beside the built-in ones, and cannot replace one") {
  const testing::TempDir dir;
  dir.write_file("more/own.yaml", kHead + "controls: [{id: A, summary: a}]\n")
      .write_file("more/readme.txt", "no framework")
      .write_file("again.yaml", "id: pci\nname: P\nversion: \"1\"\ncontrols: []\n");
  const auto frameworks = load_control_frameworks({dir / "more"});
  REQUIRE(frameworks);
  CHECK(frameworks->size() == 7);
  CHECK(find_framework(*frameworks, "own"));
  const auto twice = load_control_frameworks({dir / "again.yaml", dir / "more", dir / "more"});
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == ErrorKind::kConfiguration);
  CHECK(twice.error().message ==
        (dir / "again.yaml") +
            ":1:5: a framework with this id exists already, in builtin/pci.yaml; give yours "
            "another id\n" +
            (dir / "more/own.yaml") + ":1:5: a framework with this id exists already, in " +
            (dir / "more/own.yaml") + "; give yours another id");
  CHECK(load_control_frameworks({dir / "missing"}).error().kind == ErrorKind::kNotFound);
  dir.make_directory("empty");
  CHECK(load_control_frameworks({dir / "empty"}).error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("A framework that there is not is answered with those there are") {
  const auto frameworks = load_control_frameworks({});
  const auto near = find_framework(*frameworks, "iso2701");
  REQUIRE_FALSE(near);
  CHECK(near.error().kind == ErrorKind::kUsage);
  CHECK(near.error().message ==
        "there is no control framework 'iso2701'; there are ai_rmf, csf2, cwe, iso27001, "
        "owasp_nhi, pci; did you mean 'iso27001'?");
  CHECK(
      find_framework(*frameworks, "soc2").error().message.find("--controls adds files of others") !=
      std::string::npos);
}

TEST_CASE("The parts of a control are those whose id goes on behind it, at a border of words") {
  CHECK(is_control_within("7.2.5.1", "7.2.5"));
  CHECK(is_control_within("7.2.5", "7.2.5"));
  CHECK(is_control_within("GV.RM-02", "GV.RM"));
  CHECK(is_control_within("GOVERN 1.4", "GOVERN 1"));
  CHECK(is_control_within("IA-5(7)", "IA-5"));
  CHECK_FALSE(is_control_within("A.5.17", "A.5.1"));
  CHECK_FALSE(is_control_within("NHI10:2025", "NHI1"));
  CHECK_FALSE(is_control_within("7.2", "7.2.5"));
  CHECK_FALSE(is_control_within(".5", ""));
}

}  // namespace keyhound
