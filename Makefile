# The commands of the project; `make help` lists them. What they do is written in local_cloud/.
PYTHON := python3.13
ENV := local
AS := alice
comma := ,

export SAM_CLI_TELEMETRY := 0
export __SAM_CLI_APP_DIR := $(CURDIR)/.local/sam

# Python compiles a module once for all processes that a command starts, not once for each.
unexport PYTHONDONTWRITEBYTECODE

# What runs on this machine is asked directly, whatever proxy leads to the rest.
export NO_PROXY := $(if $(NO_PROXY)$(no_proxy),$(or $(NO_PROXY),$(no_proxy))$(comma))localhost,127.0.0.1
export no_proxy := $(NO_PROXY)
ifeq ($(ENV)$(STACK),local)
# At home a profile of the person's is of no use, and one that is missing stops every AWS client.
unexport AWS_PROFILE AWS_DEFAULT_PROFILE
endif

bin := .venv/bin
tools := .local/tools/bin
policies := .local/policy/bin
cloud := $(bin)/python -m local_cloud
# What computes runs two at a time. Of tests a third process has work while two wait for others:
# a test may be a whole stack, or a window that is cut off; a module of tests keeps to one process.
JOBS := 2
PROCESSES := 3
pytest := $(bin)/pytest --numprocesses=$(PROCESSES) --dist=loadscope --no-loadscope-reorder
compile := $(bin)/uv pip compile --quiet --python-version 3.13 --universal --generate-hashes \
  --no-emit-index-url --no-header --annotation-style line

.DEFAULT_GOAL := help
.PHONY: help up dev chat down reset test check quick deploy deploy-web delete logs smoke invoke fsck lint policy format types generate lock e2e history web bench bench-peers

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  ENV=dev or ENV=prod:  deploy, deploy-web, delete, logs, smoke, invoke and fsck act on AWS (samconfig.toml)"
	@echo "  CHAT_PORT=4000:       AppSync's port at home; the embedded AWS has the next one"
	@echo "  CHAT_PARAMETERS=...:  the template's parameters at home, as in \"LogLevel=DEBUG SendsPerMinute=600\""

up: running ## Start the chat on this machine, with demo people; it stays in the background
	@$(cloud) up

dev: running ## The same in the foreground, with logs; Ctrl-C stops all of it
	@$(cloud) dev

chat: .venv/.installed ## Talk in the terminal: AS=alice, and STACK=name for a stack in AWS
	@$(bin)/python -m chat_client --as $(AS) $(if $(STACK),--stack $(STACK))

down: .venv/.installed ## Stop it; what was said stays
	@$(cloud) down

reset: .venv/.installed ## Stop it and forget all that was said
	@$(cloud) reset

test: installed ## Lint, types and all tests, beside a running chat
	@$(MAKE) --no-print-directory --jobs=$(JOBS) --output-sync=target web lint policy types
	$(pytest) --cov --cov-report=term:skip-covered --cov-report=xml:.local/coverage.xml

check: installed ## Lint, types, unit and contract tests, for the inner loop: a minute
	@$(MAKE) --no-print-directory --jobs=$(JOBS) --output-sync=target lint types quick

quick: installed ## Unit and contract tests
	$(pytest) tests/unit tests/contract

deploy: running ## Deploy the template: at home, or to AWS with ENV=dev or ENV=prod
	@$(cloud) deploy --env $(ENV)

deploy-web: .venv/.installed ## Build the web app and put it on Amplify Hosting: ENV=dev or ENV=prod
	@$(cloud) deploy-web --env $(ENV)

delete: running ## Delete the stack
	@$(cloud) delete --env $(ENV)

logs: .venv/.installed ## Show the functions' logs: OP=sendMessage for one, FOLLOW=1 to wait for more
	@$(cloud) logs --env $(ENV) $(if $(OP),--operation $(OP)) $(if $(FOLLOW),--follow)

smoke: .venv/.installed ## Let two people of its own talk through the deployed stack
	@$(cloud) smoke --env $(ENV)

invoke: .venv/.installed ## Run the events of events/: the whole story, or one with OP=sendMessage
	@$(cloud) invoke --env $(ENV) $(if $(OP),--operation $(OP))

fsck: .venv/.installed ## Check the table of the stack, read-only: ENV=prod RATE=100 reads 100 units a second
	@$(bin)/python -m chat_fsck --env $(ENV) $(if $(RATE),--rate $(RATE))

e2e: installed ## The browser tests alone
	$(pytest) tests/browser

history: running ## Check random histories: OPERATIONS=100000, SEED=7, EPISODE=12 to play one again
	@$(bin)/python -m tests.history --operations $(or $(OPERATIONS),10000) --seed $(or $(SEED),1) \
	  $(if $(EPISODE),--episode $(EPISODE))

bench: installed ## Measure what docs/performance.md quotes, and compare: ONLY=cost, RECORD=1 writes it anew
	@PYTHONPATH=src:. $(bin)/python -m benchmarks $(ONLY) $(if $(RECORD),--record)

bench-peers: installed ## Measure appsync_local beside the AppSync simulator: RECORD=1 writes it anew
	@command -v npm >/dev/null || \
	  { echo "npm is missing: install Node 20.19 or newer, the simulator runs on it"; exit 1; }
	@$(MAKE) --no-print-directory benchmarks/peers/node_modules/.installed
	@PYTHONPATH=src:. $(bin)/python -m benchmarks peers $(if $(RECORD),--record)

# The web app, and what other tests run in Node: waiting for the registry is done side by side.
npm_folders := web web/tests/lighthouse tests/audits

# npm is asked for by name: without Node everything but the web app works.
web: ## Lint, types and unit tests of the web app
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(npm_folders:%=%/node_modules/.installed) && \
	  cd web && npm run --silent lint && npm run --silent typecheck && npm test --silent; \
	else echo "NOT RUN: lint, types and unit tests of the web app (npm is missing: install Node 20.19 or newer)"; fi

lint: installed ## Check style, imports and the template
	$(bin)/ruff check
	$(bin)/ruff format --check
	PYTHONPATH=src:. $(bin)/lint-imports
	$(tools)/sam validate --lint
	$(bin)/cfn-lint .github/deploy-role.yaml

format: .venv/.installed ## Format the code
	$(bin)/ruff check --fix
	$(bin)/ruff format

policy: .local/policy/.installed ## Look for weak settings in the template and the workflows
	LOG_LEVEL=ERROR $(policies)/checkov --config-file .checkov.yaml
	$(policies)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(policies)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	$(policies)/zizmor --offline --quiet .github

types: .venv/.installed ## Check types
	$(bin)/mypy

generate: .venv/.installed ## Write what follows from the schema, the template, the story and the table of costs
	@PYTHONPATH=src:. $(bin)/python -m generation
	@PYTHONPATH=src:. $(bin)/python -m benchmarks tables
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory web/node_modules/.installed && \
	  cd web && npm run --silent generate; \
	else echo "NOT WRITTEN: web/src/graphql/generated.ts (npm is missing: install Node 20.19 or newer)"; fi

lock: .venv/.installed ## Write the lock files anew, as far as the .in files ask for it
	$(compile) requirements/uv.in -o requirements/uv.txt
	$(compile) src/requirements.in -o src/requirements.txt
	$(compile) requirements/dev.in -o requirements/dev.txt
	$(compile) requirements/tools.in -o requirements/tools.txt
	$(compile) requirements/emulator.in -o requirements/emulator.txt
	$(compile) requirements/policy.in -o requirements/policy.txt

.PHONY: installed running
installed running: .venv/.installed .local/tools/.installed .local/emulator/.installed

benchmarks/peers/node_modules/.installed: packages := the AppSync simulator and what it needs from npm into benchmarks/peers: 370 packages, 300 MB

%/node_modules/.installed: %/package-lock.json
	@echo "Installing $(or $(packages),$*/node_modules) …"
	@cd $* && npm ci --ignore-scripts --no-audit --no-fund --silent && cp package-lock.json node_modules/.installed

.venv/.installed: requirements/dev.txt requirements/uv.txt
	@requirements/install "$(PYTHON)" .venv requirements/dev.txt

.local/tools/.installed: requirements/tools.txt requirements/uv.txt
	@requirements/install "$(PYTHON)" .local/tools requirements/tools.txt

.local/emulator/.installed: requirements/emulator.txt requirements/uv.txt
	@requirements/install "$(PYTHON)" .local/emulator requirements/emulator.txt

.local/policy/.installed: requirements/policy.txt requirements/uv.txt
	@requirements/install "$(PYTHON)" .local/policy requirements/policy.txt
