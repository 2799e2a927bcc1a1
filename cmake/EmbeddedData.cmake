# What the build embeds: lists of report formats and commands, and the built-in policies.
file(GLOB builtin_policies CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/policies/builtin/*.yaml")
keyhound_embed_text(policies builtin_policy_files.cpp builtin_policy_files ${builtin_policies})

keyhound_file_list(report report_formats.inc KEYHOUND_REPORT_FORMAT scanner/report/formats "")
keyhound_file_list(cli commands.inc KEYHOUND_COMMAND scanner/cli/commands "_command")
