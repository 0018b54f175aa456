# Two commands for everybody: `make run` opens Keywright, `make test` proves it.
.PHONY: run check test soak bench types screens format audit fuzz release icons

run: ## Installs what is missing, builds, opens the window (or plays a tour where there is no display)
	@scripts/run

test: ## Installs what is missing, then every check and test, fast ones first
	@scripts/test

check: ## Format, lints, types, and every test that needs no window, keychain or packages: while you work
	@scripts/check

soak: ## The same tests with many more rounds, for docs/reliability.md
	@scripts/soak

bench: ## Ratios, measured side by side in one run
	@scripts/bench

audit: ## Licences and known weaknesses of dependencies, as far as this machine can tell; installs nothing
	@scripts/audit

fuzz: ## A minute of libFuzzer for each reader of foreign text (scripts/fuzz SECONDS for longer)
	@scripts/fuzz

release: ## Every package that this machine can build, with sums and sizes, in out/release
	@scripts/release

icons: ## Every picture of the mark, made from its SVG
	@scripts/icons

types: ## Writes ui/src/types.ts and the golden Views (ui/src/gallery/views) from the Rust code
	@KEYWRIGHT_WRITE=1 cargo test -q -p runtime --test it -- types:: golden::

screens: ## Draws docs/screens anew: every page as it looks now
	@scripts/screens

format:
	@cargo fmt
