# What the build embeds: lists of decoders, report formats, importers, platforms, checks, questions and commands, the built-in policies
# and control frameworks.
file(GLOB builtin_policies CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/policies/builtin/*.yaml")
keyhound_embed_text(policies builtin_policy_files.cpp builtin_policy_files ${builtin_policies})
file(GLOB builtin_frameworks CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/policies/controls/*.yaml")
keyhound_embed_text(policies builtin_framework_files.cpp builtin_framework_files ${builtin_frameworks})

keyhound_embed_text(policies registry_schema_files.cpp registry_schema_files "${CMAKE_SOURCE_DIR}/policies/schemas/registry.schema.json")

keyhound_file_list(decode decoders.inc KEYHOUND_DECODER scanner/decode/decoders "")
keyhound_file_list(report report_formats.inc KEYHOUND_REPORT_FORMAT scanner/report/formats "")
keyhound_file_list(report inventory_formats.inc KEYHOUND_INVENTORY_FORMAT scanner/report/inventory_formats "")
keyhound_file_list(policies importers.inc KEYHOUND_IMPORTER policies/importers/formats "")
keyhound_file_list(pipelines platforms.inc KEYHOUND_PLATFORM scanner/pipelines/platforms "")
keyhound_file_list(pipelines checks.inc KEYHOUND_CHECK_FILE scanner/pipelines/checks "")
keyhound_file_list(pipelines fixes.inc KEYHOUND_FIX scanner/pipelines/fixes "_fix")
keyhound_file_list(ci ci_platforms.inc KEYHOUND_CI_PLATFORM scanner/ci/platforms "")
keyhound_file_list(bulk forges.inc KEYHOUND_FORGE scanner/bulk/targets/forges "")
keyhound_file_list(cli bulk_subcommands.inc KEYHOUND_BULK_SUBCOMMAND scanner/cli/bulk "_subcommand")
keyhound_file_list(store questions.inc KEYHOUND_QUESTION scanner/store/questions "")
keyhound_file_list(cli commands.inc KEYHOUND_COMMAND scanner/cli/commands "_command")
keyhound_file_list(cli shells.inc KEYHOUND_SHELL scanner/cli/help/shells "")
keyhound_file_list(cli doctor_checks.inc KEYHOUND_DOCTOR_CHECK scanner/cli/doctor/checks "")

# The generic-secret model: what tests/accuracy/train.py writes, and common words.
file(GLOB generic_model CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scanner/filters/generic/data/*.txt")
keyhound_embed_text(filters generic_model_files.cpp generic_model_files ${generic_model})

# The page of the HTML report: its body, style sheets and scripts.
file(GLOB html_assets CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scanner/report/html/assets/*")
keyhound_embed_text(report html_asset_files.cpp html_asset_files ${html_assets})

# The migrations of the store, in order of their numbers.
file(GLOB store_migrations CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scanner/store/migrations/*.sql")
keyhound_embed_text(store store_migrations.cpp store_migrations ${store_migrations})

# The pages of the dashboard: what they have beyond the parts of the HTML report.
file(GLOB dashboard_assets CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scanner/dashboard/assets/*")
keyhound_embed_text(dashboard dashboard_asset_files.cpp dashboard_asset_files ${dashboard_assets})

# Accounts of canary tokens.
file(GLOB canary_data CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scanner/verify/data/*.txt")
keyhound_embed_text(verify canary_files.cpp canary_files ${canary_data})
