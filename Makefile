# make test   installs what the tests need and passes them all, race detector on
# make demo   serves the two sample centres
# make build  the release binary, without cgo

PACKAGES := chromium poppler-utils zbar-tools qpdf prometheus
TOOLS    := chromium pdftotext zbarimg qpdf prometheus promtool

.PHONY: test check tools demo build bench fuzz

test: tools check
	go test -race -shuffle=on -timeout 7m ./...
	go test -timeout 2m ./internal/office ./internal/forecast
	@$(MAKE) --no-print-directory fuzz FUZZED="./internal/event ./internal/web" FUZZTIME=10000x

check:
	@files=$$(gofmt -l .); test -z "$$files" || { echo "not gofmt: $$files"; exit 1; }
	go vet ./...
	@out=$$(go fix -diff ./... 2>&1); test -z "$$out" || { echo "$$out"; echo "run go fix ./..."; exit 1; }

# Installs the programs that the tests call, where it may; names them where not.
tools:
	@missing=; for t in $(TOOLS); do command -v $$t >/dev/null || missing="$$missing $$t"; done; \
	test -z "$$missing" && exit 0; \
	echo "missing:$$missing; installing: $(PACKAGES)"; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(PACKAGES); \
	else \
		echo "please install these Debian packages: $(PACKAGES)"; exit 1; \
	fi

demo:
	go run ./cmd/moiso demo --people

build:
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -buildid=" -o moiso ./cmd/moiso

bench:
	go run ./cmd/moiso bench

# Every fuzz target for a while; make test runs those of the decoders shortly,
# and the seeds of all. It counts inputs and not seconds: at a deadline the fuzzer
# sometimes reports the deadline itself as a failure.
FUZZTIME ?= 10s
FUZZED   ?= ./...
fuzz:
	@for p in $$(go list $(FUZZED)); do \
		for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p || exit 1; \
		done; \
	done
