// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: the tables of a store and their migrations (migrations/*.sql), which
// are applied in order, each once, all in one transaction, by one process at a time.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/base/embedded_text.h"
#include "scanner/store/database.h"

namespace keyhound {

// "0001_first.sql", ..., in order.
std::span<const EmbeddedText> store_migrations();

// The text of a migration as this kind of database takes it.
std::string migration_text(std::string_view sql, DatabaseKind kind);

// The version that the database has; 0: it has no tables of a store.
Result<int> schema_version(Database& database);

// Brings an empty or older database to the version of `migrations`. kConfiguration, naming both
// versions, for a newer one. `label` names it in messages.
Status migrate(Database& database, const std::string& label,
               std::span<const EmbeddedText> migrations);
// Checks that it has that version and writes nothing.
Status check_schema(Database& database, const std::string& label, int version);

}  // namespace keyhound
