// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platforms/ansible/ansible_tasks.h"
#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Ansible is known by its folders, and by plays with hosts") {
  for (const std::string_view path :
       {"group_vars/all", "inv/group_vars/web/vault.yml", "host_vars/a.yaml",
        "roles/web/tasks/main.yml", "x/roles/web/defaults/main.yaml", "playbooks/site.yml",
        "deploy-playbook.yml"}) {
    CAPTURE(path);
    CHECK(platform_of_path(path) == find_platform("ansible"));
  }
  for (const std::string_view path : {"group_vars/README.md", "roles/web/meta/main.yml",
                                      "roles/web/tasks/x.j2", "tasks/main.yml", "group_vars"}) {
    CAPTURE(path);
    CHECK(platform_of_path(path) == nullptr);
  }
  std::vector<Diagnostic> diagnostics;
  const auto is_playbook = [&](std::string_view text) {
    return read_definition("x.yml", text, nullptr, diagnostics).has_value();
  };
  CHECK(is_playbook("- hosts: all\n  roles: [x]\n- import_playbook: y.yml\n"));
  CHECK_FALSE(is_playbook("- hosts: all\n"));
  CHECK_FALSE(is_playbook("- hosts: all\n  tasks: []\n- other: x\n"));
  CHECK_FALSE(is_playbook("hosts: all\ntasks: []\n"));
}

TEST_CASE("Variables are bindings, encrypted and looked up ones references") {
  const Definition facts = read_facts("group_vars/all.yml", R"(db_password: hunter2
api_token: !vault |
  $ANSIBLE_VAULT;1.1;AES256
  6231
nested:
  list: [{key: v}]
vault: "{{ lookup('community.hashi_vault.hashi_vault', 'secret=secret/data/x:field token=t') }}"
aws: "{{ lookup('amazon.aws.aws_secret', 'prod/' ~ env) }}"
env: "{{ lookup('env', 'API_TOKEN') }}{{ lookup('env', 'HOME') }}"
other: "{{ vault_root_password | default('x') }}"
plain: "{{ name }}"
)");
  CHECK(facts.form == "variables");
  Lines literals;
  for (const Binding& one : facts.bindings)
    if (one.is_literal) literals.push_back(one.key_path);
  CHECK(literals == Lines{"db_password", "nested/list/0/key"});
  CHECK(list_references(facts) ==
        Lines{"ansible-vault:api_token at api_token: api_token",
              "vault:secret/data/x#field at vault: 'secret=secret/data/x:field token=t'",
              "aws-secrets-manager:prod/ at aws: 'prod/' ",
              "environment:API_TOKEN at env: 'API_TOKEN'",
              "ansible-vault:vault_root_password at other: vault_root_password"});
  CHECK(facts.references[2].resolution == Resolution::kPattern);
  CHECK(facts.references[5].confidence == Confidence::kMedium);
  CHECK(facts.bindings[1].is_encrypted);
}

TEST_CASE("A file that is encrypted as a whole is a reference, and no error") {
  const Definition facts =
      read_facts("group_vars/prod/vault", "$ANSIBLE_VAULT;1.1;AES256\n6231\n3339\n");
  CHECK(facts.form == "vault");
  REQUIRE(facts.references.size() == 1);
  CHECK(facts.references[0].kind == "file");
  CHECK(facts.bindings.empty());
}

TEST_CASE("Plays are jobs, tasks are steps with arguments and scripts") {
  const Definition facts = read_facts("site.yml", R"(- name: web
  hosts: servers
  vars: {port: 80}
  vars_files: [secrets.yml]
  roles: [{role: db, db_password: x}]
  tasks:
    - name: make a user
      community.mysql.mysql_user: {name: a, password: "{{ pw }}", nested: {deep: d}}
      no_log: true
    - mysql_user: name=b password="c d"
    - block:
        - ansible.builtin.shell: deploy --token {{ vault_api_token }}
          environment: {E: f}
      no_log: true
    - set_fact: {token: t}
    - include_tasks: more.yml
    - win_shell: {cmd: Get-Item}
)");
  REQUIRE(facts.jobs.size() == 1);
  CHECK(facts.jobs[0].id == "web");
  CHECK(facts.jobs[0].runner == "servers");
  Lines steps;
  for (const Step& one : facts.steps) steps.push_back(one.name + " " + one.uses);
  CHECK(steps == Lines{"make a user community.mysql.mysql_user", "2 mysql_user",
                       "4 ansible.builtin.shell", "5 set_fact", "6 include_tasks", "7 win_shell"});
  CHECK(list_bindings(facts, BindingKind::kVariable) ==
        Lines{"0/vars/port = 80 literal", "0/tasks/3/set_fact/token = t literal",
              "0/roles/0/db_password = x literal"});
  CHECK(list_bindings(facts, BindingKind::kInput) ==
        Lines{"0/tasks/0/community.mysql.mysql_user/name = a literal",
              "0/tasks/0/community.mysql.mysql_user/password = {{ pw }}",
              "0/tasks/0/community.mysql.mysql_user/nested/deep = d literal",
              "0/tasks/1/mysql_user = b literal", "0/tasks/1/mysql_user = c d literal"});
  CHECK(list_bindings(facts, BindingKind::kEnvironment).size() == 1);
  REQUIRE(facts.scripts.size() == 2);
  CHECK(facts.scripts[0].uses.size() == 1);
  CHECK(facts.scripts[1].language == ScriptLanguage::kPowerShell);
  Lines files;
  for (const Include& one : facts.includes) files.push_back(one.target);
  CHECK(files == Lines{"secrets.yml", "more.yml"});
  for (const Binding& one : facts.bindings)
    if (one.kind == BindingKind::kInput)
      CHECK(one.is_sensitive == (one.key_path.find("tasks/0/") != std::string::npos));
}

TEST_CASE("Tasks of a role are steps of no job, odd files have no facts") {
  const Definition facts =
      read_facts("roles/web/tasks/main.yml", "- command: make\n- 3\n- name: x\n- block: [{}]\n");
  CHECK(facts.form == "tasks");
  CHECK(facts.jobs.empty());
  CHECK(facts.scripts.size() == 1);
  CHECK(read_facts("group_vars/all.yml", "- 1\n- {}\n").bindings.empty());
  CHECK(read_facts("group_vars/all.yml", "").bindings.empty());
}

}  // namespace
}  // namespace keyhound::testing
