// See the module's page in docs/architecture.md.
