/** A settings file as it is first. */

/** What a settings file may be called, the usual name first. */
export const SETTINGS_NAMES = ['.gatelint.yaml', '.gatelint.yml', '.gatelint.json']

/** It sets nothing yet, and shows all that is set often. */
export const FIRST_SETTINGS = `# The settings of gatelint. "gatelint schema" prints all that may stand here, "gatelint rules" lists the rules.

# Rules that matter in every project, or advice as well.
extends: recommended # or: strict

# off, on, info, warning or error.
# rules:
#   timeout-too-short: [warning, { shortest: 2s }]
#   no-resolver: off

# overrides:
#   - files: ["legacy/**"]
#     rules: { port-mismatch: info }

# Files that take no part.
# ignore: [fixtures/]

# Where folders of this project stand in the gateway's container, if no manifest says so.
# pathMap: { /etc/nginx: deploy/nginx }

# Environment variables that are not written in any file.
# env: { BACKEND_HOST: api }

# How compose is called, if not with the files that it finds by itself.
# compose: { files: [compose.yaml, compose.prod.yaml], profiles: [web] }

# What runs, if no image tag says so.
# versions: { nginx: "1.28", haproxy: "3.2" }
`
