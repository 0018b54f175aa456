# Two commands for everybody: `make run` opens Keywright, `make test` proves it.
.PHONY: run test bench types format

run: ## Installs what is missing, builds, opens the window (or plays a tour where there is no display)
	@scripts/run

test: ## Installs what is missing, then every check and test, fast ones first
	@scripts/test

bench: ## Ratios, measured side by side in one run
	@scripts/bench

types: ## Writes ui/src/types.ts from the Rust types
	@KEYWRIGHT_WRITE=1 cargo test -q -p assistant --test types

format:
	@cargo fmt
