# Targets that look after the program rather than build it.
.PHONY: unit modules

unit: $(UNITS) ## the unit tests only; one program: make unit ONLY=base/test_date
	@failed=0; for t in $(if $(ONLY),$(BUILD)/tests/$(ONLY),$(UNITS)); do \
		$$t > $$t.log 2>&1 || { failed=1; cat $$t.log; echo "FAILED $$t"; }; \
		sed -n 's/^\[  PASSED  \] \(.*\)/\1/p' $$t.log | sed "s|^|$${t##*/}: |"; done; exit $$failed

modules: ## checks that dependencies point down
	@sh tests/modules.sh
