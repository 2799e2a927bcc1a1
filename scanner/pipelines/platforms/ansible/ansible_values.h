// SPDX-License-Identifier: Apache-2.0
// Jinja templates in values of Ansible, and the secrets that their lookups name. Pure.
// https://docs.ansible.com/ansible/latest/plugins/lookup.html
#pragma once

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// DefinitionBuilder::ReadValue for Ansible.
ValueReading read_ansible_value(DefinitionBuilder& builder, const SourceText& value,
                                const ValuePlace& place);

}  // namespace keyhound
